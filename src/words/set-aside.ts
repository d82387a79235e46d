import type { Word } from './recognize.ts';

/** A sentence without what it says not to do. */
export interface Aside {
  /** The words that ask for something. */
  readonly words: readonly Word[];
  /** The words that say not to. */
  readonly refused: readonly Word[];
  /** Whether each refusal is understood: it names something that would be a write. */
  readonly isClear: boolean;
  /** Whether what is refused is only that something changes: then it may be shown. */
  readonly mayNotChange: boolean;
}

/** Deeds that change something: what is refused is one of them, or the refusal is not understood. */
const changing: ReadonlySet<string> = new Set([
  'fix',
  'scale',
  'enable',
  'disable',
  'rollback',
  'undo',
  'deploy',
  'apply',
  'other',
]);

/** Sets aside every refusal: from a negation to the next mark, or to a `but`, `just`, `only` or `instead`. */
export function setAside(words: readonly Word[]): Aside {
  const refusals: Word[][] = [];
  const kept: Word[] = [];
  let isRefusing = false;
  for (const word of words) {
    if (isRefusing && isTurn(word)) isRefusing = false;
    if (word.part === 'negation' && !isRefusing) {
      isRefusing = true;
      refusals.push([]);
    }
    (isRefusing ? (refusals.at(-1) ?? []) : kept).push(word);
    if (word.ends) isRefusing = false;
  }
  const deeds = refusals.map((refusal) => refusal.filter(isChanging));
  return {
    words: kept,
    refused: refusals.flat(),
    isClear: deeds.every(({ length }) => length > 0),
    mayNotChange: deeds.length > 0 && deeds.flat().every(({ concept }) => concept === 'apply'),
  };
}

function isTurn({ key, quoted }: Word): boolean {
  return !quoted && /^(?:but|just|only|instead)$/.test(key);
}

function isChanging({ part, concept }: Word): boolean {
  return part === 'deed' && concept !== null && changing.has(concept);
}

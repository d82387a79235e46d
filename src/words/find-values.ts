import { isFree, type Found, type Search } from './found.ts';
import type { Concept } from './lexicon.ts';
import type { Word } from './recognize.ts';
import type { Argument, Shape } from './tool.ts';

type Of<K extends Shape['kind']> = Argument & Extract<Shape, { kind: K }>;

/** Finds the values of all arguments but the names of namespaces and deployments. */
export function findValues(search: Search): void {
  for (const argument of search.tool.arguments) search.found.push(...valuesOf(argument, search));
}

function valuesOf(argument: Argument, search: Search): readonly Found[] {
  switch (argument.kind) {
    case 'count':
      return counts(argument, search);
    case 'pattern':
      return patterns(argument, search);
    case 'choice':
      return choices(argument, search);
    case 'flag':
      return flags(argument, search);
    case 'dry-run':
      return meant(search, ['preview']).map((at) => ({ argument, value: true, at }));
    case 'name':
      return names(argument, search);
    case 'namespace':
    case 'deployment':
      return [];
  }
}

function counts(argument: Of<'count'>, search: Search): readonly Found[] {
  return search.words.flatMap(({ part, key }, at) => {
    const value = Number(key);
    const fits = /^\d+$/.test(key) && value >= argument.least && value <= argument.most;
    const isCued = argument.bare || isBeside(search, at, [argument.cue]);
    return part === 'number' && fits && isCued ? [{ argument, value, at }] : [];
  });
}

function patterns(argument: Of<'pattern'>, search: Search): readonly Found[] {
  return search.words.flatMap(({ part, text }, at) =>
    part === 'unknown' && argument.pattern.test(text) ? [{ argument, value: text, at }] : [],
  );
}

function choices(argument: Of<'choice'>, search: Search): readonly Found[] {
  return search.words.flatMap(({ key }, at) => {
    const value = Object.hasOwn(argument.choices, key) ? argument.choices[key] : undefined;
    const isCued = argument.cue.length === 0 || isBeside(search, at, argument.cue);
    return value !== undefined && isCued && isFree(search, at) ? [{ argument, value, at }] : [];
  });
}

function flags(argument: Of<'flag'>, search: Search): readonly Found[] {
  return [
    ...meant(search, argument.yes).map((at) => ({ argument, value: true, at })),
    ...meant(search, argument.no).map((at) => ({ argument, value: false, at })),
  ];
}

/** The word after its cue; before it only where none is after. */
function names(argument: Of<'name'>, search: Search): readonly Found[] {
  const { words } = search;
  const fits = (at: number) => {
    const word = words[at];
    return word !== undefined && isNameable(word) && argument.pattern.test(word.text) && isFree(search, at);
  };
  return meant(search, argument.cue).flatMap((cue) => {
    const after = afterCue(words, cue);
    const at = after !== null && fits(after) ? after : fits(cue - 1) ? cue - 1 : null;
    return at === null ? [] : [{ argument, value: words[at]?.text ?? '', at }];
  });
}

/** Words that nothing is known about, and what is quoted, may be names. */
export function isNameable({ part, guessed }: Word): boolean {
  return part === 'unknown' && guessed === null;
}

/** Where a name stands that follows its cue: `flag dark-mode`, `flag called dark-mode`. */
export function afterCue(words: readonly Word[], cue: number): number | null {
  let at = cue;
  do {
    if (words[at]?.ends !== false) return null;
    at += 1;
  } while (/^(?:called|named|name|is)$/.test(words[at]?.key ?? '') && words[at]?.quoted === false);
  return at < words.length ? at : null;
}

/** Where any of some concepts is meant. */
function meant({ words }: Search, concepts: readonly Concept[]): readonly number[] {
  return words.flatMap(({ concept }, at) => (concept !== null && concepts.includes(concept) ? [at] : []));
}

function isBeside({ words }: Search, at: number, cues: readonly Concept[]): boolean {
  return [words[at - 1], words[at + 1]].some((word) => {
    const concept = word?.concept ?? null;
    return concept !== null && cues.includes(concept);
  });
}

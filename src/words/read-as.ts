import { findNames } from './find-names.ts';
import { findValues } from './find-values.ts';
import type { Found, Search } from './found.ts';
import type { Concept } from './lexicon.ts';
import type { Word } from './recognize.ts';
import type { Argument, Meaning, Tool } from './tool.ts';

/** A sentence read as meaning one tool. */
export interface Attempt {
  readonly tool: Tool;
  readonly found: readonly Found[];
  /** Where the deed is said; null where only a thing is, as in `logs of web-app`. */
  readonly deed: number | null;
  /** Which words say something that this reading has no place for. */
  readonly unread: readonly number[];
  readonly missing: readonly Argument[];
  /** Arguments that are said with different values. */
  readonly several: readonly Argument[];
  readonly isDryRun: boolean;
}

/** A sentence read as meaning a tool, or null where it does not say both its deed and its object. */
export function readAs(tool: Tool, words: readonly Word[], mayNotChange: boolean): Attempt | null {
  const search: Search = { tool, words, found: [] };
  findValues(search);
  findNames(search);
  const meaning = tool.meanings.find((each) => isMeant(each, search));
  const named = words.findIndex(({ part, key }) => part === 'tool' && key === tool.name);
  if (meaning === undefined && named === -1) return null;
  const deed = named === -1 ? deedOf(meaning, words) : named;
  const isDryRun =
    tool.arguments.some(({ kind }) => kind === 'dry-run') && (mayNotChange || isPreview(search));
  const { found } = search;
  return {
    tool,
    found,
    deed: deed === -1 ? null : deed,
    unread: unreadBy(search, meaning),
    missing: tool.arguments.filter(
      (argument) => argument.question !== null && found.every((each) => each.argument !== argument),
    ),
    several: tool.arguments.filter((argument) => valuesOf(found, argument).size > 1),
    isDryRun,
  };
}

/** Whether reading a sentence so changes nothing. */
export function isHarmless({ tool, isDryRun }: Attempt): boolean {
  return tool.effect === 'read' || isDryRun;
}

function isPreview({ found }: Search): boolean {
  return found.some(({ argument }) => argument.kind === 'dry-run');
}

function valuesOf(found: readonly Found[], argument: Argument): ReadonlySet<unknown> {
  return new Set(found.filter((each) => each.argument === argument).map(({ value }) => value));
}

function deedOf(meaning: Meaning | undefined, words: readonly Word[]): number {
  return words.findIndex(
    ({ part, concept }) => part === 'deed' && concept !== null && meaning?.deeds.includes(concept) === true,
  );
}

/** What a deed may be done to without a word for it: `scale web-app`, `validate strict.yaml`. */
const objects: ReadonlySet<Argument['kind']> = new Set(['deployment', 'pattern']);

/** What would write needs its deed; what only looks may go by its things alone, as in `logs of web-app`. */
function isMeant(meaning: Meaning, { tool, words, found }: Search): boolean {
  const says = (concepts: readonly Concept[]) =>
    words.some(({ concept }) => concept !== null && concepts.includes(concept));
  const isNamed = found.some(({ argument }) => objects.has(argument.kind));
  const hasObject = meaning.about.length === 0 ? isNamed : says(meaning.about);
  const isQuestion = meaning.deeds.includes('show') || meaning.deeds.includes('check');
  const needsDeed = tool.effect === 'write' || meaning.about.length === 0 || !isQuestion;
  return hasObject && (!needsDeed || says(meaning.deeds));
}

function unreadBy({ tool, words, found }: Search, meaning: Meaning | undefined): readonly number[] {
  const concepts = new Set<Concept>([
    ...(tool.effect === 'write' ? (meaning?.deeds ?? []) : tool.meanings.flatMap(({ deeds }) => deeds)),
    ...tool.meanings.flatMap(({ about }) => about),
    ...tool.also,
    ...tool.arguments.flatMap(cuesOf),
  ]);
  return words.flatMap((word, at) => {
    const isRead =
      found.some((each) => each.at === at) ||
      (word.part === 'tool' && word.key === tool.name) ||
      (word.concept !== null && concepts.has(word.concept)) ||
      word.part === 'filler' ||
      word.part === 'asking';
    return isRead ? [] : [at];
  });
}

function cuesOf(argument: Argument): readonly Concept[] {
  switch (argument.kind) {
    case 'namespace':
      return ['namespace'];
    case 'deployment':
      return ['deployment'];
    case 'name':
    case 'choice':
      return argument.cue;
    case 'count':
      return [argument.cue];
    case 'dry-run':
      return ['preview'];
    case 'flag':
      return [...argument.yes, ...argument.no];
    case 'pattern':
      return [];
  }
}

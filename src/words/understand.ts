import { joinVerbs } from './join-verbs.ts';
import { asQuestion, type Question, type Reason } from './question.ts';
import { isHarmless, readAs, type Attempt } from './read-as.ts';
import { recognize, type Word } from './recognize.ts';
import { setAside, type Aside } from './set-aside.ts';
import { tokensOf } from './tokens.ts';
import type { Argument, Tool } from './tool.ts';
import { tools } from './tools.ts';

/** What some words were read as. */
export interface Read {
  readonly words: string;
  /** `operation`, the name of an argument, or `not to be done`. */
  readonly as: string;
}

/** An argument that is needed and was not said. */
export interface Missing {
  readonly argument: string;
  readonly question: string;
}

/** An operation that a sentence means. Nothing is done yet. */
export interface Understood {
  readonly status: 'understood';
  readonly operation: string;
  readonly arguments: Readonly<Record<string, string | number | boolean>>;
  readonly missing: readonly Missing[];
  /** What would write is a plan: it must be confirmed before it is done. */
  readonly effect: 'read' | 'write';
  readonly reading: readonly Read[];
  /** Words that were not understood and left out; never any where the effect is to write. */
  readonly unread: readonly string[];
}

/**
 * What a sentence means: one operation with its arguments, or a question. The same words always mean the same;
 * nothing is done, and nothing is looked up.
 */
export function understand(sentence: string): Understood | Question {
  const tokens = tokensOf(sentence);
  if (typeof tokens === 'string') return asQuestion(tokens, [], []);
  const aside = setAside(recognize(joinVerbs(tokens)));
  const attempts = attemptsAt(aside.words, aside.mayNotChange);
  const [best] = attempts;
  if (best === undefined) return nothingMeant(aside);
  const reason = reasonToAsk(best, attempts, aside);
  return reason === null
    ? understood(best, aside)
    : asQuestion(reason, offered(best, attempts, aside.words), wordsAt(best, aside.words));
}

/** Every reading, the one that leaves the fewest words unread first, then the one that asks and guesses least. */
function attemptsAt(words: readonly Word[], mayNotChange: boolean): readonly Attempt[] {
  return tools.flatMap((tool) => readAs(tool, words, mayNotChange) ?? []).toSorted(inOrder);
}

function inOrder(a: Attempt, b: Attempt): number {
  return (
    a.unread.length - b.unread.length ||
    a.several.length - b.several.length ||
    doubts(a) - doubts(b) ||
    Number(a.deed === null) - Number(b.deed === null)
  );
}

/** What would have to be asked. */
function doubts({ missing, found }: Attempt): number {
  return missing.length + found.filter(({ isWeak }) => isWeak === true).length;
}

/** Deeds without their objects: the operations of these deeds are offered. */
function nothingMeant({ words, refused }: Aside): Question {
  return asQuestion(refused.length > 0 ? 'refused' : 'unknown', doing([...words, ...refused]), []);
}

/** The operations that change something by the deeds among some words. */
function doing(words: readonly Word[]): readonly Tool[] {
  const deeds = new Set(words.filter(({ part }) => part === 'deed').map(({ concept }) => concept));
  return tools.filter(
    ({ effect, meanings }) =>
      effect === 'write' && meanings.some((meaning) => meaning.deeds.some((deed) => deeds.has(deed))),
  );
}

/** Why the best reading is not good enough, or null where it is. */
function reasonToAsk(best: Attempt, attempts: readonly Attempt[], aside: Aside): Reason | null {
  if (!aside.isClear) return 'refused';
  if (attempts[1] !== undefined && inOrder(best, attempts[1]) === 0) return 'ambiguous';
  if (best.several.length > 0) return 'several-values';
  if (best.unread.some((at) => isTelling(aside.words[at]))) return 'no-place';
  if (/^(?:in|of|for|to|from|on|with)$/.test(aside.words.at(-1)?.key ?? '')) return 'unfinished';
  return isHarmless(best) ? doubtInReading(best, aside) : doubtInWriting(best, aside);
}

/** Known words, quoted ones and what is no plain word are said on purpose: without a place for them a reading is wrong. */
function isTelling(word: Word | undefined): boolean {
  return (
    word !== undefined &&
    (word.concept !== null || word.quoted || word.part === 'tool' || /[^a-z',-]/i.test(word.key))
  );
}

/** Words may be left out where a deed is said, but not those that narrow a thing: `failing deployments`. */
function doubtInReading({ deed, unread }: Attempt, { words }: Aside): Reason | null {
  const narrows = unread.some((at) => words[at]?.ends === false && words[at + 1]?.part === 'thing');
  return narrows || (deed === null && unread.length > 0) ? 'unread-words' : null;
}

/** What would write is asked for plainly, or not understood. */
function doubtInWriting({ deed, unread }: Attempt, { words, refused }: Aside): Reason | null {
  if (refused.length > 0) return 'refused';
  if (unread.length > 0) return 'unread-words';
  if (words.some(({ guessed }) => guessed !== null)) return 'guessed-words';
  return deed !== null && isRequest(words, deed) ? null : 'not-asked-for';
}

/** A deed in the form of a request, with nothing before it in its clause: not `the scale of`, `web-app scales`. */
function isRequest(words: readonly Word[], deed: number): boolean {
  const before = words.slice(0, deed);
  const clause = before.slice(before.findLastIndex(({ ends }) => ends) + 1);
  return (
    words[deed]?.base === true &&
    before.every(({ part }) => part !== 'asking') &&
    clause.every(({ part, key }) => part === 'filler' && !leadsToNoun.test(key))
  );
}

/** What stands before a thing, not before what is to be done with one. */
const leadsToNoun =
  /^(?:the|an?|my|our|your|its|their|this|these|any|each|every|all|of|for|in|on|at|with|is|are|has|have|had|does|against|about|from|last|latest)$/;

/** The readings that are as good as the best, those of each clause alone, and what else its deeds would do. */
function offered(best: Attempt, attempts: readonly Attempt[], words: readonly Word[]): readonly Tool[] {
  const equal = attempts.filter((each) => inOrder(best, each) === 0);
  const alone = clausesOf(words).flatMap((clause) => attemptsAt(clause, false)[0] ?? []);
  return [...new Set([...[...equal, ...alone].map(({ tool }) => tool), ...doing(words)])];
}

/** A sentence in parts, each from one deed to the next: `list the rules` `and fix the violations`. */
function clausesOf(words: readonly Word[]): readonly (readonly Word[])[] {
  const clauses: Word[][] = [[]];
  for (const word of words) {
    const current = clauses.at(-1);
    if (word.part === 'deed' && current?.some(({ part }) => part === 'deed') === true) clauses.push([word]);
    else current?.push(word);
  }
  return clauses;
}

function wordsAt({ unread }: Attempt, words: readonly Word[]): readonly string[] {
  return unread.map((at) => words[at]?.text ?? '');
}

function understood(attempt: Attempt, { words, refused }: Aside): Understood {
  const { tool, found, missing, isDryRun } = attempt;
  const values = found.map(({ argument, value }) => [argument.name, value] as const);
  return {
    status: 'understood',
    operation: tool.name,
    arguments: Object.fromEntries(isDryRun ? [...values, ['dryRun', true] as const] : values),
    missing: missing.map(asMissing),
    effect: isHarmless(attempt) ? 'read' : 'write',
    reading: readingOf(attempt, words, refused),
    unread: wordsAt(attempt, words),
  };
}

function asMissing({ name, question }: Argument): Missing {
  return { argument: name, question: question ?? '' };
}

function readingOf(
  { found, deed }: Attempt,
  words: readonly Word[],
  refused: readonly Word[],
): readonly Read[] {
  const said = words.flatMap(({ text }, at) => [
    ...(at === deed ? [{ words: text, as: 'operation' }] : []),
    ...found.filter((each) => each.at === at).map(({ argument }) => ({ words: text, as: argument.name })),
  ]);
  const not = refused.map(({ text }) => text).join(' ');
  return not === '' ? said : [...said, { words: not, as: 'not to be done' }];
}

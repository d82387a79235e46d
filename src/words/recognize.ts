import { lexicon, longestPhrase, type Concept, type Entry, type Part } from './lexicon.ts';
import { tools } from './tools.ts';
import type { Token } from './tokens.ts';

/** A word, or a phrase, and what is known about it. */
export interface Word {
  readonly text: string;
  readonly key: string;
  readonly quoted: boolean;
  readonly ends: boolean;
  readonly part: Part | 'number' | 'tool' | 'unknown';
  readonly concept: Concept | null;
  /** Whether a deed is asked for in this form. */
  readonly base: boolean;
  /** The known word that it is one letter away from, where it was read as that. */
  readonly guessed: string | null;
}

/** What every word is, the longest phrases first. */
export function recognize(tokens: readonly Token[]): readonly Word[] {
  const words: Word[] = [];
  for (let index = 0; index < tokens.length;) {
    const [word, length] = phraseAt(tokens, index);
    words.push(word);
    index += length;
  }
  return words;
}

function phraseAt(tokens: readonly Token[], index: number): readonly [Word, number] {
  for (let length = Math.min(longestPhrase, tokens.length - index); length > 0; length -= 1) {
    const parts = tokens.slice(index, index + length);
    const last = parts.at(-1);
    if (last === undefined || parts.some(({ quoted }) => quoted)) continue;
    if (parts.slice(0, -1).some(({ ends }) => ends)) continue;
    const key = parts.map((part) => part.key).join(' ');
    const entry = lexicon.get(key);
    const text = parts.map((part) => part.text).join(' ');
    if (entry !== undefined) return [known({ ...last, key, text }, entry, null), length];
  }
  return [single(tokens[index]), 1];
}

const numbers: ReadonlyMap<string, string> = new Map(
  'zero one two three four five six seven eight nine ten'
    .split(' ')
    .map((word, value) => [word, String(value)]),
);

function single(token: Token | undefined): Word {
  if (token === undefined) throw new RangeError('there is no such token');
  const plain = { ...token, concept: null, base: false, guessed: null };
  if (token.quoted) return { ...plain, part: 'unknown' };
  if (numbers.has(token.key)) return { ...plain, key: numbers.get(token.key) ?? '', part: 'number' };
  if (/^[-+]?\d+(?:\.\d+)?$/.test(token.key)) return { ...plain, part: 'number' };
  if (tools.some(({ name }) => name === token.key)) return { ...plain, base: true, part: 'tool' };
  const near = nearKnown(token.key);
  return near === null ? { ...plain, part: 'unknown' } : known(token, near[1], near[0]);
}

function known(token: Token, entry: Entry, guessed: string | null): Word {
  return { ...token, ...entry, guessed };
}

/** Shorter words are one letter away from too much. */
const shortestGuess = 5;

/** Words that may be meant by others: what is done before what it is done to. */
const guessable = Array.from(lexicon)
  .filter(([word, { concept }]) => word.length >= shortestGuess && concept !== null && concept !== 'other')
  .toSorted(([, a], [, b]) => Number(b.part === 'deed') - Number(a.part === 'deed'));

/** A known word that begins the same and is one letter away. */
function nearKnown(key: string): readonly [string, Entry] | null {
  if (key.length < shortestGuess || !/^[a-z]+$/.test(key)) return null;
  return guessable.find(([word]) => word[0] === key[0] && oneLetterApart(key, word)) ?? null;
}

/** Whether one letter is missing, added, another, or two neighbours are swapped. */
export function oneLetterApart(a: string, b: string): boolean {
  if (Math.abs(a.length - b.length) > 1) return false;
  let start = 0;
  while (start < a.length && a[start] === b[start]) start += 1;
  const [restA, restB] = [a.slice(start), b.slice(start)];
  return (
    restA.slice(1) === restB.slice(1) ||
    restA.slice(1) === restB ||
    restA === restB.slice(1) ||
    (restA.slice(2) === restB.slice(2) && restA[0] === restB[1] && restA[1] === restB[0])
  );
}

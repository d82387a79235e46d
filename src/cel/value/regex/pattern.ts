import { negate, normalize } from './ranges.ts';
import type { Ranges } from './ranges.ts';

/** A pattern's structure. */
export type Pattern =
  | { readonly kind: 'set'; readonly ranges: Ranges }
  | { readonly kind: 'start' | 'end' }
  | { readonly kind: 'sequence' | 'choice'; readonly parts: readonly Pattern[] }
  | { readonly kind: 'repeat'; readonly part: Pattern; readonly min: number; readonly max: number };

/** Thrown inside, at whatever this reader does not know for certain. */
class Unsure extends Error {}

/** Go's limit of counted repetition. */
const mostRepeats = 1000;
/** Groups within groups; deeper ones are left to RE2. */
const deepest = 50;

const digits: Ranges = [[0x30, 0x39]];
const words: Ranges = [
  [0x30, 0x39],
  [0x41, 0x5a],
  [0x5f, 0x5f],
  [0x61, 0x7a],
];
const spaces: Ranges = [
  [0x09, 0x0a],
  [0x0c, 0x0d],
  [0x20, 0x20],
];
const anyButNewline: Ranges = negate([[0x0a, 0x0a]]);

const classes: ReadonlyMap<string, Ranges> = new Map([
  ['d', digits],
  ['D', negate(digits)],
  ['w', words],
  ['W', negate(words)],
  ['s', spaces],
  ['S', negate(spaces)],
]);

const controls: ReadonlyMap<string, number> = new Map([
  ['n', 0x0a],
  ['t', 0x09],
  ['r', 0x0d],
  ['f', 0x0c],
  ['v', 0x0b],
]);

interface Reader {
  readonly text: string;
  at: number;
  depth: number;
  /** Whether small and capital letters are the same here. */
  folds: boolean;
}

/** Letters beyond ASCII that are the same as one of it where case does not matter: the Kelvin sign and the long s. */
const beyondAscii: ReadonlyMap<string, number> = new Map([
  ['k', 0x212a],
  ['s', 0x17f],
]);

/**
 * Reads the plain part of RE2's syntax: sets, groups, choices, repetition and anchors of the text; words in which case
 * does not matter. Undefined for everything else, valid or not: other flags, Unicode classes, word boundaries, odd escapes.
 */
export function readPattern(text: string): Pattern | undefined {
  const reader: Reader = { text, at: 0, depth: 0, folds: false };
  try {
    const pattern = readChoice(reader);
    return reader.at === text.length ? pattern : undefined;
  } catch (error) {
    if (error instanceof Unsure) return undefined;
    throw error;
  }
}

function readChoice(reader: Reader): Pattern {
  if (++reader.depth > deepest) throw new Unsure();
  const parts = [readSequence(reader)];
  while (take(reader, '|')) parts.push(readSequence(reader));
  reader.depth--;
  return parts.length === 1 ? (parts[0] as Pattern) : { kind: 'choice', parts };
}

function readSequence(reader: Reader): Pattern {
  const parts: Pattern[] = [];
  while (reader.at < reader.text.length && !/[|)]/.test(peek(reader))) {
    parts.push(readRepeat(reader, readAtom(reader)));
  }
  return { kind: 'sequence', parts };
}

function readRepeat(reader: Reader, part: Pattern): Pattern {
  const bounds = readBounds(reader);
  if (bounds === undefined) return part;
  // Whether it takes much or little makes no difference to whether it matches.
  take(reader, '?');
  // Go refuses a repetition of a repetition.
  if (/[*+?{]/.test(peek(reader))) throw new Unsure();
  return { kind: 'repeat', part, ...bounds };
}

function readBounds(reader: Reader): { readonly min: number; readonly max: number } | undefined {
  if (take(reader, '*')) return { min: 0, max: Infinity };
  if (take(reader, '+')) return { min: 1, max: Infinity };
  if (take(reader, '?')) return { min: 0, max: 1 };
  return peek(reader) === '{' ? readCount(reader) : undefined;
}

function readCount(reader: Reader): { readonly min: number; readonly max: number } {
  const match = /^\{(\d{1,4})(?:(,)(\d{0,4}))?\}/.exec(reader.text.slice(reader.at, reader.at + 12));
  if (match === null) throw new Unsure();
  const [all, low = '', comma = '', high = ''] = match;
  const min = Number(low);
  reader.at += all.length;
  if (comma === '') return bounded(min, min);
  return high === '' ? { ...bounded(min, min), max: Infinity } : bounded(min, Number(high));
}

function bounded(min: number, max: number): { readonly min: number; readonly max: number } {
  if (max < min || max > mostRepeats) throw new Unsure();
  return { min, max };
}

function readAtom(reader: Reader): Pattern {
  const character = next(reader);
  switch (character) {
    case '^':
      return { kind: 'start' };
    case '$':
      return { kind: 'end' };
    case '.':
      return { kind: 'set', ranges: anyButNewline };
    case '(':
      return readGroup(reader);
    case '[':
      return readClass(reader, readSet);
    case '\\':
      return readClass(reader, readEscape);
    default:
      if (/[*+?{}\]]/.test(character)) throw new Unsure();
      return { kind: 'set', ranges: reader.folds ? foldedRange(character) : rangeOf(character) };
  }
}

/** What stands for more than one character: small and capital letters among these are left to RE2. */
function readClass(reader: Reader, read: (reader: Reader) => Ranges): Pattern {
  if (reader.folds) throw new Unsure();
  return { kind: 'set', ranges: read(reader) };
}

function foldedRange(character: string): Ranges {
  if (character > '\u007f') throw new Unsure();
  const small = character.toLowerCase();
  const beyond = beyondAscii.get(small);
  const same = [...rangeOf(small), ...rangeOf(small.toUpperCase())];
  return normalize(beyond === undefined ? same : [...same, [beyond, beyond]]);
}

function rangeOf(character: string): Ranges {
  const code = character.codePointAt(0) ?? 0;
  return [[code, code]];
}

function readGroup(reader: Reader): Pattern {
  const { folds } = reader;
  if (take(reader, '?')) {
    if (take(reader, 'i')) reader.folds = true;
    if (!take(reader, ':')) throw new Unsure();
  }
  const inner = readChoice(reader);
  reader.folds = folds;
  if (!take(reader, ')')) throw new Unsure();
  return inner;
}

/** After a backslash. */
function readEscape(reader: Reader): Ranges {
  const character = next(reader);
  const known = classes.get(character);
  if (known !== undefined) return known;
  const control = controls.get(character);
  if (control !== undefined) return [[control, control]];
  if (!/^[!-/:-@[-`{-~]$/.test(character)) throw new Unsure();
  return rangeOf(character);
}

/** After an opening bracket. */
function readSet(reader: Reader): Ranges {
  const negated = take(reader, '^');
  const ranges: (readonly [number, number])[] = [];
  do {
    ranges.push(...readSetItem(reader));
  } while (peek(reader) !== ']');
  reader.at++;
  return negated ? negate(ranges) : normalize(ranges);
}

function readSetItem(reader: Reader): Ranges {
  const low = readSetCharacter(reader);
  const [first] = low;
  if (peek(reader) !== '-' || reader.text[reader.at + 1] === ']') return low;
  reader.at++;
  const high = readSetCharacter(reader);
  const [last] = high;
  if (!isSingle(low) || !isSingle(high) || first === undefined || last === undefined) throw new Unsure();
  if (last[0] < first[0]) throw new Unsure();
  return [[first[0], last[0]]];
}

function isSingle(ranges: Ranges): boolean {
  return ranges.length === 1 && ranges[0]?.[0] === ranges[0]?.[1];
}

function readSetCharacter(reader: Reader): Ranges {
  const character = next(reader);
  if (character === '\\') return readEscape(reader);
  // A bracket here opens a named class, or is a first `]`, which is a literal.
  if (character === '[' || character === ']') throw new Unsure();
  return rangeOf(character);
}

function peek(reader: Reader): string {
  return reader.text[reader.at] ?? '';
}

function take(reader: Reader, character: string): boolean {
  if (reader.text[reader.at] !== character) return false;
  reader.at++;
  return true;
}

function next(reader: Reader): string {
  const code = reader.text.codePointAt(reader.at);
  if (code === undefined || (code >= 0xd800 && code <= 0xdfff)) throw new Unsure();
  const character = String.fromCodePoint(code);
  reader.at += character.length;
  return character;
}

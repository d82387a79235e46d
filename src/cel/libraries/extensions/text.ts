import { Bytes } from '../../value/boxes.ts';
import { CelError } from '../../value/cel-error.ts';
import { tooLarge } from '../../value/faults.ts';
import { formatValue } from '../../value/format.ts';
import type { Whole } from '../../value/integer.ts';
import { codePoints, longestText } from '../../value/text.ts';
import type { Value } from '../../value/value.ts';
import { runesOf } from './runes.ts';

// A text of more parts than this would fill the memory.
const mostParts = 2 ** 22;

function outOfRange(index: Whole): CelError {
  return new CelError(`index out of range: ${index}`);
}

/** The code point at an index; nothing at the end. */
export function charAt(text: string, index: Whole): Value {
  const runes = runesOf(text);
  if (index < 0 || index > runes.length) return outOfRange(index);
  return runes.slice(Number(index), Number(index) + 1);
}

/** Where a part first stands from an offset on, -1 where it does not. */
export function indexOf(text: string, part: string, offset: Whole = 0): Value {
  if (part === '') return offset;
  if (offset < 0) return outOfRange(offset);
  const runes = runesOf(text);
  return offset >= runes.length ? -1 : runes.indexOf(part, Number(offset));
}

/** Where a part last starts up to an offset, -1 where it does not. */
export function lastIndexOf(text: string, part: string, offset?: Whole): Value {
  const runes = runesOf(text);
  if (part === '') return offset ?? runes.length;
  if (offset === undefined) return runes.lastIndexOf(part, runes.length);
  if (offset < 0) return outOfRange(offset);
  return offset >= runes.length ? -1 : runes.lastIndexOf(part, Number(offset));
}

/** The code points from `start` up to `end`, or to the last. */
export function substring(text: string, start: Whole, end?: Whole): Value {
  const runes = runesOf(text);
  if (end !== undefined && start > end) {
    return new CelError(`invalid substring range. start: ${start}, end: ${end}`);
  }
  if (start < 0 || start > runes.length) return outOfRange(start);
  if (end !== undefined && end > runes.length) return outOfRange(end);
  return runes.slice(Number(start), Number(end ?? runes.length));
}

/** The text with A to Z in lower case. */
export function lowerAscii(text: string): string {
  return text.replaceAll(/[A-Z]+/g, (letters) => letters.toLowerCase());
}

/** The text with a to z in upper case. */
export function upperAscii(text: string): string {
  return text.replaceAll(/[a-z]+/g, (letters) => letters.toUpperCase());
}

// Unicode's White_Space, which is not quite what `String.prototype.trim` removes.
const space = /[\t-\r \u0085\u00a0\u1680\u2000-\u200a\u2028\u2029\u202f\u205f\u3000]/;

/** The text without white space at its ends. */
export function trim(text: string): string {
  let start = 0;
  let end = text.length;
  while (start < end && space.test(text.charAt(start))) start++;
  while (end > start && space.test(text.charAt(end - 1))) end--;
  return text.slice(start, end);
}

/** The text with the first `count` occurrences of `old` replaced, all of them where `count` is negative. */
export function replace(text: string, old: string, by: string, count: Whole = -1): Value {
  if (old === by || count === 0) return text;
  if (old === '') return interleave(text, by, count < 0 ? Infinity : Number(count));
  const parts = partsOf(text, old, count < 0 ? -1 : Number(count) + 1);
  return parts instanceof CelError ? parts : joined(parts, by);
}

// The empty string stands before each code point and at the end.
function interleave(text: string, by: string, count: number): Value {
  const runes = partsOf(text, '', -1);
  if (runes instanceof CelError) return runes;
  const replaced = runes.map((rune, index) => (index < count ? by + rune : rune));
  return joined(runes.length < count ? [...replaced, by] : replaced, '');
}

/** At most `count` parts of a text between separators, the last with all the rest; all where it is negative. */
export function split(text: string, separator: string, count: Whole = -1): Value {
  if (count === 0) return [];
  return partsOf(text, separator, count < 0 ? -1 : Number(count));
}

function partsOf(text: string, separator: string, count: number): readonly string[] | CelError {
  if (separator === '' && codePoints(text) > mostParts) return tooLarge;
  const parts = separator === '' ? Array.from(text) : text.split(separator, mostParts + 1);
  if (parts.length > mostParts) return tooLarge;
  if (count < 0 || parts.length <= count) return parts;
  const rest = parts.slice(count - 1).join(separator);
  return [...parts.slice(0, count - 1), rest];
}

/** The strings of a list as one, with a separator between. */
export function join(items: readonly Value[], separator = ''): Value {
  const texts: string[] = [];
  for (const item of items) {
    if (typeof item !== 'string') return new CelError(`join: invalid input: ${shown(item)}`);
    texts.push(item);
  }
  return joined(texts, separator);
}

function joined(parts: readonly string[], separator: string): Value {
  const length = parts.reduce((sum, part) => sum + part.length + separator.length, 0);
  return length > longestText ? tooLarge : parts.join(separator);
}

function shown(value: Value): string {
  return value instanceof Bytes ? `[${formatValue(value)}]` : formatValue(value);
}

/** The text's code points from last to first. */
export function reverse(text: string): Value {
  const runes = partsOf(text, '', -1);
  return runes instanceof CelError ? runes : runes.toReversed().join('');
}

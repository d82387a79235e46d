import { codePoints } from '../../value/text.ts';

/** A string by its code points, which is how CEL counts. */
export interface Runes {
  readonly length: number;
  /** The code points from `start` up to `end`. */
  slice(start: number, end: number): string;
  /** Where a part first stands at or after a place, or -1. */
  indexOf(part: string, from: number): number;
  /** Where a part last starts at or before a place, or -1. */
  lastIndexOf(part: string, from: number): number;
}

/** The code points of a string; without surrogate pairs they are its code units, and nothing is copied. */
export function runesOf(text: string): Runes {
  const length = codePoints(text);
  if (length === text.length) {
    return {
      length,
      slice: (start, end) => text.slice(start, end),
      indexOf: (part, from) => text.indexOf(part, from),
      lastIndexOf: (part, from) => text.lastIndexOf(part, from),
    };
  }
  const offsets = offsetsOf(text);
  const at = (unit: number): number => (unit === -1 ? -1 : codePoints(text.slice(0, unit)));
  return {
    length,
    slice: (start, end) => text.slice(offsets[start], offsets[end]),
    indexOf: (part, from) => at(text.indexOf(part, offsets[from])),
    lastIndexOf: (part, from) => at(text.lastIndexOf(part, offsets[from])),
  };
}

/** The code unit at which each code point starts, and the end. */
function offsetsOf(text: string): readonly number[] {
  const offsets: number[] = [];
  let unit = 0;
  for (const rune of text) {
    offsets.push(unit);
    unit += rune.length;
  }
  return [...offsets, unit];
}

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

/** The code points of a string; without surrogate pairs they are its code units. */
export function runesOf(text: string): Runes {
  const length = codePoints(text);
  const simple = length === text.length;
  const unit = (rune: number): number => (simple ? rune : unitOf(text, rune));
  const rune = (found: number): number => (simple || found === -1 ? found : codePoints(text.slice(0, found)));
  return {
    length,
    slice: (start, end) => text.slice(unit(start), unit(end)),
    indexOf: (part, from) => rune(text.indexOf(part, unit(from))),
    lastIndexOf: (part, from) => rune(text.lastIndexOf(part, unit(from))),
  };
}

/** The code unit at which a code point starts. */
function unitOf(text: string, rune: number): number {
  let unit = 0;
  for (let left = rune; left > 0 && unit < text.length; left--) {
    unit += (text.codePointAt(unit) ?? 0) > 0xffff ? 2 : 1;
  }
  return unit;
}

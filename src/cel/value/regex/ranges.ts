/** Inclusive ranges of code points, in order, none touching another. */
export type Ranges = readonly (readonly [number, number])[];

const lastCodePoint = 0x10ffff;

/** Ranges in any order, as ranges that follow each other. */
export function normalize(ranges: Ranges): Ranges {
  const result: [number, number][] = [];
  for (const [low, high] of ranges.toSorted((a, b) => a[0] - b[0])) {
    const last = result.at(-1);
    if (last === undefined || low > last[1] + 1) result.push([low, high]);
    else last[1] = Math.max(last[1], high);
  }
  return result;
}

/** All other code points. */
export function negate(ranges: Ranges): Ranges {
  const result: [number, number][] = [];
  let next = 0;
  for (const [low, high] of normalize(ranges)) {
    if (low > next) result.push([next, low - 1]);
    next = high + 1;
  }
  if (next <= lastCodePoint) result.push([next, lastCodePoint]);
  return result;
}

/** Whether a code point is in the ranges. */
export function includes(ranges: Ranges, codePoint: number): boolean {
  return ranges.some(([low, high]) => low <= codePoint && codePoint <= high);
}

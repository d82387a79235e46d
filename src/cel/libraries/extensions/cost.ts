import { Bytes } from '../../value/boxes.ts';
import { costSize } from '../../value/size.ts';
import { encodeText } from '../../value/text.ts';
import type { Value } from '../../value/value.ts';

// Factors of cel-go's common/cost.go.
const traversal = 0.1;
const listCreation = 10;

/** Walking a text and making another of it, as the API server counts `replace` and `split`. */
export function rewrite([text]: readonly Value[]): number {
  return Math.ceil(sizeAt(text) * 2 * traversal);
}

/** Making the resulting text, as the API server counts `join`. */
export function make(_args: readonly Value[], result: Value): number {
  return Math.ceil(costSize(result) * 2 * traversal);
}

/** Walking a text byte by byte, as the API server counts `indexOf`; a short one costs nothing. */
export function seek([text]: readonly Value[]): number {
  return typeof text === 'string' ? Math.floor(encodeText(text).length * traversal) : 1;
}

/** Making the resulting list. */
export function makeList(_args: readonly Value[], result: Value): number {
  return allocate(1, costSize(result));
}

/** Making a list of so many elements, each of so much work, as cel-go's lists library counts. */
export function allocate(factor: number, size: number): number {
  return Math.trunc(size * factor) + 1 + listCreation;
}

/** Comparing every element of a list with every other. */
export function compareAll([list]: readonly Value[]): number {
  const [first] = Array.isArray(list) ? (list as readonly Value[]) : [];
  const size = sizeAt(list);
  return allocate(isText(first) ? 2 + traversal : 2, size * size);
}

/** Comparing every element of one list with every element of another, so many times. */
export function compareBoth(times: number): (args: readonly Value[]) => number {
  return ([a, b]) => 1 + sizeAt(a) * sizeAt(b) * times;
}

function isText(value: Value | undefined): boolean {
  return typeof value === 'string' || value instanceof Bytes;
}

function sizeAt(value: Value | undefined): number {
  return value === undefined ? 1 : costSize(value);
}

import { Opaque } from '../../value/boxes.ts';
import { costSize } from '../../value/size.ts';
import type { Value } from '../../value/value.ts';

// Factors of cel-go's common/cost.go.
const traversal = 0.1;
const regexLength = 0.25;

/** Walking the first argument once. */
export function traverseFirst([text]: readonly Value[]): number {
  return Math.ceil(sizeAt(text) * traversal);
}

/** Walking the shorter of two values; equality of a library's own types costs 1. */
export function traverseShorter([a, b]: readonly Value[]): number {
  if (a instanceof Opaque) return 1;
  return Math.ceil(Math.min(sizeAt(a), sizeAt(b)) * traversal);
}

/** Copying two values one after the other. */
export function traverseBoth([a, b]: readonly Value[]): number {
  return Math.ceil((sizeAt(a) + sizeAt(b)) * traversal);
}

/** Looking for one string in another. */
export function search([text, part]: readonly Value[]): number {
  return Math.ceil(sizeAt(text) * traversal) * Math.ceil(sizeAt(part) * traversal);
}

/** Matching a text against a regular expression. */
export function match([text, pattern]: readonly Value[]): number {
  return Math.ceil((1 + sizeAt(text)) * traversal) * Math.ceil(sizeAt(pattern) * regexLength);
}

/** Looking at every element of the list that is the second argument. */
export function secondSize([, list]: readonly Value[]): number {
  return sizeAt(list);
}

function sizeAt(value: Value | undefined): number {
  return value === undefined ? 1 : costSize(value);
}

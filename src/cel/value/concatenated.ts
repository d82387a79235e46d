import type { Value } from './value.ts';

const lists = new WeakSet<readonly Value[]>();

/** Remembers that a list was put together from two, each of which has elements. */
export function markConcatenated(list: readonly Value[]): void {
  lists.add(list);
}

/** Whether a list is such a one: an API server looks at its elements' types no further. Known in mutations only. */
export function isConcatenated(list: readonly Value[]): boolean {
  return lists.has(list);
}

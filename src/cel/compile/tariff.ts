import type { Range } from '../problem.ts';

/**
 * What the API server counts for the parts that a macro stands for. In the budget form an iteration
 * counts 1 and nothing else does.
 */
export interface Tariff {
  /** Each iteration, whatever its body costs. */
  readonly step: number;
  /** The look at the condition that ends a loop before its last element. */
  readonly stop: number;
  /** An iteration whose predicate holds. */
  readonly match: number;
  /** The result. */
  readonly end: number;
  /** May stop at an error; cel-go goes on, and counts on. */
  readonly lazy: boolean;
}

/** How many characters of a loop's body count as another iteration: its work grows with its length. */
const charactersPerStep = 512;

/** Iterations only, those of a long body more than once. */
export function iterations({ start, end }: Range): Tariff {
  return { step: 1 + Math.floor((end - start) / charactersPerStep), stop: 0, match: 0, end: 0, lazy: true };
}

const none = { step: 0, stop: 0, match: 0, end: 1, lazy: false };

// Sums of what cel-go counts for the accumulator (1), its tests, `+` (1), and a list of one (10).
export const allTariff: Tariff = { ...none, step: 3, stop: 2 };
export const existsTariff: Tariff = { ...none, step: 4, stop: 3 };
export const existsOneTariff: Tariff = { ...none, match: 2, end: 2 };
export const filterTariff: Tariff = { ...none, match: 13 };

/** Of building a list; a constant element is a constant list, which costs nothing. */
export function listTariff(filtered: boolean, constant: boolean): Tariff {
  const each = constant ? 2 : 12;
  return filtered ? { ...none, match: each } : { ...none, step: each };
}

/** Of building a map, by key and value or by entries. */
export function mapTariff(filtered: boolean, entries: boolean): Tariff {
  const each = entries ? 2 : 3;
  return filtered ? { ...none, match: each } : { ...none, step: each };
}

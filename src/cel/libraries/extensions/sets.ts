import type { Library } from '../../library.ts';
import { bool, list, param } from '../../type.ts';
import type { Value } from '../../value/value.ts';
import { global } from '../standard/overload.ts';
import { compareBoth } from './cost.ts';
import { seen } from './seen.ts';

const listOfT = list(param('T'));
const signature = { params: [listOfT, listOfT], result: bool };

function contains(items: readonly Value[], others: readonly Value[]): boolean {
  const known = seen(items);
  return others.every((other) => known.has(other));
}

function equivalent(a: readonly Value[], b: readonly Value[]): boolean {
  return contains(a, b) && contains(b, a);
}

function intersects(a: readonly Value[], b: readonly Value[]): boolean {
  const known = seen(b);
  return a.some((item) => known.has(item));
}

/** cel-go's library of sets: lists whose order and repetitions do not count. */
export const sets: Library = {
  name: 'sets',
  functions: [
    {
      name: 'sets.contains',
      overloads: [global('list_sets_contains_list', { ...signature, run: contains, cost: compareBoth(1) })],
    },
    {
      name: 'sets.equivalent',
      overloads: [
        global('list_sets_equivalent_list', { ...signature, run: equivalent, cost: compareBoth(2) }),
      ],
    },
    {
      name: 'sets.intersects',
      overloads: [
        global('list_sets_intersects_list', { ...signature, run: intersects, cost: compareBoth(1) }),
      ],
    },
  ],
};

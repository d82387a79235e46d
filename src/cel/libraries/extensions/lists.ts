import type { FunctionDeclaration, Library, Overload } from '../../library.ts';
import { bool, bytes, double, duration, dyn, int, list, param, string, timestamp, uint } from '../../type.ts';
import type { Type } from '../../type.ts';
import { CelError } from '../../value/cel-error.ts';
import { compare } from '../../value/compare.ts';
import { spendElements } from '../../value/effort.ts';
import { cancelled, tooLarge } from '../../value/faults.ts';
import type { Whole } from '../../value/integer.ts';
import { isList, kindOf } from '../../value/kind.ts';
import { costSize } from '../../value/size.ts';
import type { Value } from '../../value/value.ts';
import { global, member } from '../standard/overload.ts';
import { allocate, compareAll, makeList } from './cost.ts';
import { seen } from './seen.ts';

const listOfT = list(param('T'));
const listOfDyn = list(dyn);

// The API server cancels what makes a longer list of numbers, for its cost.
const mostElements = 1_000_000;

/** The elements from `start` up to `end`. */
function slice(items: readonly Value[], start: Whole, end: Whole): Value {
  const cannot = `cannot slice(${start}, ${end})`;
  if (start < 0 || end < 0) return new CelError(`${cannot}, negative indexes not supported`);
  if (start > end) {
    return new CelError(`${cannot}, start index must be less than or equal to end index`);
  }
  if (end > items.length) return new CelError(`${cannot}, list is length ${items.length}`);
  return items.slice(Number(start), Number(end));
}

/** The elements of the lists in a list, and of the lists in those, so many levels deep. */
function flatten(items: readonly Value[], depth: Whole = 1): Value {
  if (depth < 0) return new CelError('level must be non-negative');
  const flat: Value[] = [];
  return flattenInto(flat, items, depth) ? flat : tooLarge;
}

function flattenInto(flat: Value[], items: readonly Value[], depth: Whole): boolean {
  if (!spendElements(items.length)) return false;
  for (const item of items) {
    if (isList(item) && depth > 0) {
      const deeper = typeof depth === 'bigint' ? depth - 1n : depth - 1;
      if (!flattenInto(flat, item, deeper)) return false;
    } else {
      flat.push(item);
    }
    if (flat.length > mostElements) return false;
  }
  return true;
}

function flattenCost([items = [], depth = 1]: readonly Value[]): number {
  return allocate(Number(depth), costSize(items));
}

/** The ints from 0 up to a number. */
function range(end: Whole): Value {
  const length = Math.max(0, Number(end));
  if (length > mostElements || !spendElements(length)) return cancelled;
  return Array.from({ length }, (_, index) => index);
}

/** The elements without those that equal an earlier one. */
function distinct(items: readonly Value[]): Value {
  const known = seen();
  return items.filter((item) => {
    const isKnown = known.has(item);
    if (!isKnown) known.add(item);
    return !isKnown;
  });
}

/** The elements in order; an error where they are of several types, or of one without an order. */
function sort(items: readonly Value[]): Value {
  const [first] = items;
  if (first === undefined) return items;
  const kind = kindOf(first);
  if (!orders.has(kind)) return new CelError('list elements must be comparable');
  if (items.some((item) => kindOf(item) !== kind)) {
    return new CelError('list elements must have the same type');
  }
  return items.toSorted((a, b) => {
    const order = compare(a, b);
    return typeof order === 'number' ? order : 0;
  });
}

const comparable: readonly (readonly [name: string, type: Type])[] = [
  ['int', int],
  ['uint', uint],
  ['double', double],
  ['bool', bool],
  ['google.protobuf.Duration', duration],
  ['google.protobuf.Timestamp', timestamp],
  ['string', string],
  ['bytes', bytes],
];

const slicing: FunctionDeclaration = {
  name: 'slice',
  overloads: [
    member('list_slice', { params: [listOfT, int, int], result: listOfT, run: slice, cost: makeList }),
  ],
};

const flattening: FunctionDeclaration = {
  name: 'flatten',
  overloads: [
    {
      ...member('list_flatten', {
        params: [list(listOfT)],
        result: listOfT,
        run: flatten,
        cost: flattenCost,
      }),
      guards: [listOfDyn],
    },
    member('list_flatten_int', {
      params: [listOfDyn, int],
      result: listOfDyn,
      run: flatten,
      cost: flattenCost,
    }),
  ],
};

const orders: ReadonlySet<string> = new Set(comparable.map(([, { kind }]) => kind));

/** `sort`, one overload for each type that has an order. */
const sorting: readonly Overload[] = comparable.map(([name, type]) => ({
  ...member(`list_${name}_sort`, {
    params: [list(type)],
    result: list(type),
    run: sort,
    cost: compareAll,
  }),
  guards: [listOfDyn],
}));

const reversing: Overload = member('list_reverse', {
  params: [listOfT],
  result: listOfT,
  run: (items: readonly Value[]) => items.toReversed(),
  cost: makeList,
});

/** Overloads whose cost cel-go knows only where the types of arguments leave no other. */
export const costedById: readonly Overload[] = [...sorting, reversing];

const ordering: readonly FunctionDeclaration[] = [
  { name: 'sort', overloads: sorting },
  {
    name: 'lists.range',
    overloads: [global('lists_range', { params: [int], result: list(int), run: range, cost: makeList })],
  },
  { name: 'reverse', overloads: [reversing] },
  {
    name: 'distinct',
    overloads: [
      member('list_distinct', { params: [listOfT], result: listOfT, run: distinct, cost: compareAll }),
    ],
  },
];

/**
 * cel-go's library of lists in a version: 1 added `flatten`; 2 `sort`, `sortBy`, `lists.range`, `reverse`
 * and `distinct`; 3, which Kubernetes has, costs.
 */
export function lists(version = 3): Library {
  const functions = [slicing, ...(version >= 1 ? [flattening] : []), ...(version >= 2 ? ordering : [])];
  return {
    name: 'lists',
    functions: version >= 3 ? functions : functions.map(withoutCost),
    macros: version >= 2 ? ['sortBy'] : [],
  };
}

const one = (): number => 1;

function withoutCost({ name, overloads }: FunctionDeclaration): FunctionDeclaration {
  return { name, overloads: overloads.map((overload) => ({ ...overload, cost: one })) };
}

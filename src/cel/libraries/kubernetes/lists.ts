import type { FunctionDeclaration, Library, Overload } from '../../library.ts';
import { bool, bytes, double, duration, int, list, param, string, timestamp, uint } from '../../type.ts';
import type { Type } from '../../type.ts';
import { Bytes, Double, Duration, Uint } from '../../value/boxes.ts';
import { CelError } from '../../value/cel-error.ts';
import { compare } from '../../value/compare.ts';
import { double as doubleValue } from '../../value/double.ts';
import { duration as durationValue } from '../../value/duration.ts';
import { equals } from '../../value/equality.ts';
import { noSuchOverload } from '../../value/faults.ts';
import { addInt, addUint } from '../../value/integer.ts';
import { isInt, isList, kindOf } from '../../value/kind.ts';
import type { Kind } from '../../value/kind.ts';
import { find, isMap, keysOf } from '../../value/map.ts';
import { encodeText } from '../../value/text.ts';
import type { Value } from '../../value/value.ts';
import { member } from '../standard/overload.ts';

const comparable: readonly (readonly [name: string, type: Type])[] = [
  ['int', int],
  ['uint', uint],
  ['double', double],
  ['bool', bool],
  ['duration', duration],
  ['timestamp', timestamp],
  ['string', string],
  ['bytes', bytes],
];

const summable: readonly (readonly [name: string, type: Type, zero: Value])[] = [
  ['int', int, 0],
  ['uint', uint, new Uint(0)],
  ['double', double, new Double(0)],
  ['duration', duration, new Duration(0n)],
];

const ordered: ReadonlySet<Kind> = new Set<Kind>([
  'int',
  'uint',
  'double',
  'bool',
  'duration',
  'timestamp',
  'string',
  'bytes',
]);

function isSorted(items: readonly Value[]): Value {
  for (const [index, item] of items.entries()) {
    if (!ordered.has(kindOf(item))) return noSuchOverload;
    if (index > 0 && order(items[index - 1] as Value, item) > 0) return false;
  }
  return true;
}

// What has no order, such as NaN, is never out of order.
function order(a: Value, b: Value): number {
  const compared = compare(a, b);
  return typeof compared === 'number' ? compared : 0;
}

/** The first element than which no other is greater, or less where `sign` is -1. */
function extreme(items: readonly Value[], sign: 1 | -1): Value {
  const [first] = items;
  if (first === undefined) return new CelError(`${sign > 0 ? 'max' : 'min'} called on empty list`);
  let found = first;
  for (const item of items) {
    if (!ordered.has(kindOf(item))) return noSuchOverload;
    if (order(found, item) * sign < 0) found = item;
  }
  return found;
}

function sum(items: readonly Value[], zero: Value): Value {
  let total = zero;
  for (const item of items) {
    total = add(total, item);
    if (total instanceof CelError) return total;
  }
  return total;
}

function add(a: Value, b: Value): Value {
  if (isInt(a) && isInt(b)) return addInt(a, b);
  if (a instanceof Uint && b instanceof Uint) return addUint(a, b);
  if (a instanceof Duration && b instanceof Duration) return durationValue(a.nanos + b.nanos);
  return isDouble(a) && isDouble(b) ? doubleValue(numberOf(a) + numberOf(b)) : noSuchOverload;
}

function isDouble(value: Value): value is number | Double {
  return kindOf(value) === 'double';
}

function numberOf(value: number | Double): number {
  return typeof value === 'number' ? value : value.value;
}

/** Walking a value with all that it holds, as the API server counts these functions. */
function traverse(value: Value): number {
  if (typeof value === 'string') return Math.trunc(encodeText(value).length * 0.1);
  if (value instanceof Bytes) return Math.trunc(value.value.length * 0.1);
  if (isList(value)) return value.reduce<number>((total, item) => total + traverse(item), 0);
  if (!isMap(value)) return 1;
  return keysOf(value).reduce<number>(
    (total, key) => total + traverse(key) + traverse(find(value, key) ?? null),
    0,
  );
}

function traverseFirst([items = []]: readonly Value[]): number {
  return traverse(items);
}

interface Aggregate {
  readonly id: (name: string) => string;
  readonly result: (type: Type) => Type;
  readonly run: (items: readonly Value[]) => Value;
}

/** A method of lists with one overload for each type whose values have an order. */
function ofComparable(name: string, { id, result, run }: Aggregate): FunctionDeclaration {
  const overloads = comparable.map(([element, type]) =>
    member(id(element), { params: [list(type)], result: result(type), run, cost: traverseFirst }),
  );
  return { name, overloads };
}

const sums: readonly Overload[] = summable.map(([name, type, zero]) =>
  member(`list_${name}_sum_${name}`, {
    params: [list(type)],
    result: type,
    run: (items: readonly Value[]) => sum(items, zero),
    cost: traverseFirst,
  }),
);

const searched = { params: [list(param('A')), param('A')], result: int, cost: traverseFirst };

const searches: readonly FunctionDeclaration[] = [
  {
    name: 'indexOf',
    overloads: [
      member('list_a_index_of_int', {
        ...searched,
        run: (items: readonly Value[], item: Value) =>
          items.findIndex((candidate) => equals(candidate, item) === true),
      }),
    ],
  },
  {
    name: 'lastIndexOf',
    overloads: [
      member('list_a_last_index_of_int', {
        ...searched,
        run: (items: readonly Value[], item: Value) =>
          items.findLastIndex((candidate) => equals(candidate, item) === true),
      }),
    ],
  },
];

/** Kubernetes' library of lists. In all versions. */
export const lists: Library = {
  name: 'kubernetes.lists',
  functions: [
    ofComparable('isSorted', {
      id: (name) => `list_${name}_is_sorted_bool`,
      result: () => bool,
      run: isSorted,
    }),
    ofComparable('max', {
      id: (name) => `list_${name}_max_${name}`,
      result: (type) => type,
      run: (items) => extreme(items, 1),
    }),
    ofComparable('min', {
      id: (name) => `list_${name}_min_${name}`,
      result: (type) => type,
      run: (items) => extreme(items, -1),
    }),
    { name: 'sum', overloads: sums },
    ...searches,
  ],
};

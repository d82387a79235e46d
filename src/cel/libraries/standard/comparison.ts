import type { FunctionDeclaration, Overload } from '../../library.ts';
import { bool, bytes, double, duration, int, string, timestamp, uint } from '../../type.ts';
import type { Type } from '../../type.ts';
import { compare } from '../../value/compare.ts';
import type { Value } from '../../value/value.ts';
import { traverseShorter } from './cost.ts';
import { global } from './overload.ts';

/** `<`; an error where the values have no order. */
export function less(a: Value, b: Value): Value {
  const order = compare(a, b);
  return typeof order === 'number' ? order < 0 : order;
}

/** `<=`; an error where the values have no order. */
export function lessOrEqual(a: Value, b: Value): Value {
  const order = compare(a, b);
  return typeof order === 'number' ? order <= 0 : order;
}

/** `>`; an error where the values have no order. */
export function greater(a: Value, b: Value): Value {
  const order = compare(a, b);
  return typeof order === 'number' ? order > 0 : order;
}

/** `>=`; an error where the values have no order. */
export function greaterOrEqual(a: Value, b: Value): Value {
  const order = compare(a, b);
  return typeof order === 'number' ? order >= 0 : order;
}

const numbers: readonly (readonly [string, Type])[] = [
  ['int64', int],
  ['uint64', uint],
  ['double', double],
];

const others: readonly (readonly [string, Type])[] = [
  ['bool', bool],
  ['string', string],
  ['bytes', bytes],
  ['timestamp', timestamp],
  ['duration', duration],
];

function comparisons(prefix: string, run: (a: Value, b: Value) => Value): readonly Overload[] {
  const mixed = numbers.flatMap(([left, a]) =>
    numbers.map(([right, b]) =>
      global(left === right ? `${prefix}_${left}` : `${prefix}_${left}_${right}`, {
        params: [a, b],
        result: bool,
        run,
      }),
    ),
  );
  const alike = others.map(([name, type]) =>
    global(`${prefix}_${name}`, {
      params: [type, type],
      result: bool,
      run,
      cost: type === string || type === bytes ? traverseShorter : undefined,
    }),
  );
  return [...alike, ...mixed];
}

/** `<`, `<=`, `>` and `>=`. */
export const comparison: readonly FunctionDeclaration[] = [
  { name: '_<_', overloads: comparisons('less', less) },
  { name: '_<=_', overloads: comparisons('less_equals', lessOrEqual) },
  { name: '_>_', overloads: comparisons('greater', greater) },
  { name: '_>=_', overloads: comparisons('greater_equals', greaterOrEqual) },
];

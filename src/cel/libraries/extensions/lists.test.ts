import * as fc from 'fast-check';
import { expect, test } from 'vitest';
import { evaluate, shown } from '../../../../test/conformance/evaluate.ts';
import { Double, Uint } from '../../value/boxes.ts';
import { compareText } from '../../value/text.ts';
import { equals } from '../../value/equality.ts';
import type { Value } from '../../value/value.ts';
import { lists } from './lists.ts';
import { seen } from './seen.ts';

/** Numbers that are often equal across types, and things that are not. */
const values: fc.Arbitrary<Value> = fc.oneof(
  fc.constantFrom<Value>(0, 1, new Double(1), new Double(-0), new Uint(1), 1.5, '1', true, null, Number.NaN),
  fc.constantFrom<Value>(2n ** 53n + 1n, new Double(2 ** 53), new Uint(2n ** 53n + 1n), 2 ** 53 - 1),
  fc.constantFrom<Value>([1], [new Double(1)], { a: 1 }, { a: new Uint(1) }),
);

test('each version adds its functions, and the last one costs', () => {
  expect(lists(0).functions.map(({ name }) => name)).toEqual(['slice']);
  expect(lists(1).macros).toEqual([]);
  expect(lists(2).macros).toEqual(['sortBy']);
  const costs = (version: number): readonly (number | undefined)[] =>
    lists(version).functions.flatMap(({ overloads }) =>
      overloads.map(({ cost }) => cost?.([['a', 'b']], ['a', 'b'])),
    );
  expect(new Set(costs(2))).toEqual(new Set([1]));
  expect(Math.min(...costs(3).map(Number))).toBeGreaterThan(10);
});

test('a sorted list holds the same strings, by code point', () => {
  fc.assert(
    fc.property(fc.array(fc.string({ unit: fc.constantFrom('a', 'é', '😀', '\uffee') })), (xs) => {
      expect(evaluate('xs.sort()', { xs })).toEqual(xs.toSorted(compareText));
      expect(evaluate('xs.reverse().reverse()', { xs })).toEqual(xs);
    }),
  );
  expect(evaluate('["b", "a"].sort()')).toEqual(['a', 'b']);
});

test('lists of several types, or of one without an order, are not sorted', () => {
  expect(shown('dyn([1, "a"]).sort()')).toBe('error list elements must have the same type');
  expect(shown('dyn([1, 1.0]).sort()')).toBe('error list elements must have the same type');
  expect(shown('dyn([null, 1]).sort()')).toBe('error list elements must be comparable');
  expect(shown('dyn([[1], [2]]).sort()')).toBe('error list elements must be comparable');
});

test('sorting by a key keeps the order of equals', () => {
  expect(evaluate('["ccc", "a", "bbb", "b"].sortBy(x, size(x))')).toEqual(['a', 'b', 'ccc', 'bbb']);
  expect(evaluate('[1, 2, 3].sortBy(x, -x)')).toEqual([3, 2, 1]);
});

test('a distinct list has each value once, as CEL compares them, the first of equals', () => {
  fc.assert(
    fc.property(fc.array(values, { maxLength: 12 }), (xs) => {
      const distinct = evaluate('xs.distinct()', { xs }) as readonly Value[];
      const expected: Value[] = [];
      for (const x of xs) if (expected.every((other) => equals(x, other) !== true)) expected.push(x);
      expect(distinct).toEqual(expected);
    }),
  );
  expect(evaluate('[1, 1.0, 1u, "1"].distinct()')).toEqual([1, '1']);
});

test('whether a value was seen is what equality says of each', () => {
  fc.assert(
    fc.property(fc.array(values), values, (xs, x) => {
      expect(seen(xs).has(x)).toBe(xs.some((other) => equals(x, other) === true));
    }),
  );
  expect(seen([1]).has(new Double(1))).toBe(true);
});

test('a list is flattened as deeply as is asked for', () => {
  const nested = [1, [2, [3, [4]]], []];
  for (const depth of [0, 1, 2, 3, 9]) {
    expect(evaluate('xs.flatten(depth)', { xs: nested, depth })).toEqual(nested.flat(depth));
  }
  expect(evaluate('xs.flatten()', { xs: nested })).toEqual(nested.flat());
  expect(shown('[].flatten(-1)')).toBe('error level must be non-negative');
});

test('a slice stays within the list', () => {
  expect(evaluate('[1, 2, 3].slice(1, 3)')).toEqual([2, 3]);
  expect(evaluate('[].slice(0, 0)')).toEqual([]);
  expect(shown('[1].slice(0, 2)')).toBe('error cannot slice(0, 2), list is length 1');
  expect(shown('[1].slice(-1, 1)')).toBe('error cannot slice(-1, 1), negative indexes not supported');
  expect(shown('[1].slice(1, 0)')).toBe(
    'error cannot slice(1, 0), start index must be less than or equal to end index',
  );
});

test('a range ends before its number, and nobody makes one that fills the memory', () => {
  expect(evaluate('lists.range(3)')).toEqual([0, 1, 2]);
  expect(evaluate('lists.range(-1)')).toEqual([]);
  expect(shown('lists.range(9223372036854775807)')).toBe(
    'error operation cancelled: actual cost limit exceeded',
  );
});

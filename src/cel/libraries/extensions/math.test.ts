import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { evaluate, shown } from '../../../../test/conformance/evaluate.ts';
import { Double, Uint } from '../../value/boxes.ts';
import { compare } from '../../value/compare.ts';
import { whole } from '../../value/integer.ts';
import type { Value } from '../../value/value.ts';
import { math } from './math.ts';

const ints = fc.bigInt({ min: -(2n ** 63n), max: 2n ** 63n - 1n }).map(whole);
const uints = fc.bigInt({ min: 0n, max: 2n ** 64n - 1n }).map((value) => new Uint(whole(value)));
const numbers = fc.oneof(
  ints,
  uints,
  fc.double({ noNaN: true }).map((value) => new Double(Math.trunc(value))),
);
const shifts = fc.integer({ min: 0, max: 70 });

test('each version adds its functions', () => {
  const names = (version: number): readonly string[] => math(version).functions.map(({ name }) => name);
  expect(names(0)).toEqual(['math.@min', 'math.@max']);
  expect(names(1)).toContain('math.bitAnd');
  expect(names(1)).not.toContain('math.sqrt');
  expect(names(2)).toContain('math.sqrt');
});

describe('the extreme of numbers', () => {
  test('is one of them, and none is beyond it', () => {
    const call = evaluateWith(['a', 'b', 'c', 'd']);
    fc.assert(
      fc.property(fc.tuple(numbers, numbers, numbers, numbers), (values) => {
        const [greatest, least] = [
          call('math.greatest(a, b, c, d)', values),
          call('math.least(a, b, c, d)', values),
        ];
        expect(values).toContain(greatest);
        expect(values).toContain(least);
        for (const value of values) {
          expect(compare(greatest, value)).toBeGreaterThanOrEqual(0);
          expect(compare(least, value)).toBeLessThanOrEqual(0);
        }
      }),
    );
    expect(call('math.greatest(a, b, c, d)', [1, 3, 2, 0])).toBe(3);
  });

  test('is an error among what has no order', () => {
    const nan = Number.NaN;
    expect(shown('math.greatest(nan, 1)', { nan })).toBe('error NaN values cannot be ordered: math.@max');
    expect(shown('math.least(1, nan, 1)', { nan })).toBe('error no such overload: math.@min');
  });

  test('of equals is the first', () => {
    expect(shown('math.greatest(1, 1.0, 1u)')).toBe('int 1');
    expect(shown('math.least(1u, 1, 1.0)')).toBe('uint 1');
  });

  test('of a list is that of its elements; an empty one has none', () => {
    expect(shown('math.least([3, 1, 2])')).toBe('int 1');
    expect(shown('math.greatest(xs)', { xs: [] })).toBe('error math.@max(list) argument must not be empty');
    expect(shown('math.greatest([])')).toBe('error math.greatest() invalid single argument value');
    expect(shown('math.greatest("a")')).toBe('error math.greatest() invalid single argument value');
    expect(shown('math.least()')).toBe('error math.least() requires at least one argument');
    expect(shown('math.least(1, [2])')).toBe('error math.least() simple literal arguments must be numeric');
  });
});

function evaluateWith(names: readonly string[]): (expression: string, values: readonly Value[]) => Value {
  return (expression, values) =>
    evaluate(expression, Object.fromEntries(names.map((name, index) => [name, values[index] as Value])));
}

test('halves are rounded away from zero, and nothing else is moved too far', () => {
  expect([0.5, -0.5, 2.5, -1.5].map((a) => shown('math.round(a)', { a }))).toEqual([
    'double 1',
    'double -1',
    'double 3',
    'double -2',
  ]);
  // Adding a half to it would round up.
  expect(shown('math.round(a)', { a: 0.499_999_999_999_999_94 })).toBe('double 0');
  expect(shown('math.round(4503599627370497.5)')).toBe('double 4503599627370498');
});

test('the smallest int has no absolute value', () => {
  expect(shown('math.abs(a)', { a: -(2n ** 63n) })).toBe('error integer overflow');
  expect(shown('math.abs(a)', { a: -(2n ** 63n) + 1n })).toBe('int 9223372036854775807');
  expect(shown('[math.sign(-2), math.sign(0), math.sign(-0.0), math.sign(7u)]')).toBe(
    '[int -1, int 0, double 0, uint 1]',
  );
  expect(shown('[math.isNaN(0.0 / 0.0), math.isInf(-1.0 / 0.0), math.isFinite(1.0)]')).toBe(
    '[bool true, bool true, bool true]',
  );
  expect(shown('[math.sqrt(81), math.sqrt(2u), math.sqrt(-1.0)]')).toBe(
    '[double 9, double 1.4142135623730951, double NaN]',
  );
});

test('bits are those of 64-bit two’s complement', () => {
  const call = evaluateWith(['a', 'b']);
  const signed = (value: bigint): Value => whole(BigInt.asIntN(64, value));
  fc.assert(
    fc.property(ints, ints, (a, b) => {
      expect(call('math.bitAnd(a, b)', [a, b])).toBe(signed(BigInt(a) & BigInt(b)));
      expect(call('math.bitOr(a, b)', [a, b])).toBe(signed(BigInt(a) | BigInt(b)));
      expect(call('math.bitXor(math.bitXor(a, b), b)', [a, b])).toBe(a);
      expect(call('math.bitNot(a)', [a, b])).toBe(signed(-BigInt(a) - 1n));
    }),
  );
  expect(shown('math.bitAnd(12, 10)')).toBe('int 8');
});

test('shifts bring in zeros, also into negative ints, and lose what they push out', () => {
  const call = evaluateWith(['a', 'n']);
  fc.assert(
    fc.property(ints, uints, shifts, (a, u, n) => {
      const bits = BigInt.asUintN(64, BigInt(a));
      expect(call('math.bitShiftRight(a, n)', [a, n])).toBe(whole(BigInt.asIntN(64, bits >> BigInt(n))));
      expect(call('math.bitShiftLeft(a, n)', [a, n])).toBe(whole(BigInt.asIntN(64, bits << BigInt(n))));
      const left = BigInt.asUintN(64, BigInt(u.value) << BigInt(n));
      expect(call('math.bitShiftLeft(a, n)', [u, n])).toEqual(new Uint(whole(left)));
    }),
  );
  expect(shown('math.bitShiftRight(-1, 63)')).toBe('int 1');
  expect(shown('math.bitShiftLeft(1, -1)')).toBe('error math.bitShiftLeft() negative offset: -1');
});

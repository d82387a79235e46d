import { assert, property, bigInt, constantFrom, integer, tuple } from 'fast-check';
import { describe, expect, test } from 'vitest';
import { kubernetes } from '../../environment/kubernetes.ts';
import { CelError } from '../../value/cel-error.ts';
import { evaluator } from '../../../../test/cel/evaluator.ts';
import { addAmounts, compareAmounts, subtractAmounts } from './amount.ts';
import type { Amount } from './amount.ts';
import { parseAmount } from './parse-amount.ts';

const { value, error, refusal, cost } = evaluator(kubernetes(36));

describe('quantity', () => {
  test.each([
    ['quantity("1Gi").compareTo(quantity("1024Mi"))', 0],
    ['quantity("500m").isLessThan(quantity("0.51"))', true],
    ['quantity("1e3") == quantity("1k")', true],
    ['quantity("200M").isGreaterThan(quantity("0.1G"))', true],
    ['quantity("-1") == quantity("1")', false],
    ['quantity("50k").add(quantity("20k")) == quantity("70k")', true],
    ['quantity("50k").add(20) == quantity("50020")', true],
    ['quantity("50k").sub(quantity("20k")).asInteger()', 30_000],
    ['quantity("50k").sub(-1).asInteger()', 50_001],
    ['sign(quantity("-3m"))', -1],
    ['sign(quantity("0"))', 0],
    ['type(quantity("1")) == type(quantity("2"))', true],
  ])('%s is %s', (text, expected) => {
    expect(value(text)).toBe(expected);
  });

  test('reads what apimachinery reads, however odd', () => {
    const odd = [
      'Mi',
      '.',
      '+',
      '-.',
      '1.',
      '.5',
      '01',
      '1E',
      '1e-3',
      '1e4294967297',
      '00000000000000000001',
    ];
    const wrong = [
      '',
      ' 1',
      '1 ',
      '1K',
      '1mi',
      '1.2.3',
      '0x1',
      '1e',
      '1Mi5',
      'Ei',
      '１',
      '1e99999999999999999999',
    ];
    expect(odd.filter((text) => value(`isQuantity("${text}")`) !== true)).toEqual([]);
    expect(wrong.filter((text) => value(`isQuantity("${text}")`) !== false)).toEqual([]);
  });

  test('holds what is no whole number of 64 bits as a decimal, which is no integer', () => {
    expect(value('quantity("1.5Gi").isInteger()')).toBe(false);
    expect(value('quantity("1536Mi").isInteger()')).toBe(true);
    expect(value('quantity("1.0").isInteger()')).toBe(false);
    expect(value('quantity("9223372036854775807").isInteger()')).toBe(false);
    expect(value('quantity("922337203685477580").add(quantity("1E")).asInteger()')).toBe(
      1922337203685477580n,
    );
    expect(error('quantity("9E").add(quantity("9E")).asInteger()')).toBe('cannot convert value to integer');
  });

  test('rounds what is less than a billionth up, and caps binary numbers', () => {
    expect(value('quantity("0.0000000001") == quantity("1n")')).toBe(true);
    expect(value('quantity("-0.0000000001") == quantity("-1n")')).toBe(true);
    expect(value('quantity("100Ei") == quantity("9223372036854775807")')).toBe(true);
    expect(value('quantity("100E").isGreaterThan(quantity("9223372036854775807"))')).toBe(true);
  });

  test("says what is wrong in apimachinery's words", () => {
    expect(error('quantity("1K")')).toBe("unable to parse quantity's suffix");
    expect(error('quantity("Ei")')).toBe('unable to parse numeric part of quantity');
    expect(error('quantity("a")')).toBe(
      "quantities must match the regular expression '^([+-]?[0-9.]+)([eEinumkKMGTP]*[-+]?[0-9]*)$'",
    );
  });

  test('has no operators and no method form of sign', () => {
    expect(refusal('quantity("1") < quantity("2")')).toContain('no matching overload');
    expect(refusal('quantity("1").sign()')).toContain('no matching overload');
    expect(refusal('quantity(1)')).toContain('no matching overload');
    expect(refusal('string(quantity("1"))')).toContain('no matching overload');
  });

  test('costs a walk over the text to parse, and 1 otherwise', () => {
    expect(cost('quantity("1")')).toBe(1);
    expect(cost('quantity("12345678901")')).toBe(2);
    expect(cost('quantity("1").add(quantity("2")) == quantity("3")')).toBe(5);
  });

  test('exponents without end take no time: they are refused, or compared by magnitude', () => {
    expect(error('quantity("1e1000000000").add(1)')).toBe('value is too large');
    expect(value('quantity("1e1000000000").isGreaterThan(quantity("9e999999999"))')).toBe(true);
    expect(value('quantity("-1e1000000000").isLessThan(quantity("1n"))')).toBe(true);
    expect(value('quantity("1e-2000000000") == quantity("1n")')).toBe(true);
    expect(value('quantity("1e1000000000").asApproximateFloat()')).toBe(Infinity);
  });
});

/** An amount of any form, and the rational number that it is, in billionths of billionths. */
const amount = tuple(
  constantFrom('whole' as const, 'decimal' as const),
  bigInt(-(2n ** 62n), 2n ** 62n),
  integer({ min: -18, max: 18 }),
).map(([form, mantissa, exponent]) => ({ form, mantissa, exponent }));

function rational({ mantissa, exponent }: Amount): bigint {
  return mantissa * 10n ** BigInt(exponent + 18);
}

describe('amounts', () => {
  test('compare, add and subtract as the numbers that they are', () => {
    assert(
      property(amount, amount, (a, b) => {
        const [x, y] = [rational(a), rational(b)];
        const [sum, difference] = [addAmounts(a, b), subtractAmounts(a, b)];
        expect(compareAmounts(a, b)).toBe(x < y ? -1 : Number(x > y));
        expect(sum instanceof CelError ? sum : rational(sum)).toBe(x + y);
        expect(difference instanceof CelError ? difference : rational(difference)).toBe(x - y);
      }),
    );
  });

  test('read what is written in any of the forms', () => {
    const suffixes = [
      ['', 0],
      ['m', -3],
      ['k', 3],
      ['E', 18],
      ['e5', 5],
      ['e-9', -9],
    ] as const;
    assert(
      property(bigInt(0n, 10n ** 15n), constantFrom(...suffixes), (mantissa, [suffix, exponent]) => {
        const read = parseAmount(`${mantissa}${suffix}`);
        expect(read instanceof CelError ? read : rational(read)).toBe(
          mantissa * 10n ** BigInt(exponent + 18),
        );
      }),
    );
  });
});

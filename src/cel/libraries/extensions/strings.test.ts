import { describe, expect, test } from 'vitest';
import { shown } from '../../../../test/conformance/evaluate.ts';
import { Bytes, Double, Duration, Uint } from '../../value/boxes.ts';
import type { Value } from '../../value/value.ts';
import { format } from './format.ts';
import { formatLocalized } from './format-localized.ts';
import { strings } from './strings.ts';

function namesIn(version: number): readonly string[] {
  return strings(version).functions.map(({ name }) => name);
}

test('each version adds its functions', () => {
  expect(namesIn(0)).not.toContain('format');
  expect(namesIn(1)).toEqual(expect.arrayContaining(['format', 'strings.quote', 'join']));
  expect(namesIn(2)).not.toContain('reverse');
  expect(namesIn(3)).toContain('reverse');
  expect(namesIn(4)).toEqual(namesIn(3));
});

const bytes = new Bytes(new Uint8Array([0, 255]));

describe('format', () => {
  test.each<readonly [string, readonly Value[], string]>([
    ['%s and %s', ['a', null], 'a and null'],
    ['%s', [[1, new Double(2), 'x', { b: true, a: [] }]], '[1, 2, x, {a: [], b: true}]'],
    ['%s', [new Duration(-1_500_000_000n)], '-1.5s'],
    ['%d %d', [9_007_199_254_740_993n, new Uint(7)], '9007199254740993 7'],
    ['%.3f %f', [new Double(2), 0.0005], '2.000 0.000500'],
    ['%.0f %.0f %.1f', [0.5, 1.5, 0.25], '0 2 0.2'],
    ['%e', [1052.032911275], '1.052033e+03'],
    ['%d %f', [Number.NaN, -Infinity], 'NaN -Infinity'],
    ['%b %b %o', [true, -5, new Uint(8)], '1 -101 10'],
    ['%x %X %x', ['é', bytes, -255], 'c3a9 00FF -ff'],
    ['100%%', [], '100%'],
  ])('writes %s', (template, args, expected) => {
    expect(format(template, args)).toBe(expected);
  });

  test.each<readonly [string, readonly Value[], string]>([
    ['%s', [], 'index 0 out of range'],
    ['%', [1], 'unexpected end of string'],
    ['%q', [1], 'could not parse formatting clause: unrecognized formatting clause "q"'],
    [
      '%.3',
      [1],
      'could not parse formatting clause: error while parsing precision: could not find end of precision specifier',
    ],
    [
      '%d',
      ['x'],
      'error during formatting: decimal clause can only be used on ints, uints, and doubles, was given string',
    ],
    ['%.1000001f', [1], 'value is too large'],
  ])('refuses %s', (template, args, message) => {
    expect(format(template, args)).toMatchObject({ message });
  });

  test('keys that objects inherit are ordinary keys', () => {
    const map = JSON.parse('{"__proto__": 1, "constructor": 2}') as Value;
    expect(format('%s', [map])).toBe('{__proto__: 1, constructor: 2}');
    expect(shown('"%toString".format([1])')).toContain('unrecognized formatting clause "t"');
  });
});

describe('format before version 4', () => {
  test.each<readonly [string, readonly Value[], string]>([
    ['%f', [1_234_567.8915], '1,234,567.891500'],
    ['%.0f', [999.5], '1,000'],
    ['%f', ['Infinity'], '∞'],
    ['%.20e|', [new Double(-1500)], '      -1.500000×10⁰³|'],
    ['%.5e|', ['NaN'], '  NaN|'],
    ['%s', [[2.71, 'a"b', null]], String.raw`[2.710000, "a\"b", null]`],
    ['%s', [{ a: new Duration(1_000_000_000n) }], '{"a":duration("1s")}'],
    ['%s', [2e-9], '2e-09'],
  ])('writes %s', (template, args, expected) => {
    expect(formatLocalized(template, args)).toBe(expected);
  });

  test('ints are no doubles', () => {
    expect(formatLocalized('%f', [1])).toMatchObject({
      message: 'error during formatting: fixed-point clause can only be used on doubles, was given int',
    });
  });
});

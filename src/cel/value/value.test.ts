import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { Double, Duration, Timestamp, Uint } from './boxes.ts';
import { CelError } from './cel-error.ts';
import { compare } from './compare.ts';
import { double, formatDouble, formatPlain, parseDouble } from './double.ts';
import { formatDuration, parseDuration } from './duration.ts';
import { equals } from './equality.ts';
import {
  addInt,
  divideInt,
  int64,
  moduloInt,
  multiplyInt,
  negateInt,
  subtractInt,
  uint64,
} from './integer.ts';
import type { Whole } from './integer.ts';
import { mapKey } from './map.ts';
import { codePoints, compareText } from './text.ts';
import { civilIn } from './time-zone.ts';
import { formatTimestamp, parseTimestamp } from './timestamp.ts';
import type { Value } from './value.ts';

const minInt = -(2n ** 63n);
const maxInt = 2n ** 63n - 1n;

describe('equality', () => {
  const cases: readonly (readonly [string, Value, Value, boolean])[] = [
    ['int and double', 1, new Double(1), true],
    ['int and uint', 1, new Uint(1), true],
    ['double and uint', new Double(2), new Uint(2), true],
    ['large int and the double next to it', 2n ** 53n + 1n, new Double(2 ** 53), true],
    ['large int and uint', 2n ** 60n, new Uint(2n ** 60n), true],
    ['negative and positive zero', new Double(-0), 0, true],
    ['NaN and itself', Number.NaN, Number.NaN, false],
    ['a fraction and an int', 1.5, 1, false],
    ['infinity and a large int', Infinity, maxInt, false],
    ['string and int', '1', 1, false],
    ['null and false', null, false, false],
    ['lists of numbers of two types', [1, 2], [new Double(1), new Uint(2)], true],
    ['lists of other lengths', [1], [1, 2], false],
    ['a list that holds NaN and itself', [Number.NaN], [Number.NaN], false],
    ['maps in other orders', { a: 1, b: [null] }, { b: [null], a: new Double(1) }, true],
    ['maps with other keys', { a: 1 }, { b: 1 }, false],
    ['a list and a map', [], {}, false],
    ['duration and timestamp', new Duration(1n), new Timestamp(1n), false],
    ['instants written at other offsets', new Timestamp(1n, 3600), new Timestamp(1n), true],
  ];

  it.each(cases)('of %s', (_name, a, b, expected) => {
    expect(equals(a, b)).toBe(expected);
    expect(equals(b, a)).toBe(expected);
  });
});

describe('order', () => {
  it('compares numbers across types', () => {
    expect(compare(1, new Double(1.5))).toBe(-1);
    expect(compare(2n ** 60n, new Uint(3))).toBe(1);
    expect(compare(1.5, 1)).toBe(1);
    expect(compare(-Infinity, minInt)).toBe(-1);
  });

  it('has no place for NaN, null or mixed types', () => {
    for (const [a, b] of [
      [Number.NaN, 1],
      [null, null],
      ['a', 1],
      [[1], [2]],
      [{}, {}],
    ] as const) {
      expect(compare(a, b)).toBeInstanceOf(CelError);
    }
  });

  it('orders strings by code point', () => {
    const text = fc.string({ unit: 'binary', maxLength: 6 });
    fc.assert(
      fc.property(text, text, (a, b) => {
        const expected = Math.sign(Buffer.compare(Buffer.from(a), Buffer.from(b)));
        expect(Math.sign(compareText(a, b))).toBe(expected);
      }),
    );
  });

  it('counts code points', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), (text) => {
        expect(codePoints(text)).toBe(Array.from(text).length);
      }),
    );
    expect(codePoints('é😀')).toBe(2);
  });
});

describe('integers', () => {
  const whole = fc
    .oneof(
      fc.bigInt({ min: minInt, max: maxInt }),
      fc.bigInt({ min: -10n, max: 10n }),
      fc.constantFrom(minInt, maxInt, 2n ** 53n, 2n ** 53n - 1n, -(2n ** 53n)),
    )
    .map((value) => int64(value) as Whole);

  const exact = (value: bigint | undefined): unknown =>
    value === undefined || value < minInt || value > maxInt ? 'error' : value;
  const seen = (value: Whole | CelError): unknown => (value instanceof CelError ? 'error' : BigInt(value));

  it('are added, subtracted and multiplied exactly or overflow', () => {
    fc.assert(
      fc.property(whole, whole, (a, b) => {
        expect(seen(addInt(a, b))).toBe(exact(BigInt(a) + BigInt(b)));
        expect(seen(subtractInt(a, b))).toBe(exact(BigInt(a) - BigInt(b)));
        expect(seen(multiplyInt(a, b))).toBe(exact(BigInt(a) * BigInt(b)));
        expect(seen(negateInt(a))).toBe(exact(-BigInt(a)));
      }),
    );
  });

  it('are divided towards zero', () => {
    fc.assert(
      fc.property(whole, whole, (a, b) => {
        fc.pre(b !== 0);
        expect(seen(divideInt(a, b))).toBe(exact(BigInt(a) / BigInt(b)));
        const overflows = BigInt(a) === minInt && b === -1;
        expect(seen(moduloInt(a, b))).toBe(overflows ? 'error' : BigInt(a) % BigInt(b));
      }),
    );
    expect(divideInt(1, 0)).toMatchObject({ message: 'division by zero' });
    expect(moduloInt(1, 0)).toMatchObject({ message: 'modulus by zero' });
  });

  it('are numbers when safe, else bigints', () => {
    expect(addInt(2 ** 53 - 1, 1)).toBe(2n ** 53n);
    expect(subtractInt(2n ** 53n, 1)).toBe(2 ** 53 - 1);
    expect(Object.is(multiplyInt(0, -1), 0)).toBe(true);
    expect(uint64(2n ** 64n)).toMatchObject({ message: 'unsigned integer overflow' });
    expect(uint64(-1n)).toMatchObject({ message: 'unsigned integer overflow' });
  });

  it('are one key with equal uints and doubles', () => {
    expect([mapKey(1), mapKey(new Uint(1)), mapKey(new Double(1))]).toEqual([1, 1, 1]);
    expect(mapKey(new Double(2 ** 60))).toBe(2n ** 60n);
    expect([mapKey(1.5), mapKey(Number.NaN), mapKey(null)]).toEqual([undefined, undefined, undefined]);
  });
});

describe('doubles', () => {
  it.each([
    [1e6, '1e+06'],
    [123_456_789, '1.23456789e+08'],
    [12_300, '12300'],
    [1e21, '1e+21'],
    [0.0001, '0.0001'],
    [1e-5, '1e-05'],
    [-0, '-0'],
    [Infinity, '+Inf'],
    [Number.NaN, 'NaN'],
  ])('%d is printed as Go prints it', (value, text) => {
    expect(formatDouble(value)).toBe(text);
  });

  it('are printed without exponent where Go does', () => {
    expect(formatPlain(1e21)).toBe('1000000000000000000000');
    expect(formatPlain(-1.5e-9)).toBe('-0.0000000015');
  });

  it.each([
    ['.5', 0.5],
    ['5.', 5],
    ['1e5', 1e5],
    ['+Inf', Infinity],
    ['nan', Number.NaN],
    ['0x1p-2', 0.25],
    ['1_000', 1000],
    ['1e400', undefined],
    ['-nan', undefined],
    [' 1', undefined],
    ['', undefined],
  ])('%s is parsed as Go parses it', (text, expected) => {
    expect(parseDouble(text)).toBe(expected);
  });

  it('are boxed when whole', () => {
    expect(double(1)).toEqual(new Double(1));
    expect(double(-0)).toEqual(new Double(-0));
    expect(double(1.5)).toBe(1.5);
  });
});

describe('durations', () => {
  it.each([
    ['0', '0s'],
    ['+5s', '5s'],
    ['-1.5h', '-5400s'],
    ['1h2m3.5s', '3723.5s'],
    ['.5s', '0.5s'],
    ['1.s', '1s'],
    ['1µs', '0.000001s'],
    ['9223372036854775807ns', '9223372036.854776s'],
    ['-9223372036854775808ns', '-9223372036.854776s'],
  ])('%s is read', (text, expected) => {
    expect(formatDuration(parseDuration(text) ?? new Duration(1n))).toBe(expected);
  });

  it.each(['', 's', '1', '.s', '1x', '9223372036854775808ns', '1h ', '--1s', '1 s'])(
    '%s is refused',
    (text) => {
      expect(parseDuration(text)).toBe(undefined);
    },
  );
});

describe('timestamps', () => {
  it.each([
    ['2020-01-01T1:00:00Z', '2020-01-01T01:00:00Z'],
    ['2020-01-01T01:00:00,5Z', '2020-01-01T01:00:00.5Z'],
    ['2020-01-01T01:00:00.1234567891Z', '2020-01-01T01:00:00.123456789Z'],
    ['2020-01-01T01:00:00.5+01:30', '2020-01-01T01:00:00.5+01:30'],
    ['0001-01-01T00:00:00Z', '0001-01-01T00:00:00Z'],
    ['9999-12-31T23:59:59.999999999Z', '9999-12-31T23:59:59.999999999Z'],
    ['2024-02-29T00:00:00-08:00', '2024-02-29T00:00:00-08:00'],
  ])('%s is read', (text, expected) => {
    expect(formatTimestamp(parseTimestamp(text) as Timestamp)).toBe(expected);
  });

  it.each([
    '2020-02-30T01:00:00Z',
    '2020-01-01T01:00:60Z',
    '2020-01-01t01:00:00z',
    '2020-01-01T01:00:00.Z',
    '2020-01-01T01:00:00+25:00',
    '2020-01-01',
  ])('%s is refused', (text) => {
    expect(parseTimestamp(text)).toBe(undefined);
  });

  it('end with the years 1 and 9999', () => {
    expect(parseTimestamp('0000-12-31T23:59:59Z')).toBeInstanceOf(CelError);
    expect(parseTimestamp('0001-01-01T00:00:00+01:00')).toBeInstanceOf(CelError);
  });

  it('agree with JavaScript on dates', () => {
    fc.assert(
      fc.property(
        fc.date({
          min: new Date('0001-01-01T00:00:00Z'),
          max: new Date('9999-12-31T00:00:00Z'),
          noInvalidDate: true,
        }),
        (date) => {
          const text = date.toISOString();
          const parsed = parseTimestamp(text) as Timestamp;
          expect(parsed.nanos).toBe(BigInt(date.getTime()) * 1_000_000n);
          const at = civilIn(parsed.nanos, 'UTC');
          expect(at).toMatchObject({
            year: date.getUTCFullYear(),
            weekday: date.getUTCDay(),
            hours: date.getUTCHours(),
          });
        },
      ),
    );
  });

  it('are told in time zones', () => {
    const { nanos } = parseTimestamp('2023-01-01T05:30:00Z') as Timestamp;
    expect(civilIn(nanos, '-08:00')).toMatchObject({ year: 2022, month: 12, day: 31, hours: 21 });
    expect(civilIn(nanos, 'America/Los_Angeles')).toMatchObject({ year: 2022, hours: 21 });
    expect(civilIn(nanos, 'Asia/Kolkata')).toMatchObject({ hours: 11, minutes: 0 });
    expect(civilIn(nanos, 'Nowhere/Land')).toBeInstanceOf(CelError);
    expect(civilIn(nanos, 'x:00')).toBeInstanceOf(CelError);
  });
});

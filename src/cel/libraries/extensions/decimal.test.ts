import * as fc from 'fast-check';
import { expect, test } from 'vitest';
import { toFixed, toScientific } from './decimal.ts';

const doubles = fc.double({ noNaN: true, noDefaultInfinity: true });

test('with enough digits a number reads back as itself', () => {
  fc.assert(
    fc.property(doubles, (value) => {
      expect(Number(toFixed(value, 1074))).toBe(value);
      const { sign, digits, exponent } = toScientific(value, 16);
      expect(Number(`${sign}${digits.charAt(0)}.${digits.slice(1)}e${exponent}`)).toBe(value);
    }),
  );
});

test('digits agree with JavaScript wherever there is no tie', () => {
  fc.assert(
    fc.property(fc.double({ min: 1e-5, max: 1e20, noNaN: true }), fc.nat(20), (value, precision) => {
      const [whole = '', fraction = ''] = toFixed(value, 1074).split('.');
      const isTie = /^50*$/.test(fraction.slice(precision)) || fraction === '';
      if (!isTie) expect(toFixed(value, precision)).toBe(value.toFixed(precision));
      expect(whole).not.toBe('');
    }),
  );
});

test('ties go to the even digit', () => {
  expect([0.5, 1.5, 2.5, -0.5].map((value) => toFixed(value, 0))).toEqual(['0', '2', '2', '-0']);
  expect([0.125, 0.375].map((value) => toFixed(value, 2))).toEqual(['0.12', '0.38']);
  expect(toScientific(25, 0)).toEqual({ sign: '', digits: '2', exponent: 1 });
});

test('rounding up to the next power of ten moves the exponent', () => {
  expect(toScientific(9.999, 1)).toEqual({ sign: '', digits: '10', exponent: 1 });
  expect(toScientific(1e23, 20)).toEqual({ sign: '', digits: '999999999999999916114', exponent: 22 });
  expect(toScientific(5e-324, 2)).toEqual({ sign: '', digits: '494', exponent: -324 });
});

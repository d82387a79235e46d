import { Double } from './boxes.ts';

/** A `double` as the engine holds it: whole ones are boxed, to tell them from ints. */
export type Real = number | Double;

/** A `double` value. */
export function double(value: number): Real {
  return Number.isInteger(value) ? new Double(value) : value;
}

/** The number that a `double` is. */
export function real(value: Real): number {
  return typeof value === 'number' ? value : value.value;
}

/** A double as Go's `%g` prints it: shortest digits, with an exponent below 1e-4 and from 1e6 on. */
export function formatDouble(value: number): string {
  if (Number.isNaN(value)) return 'NaN';
  if (!Number.isFinite(value)) return value > 0 ? '+Inf' : '-Inf';
  const [mantissa = '', exponent = '0'] = value.toExponential().split('e');
  const power = Number(exponent);
  if (power >= -4 && power < 6) return formatPlain(value);
  const digits = String(Math.abs(power)).padStart(2, '0');
  return `${mantissa}e${power < 0 ? '-' : '+'}${digits}`;
}

/** A finite double without exponent, in its shortest digits. */
export function formatPlain(value: number): string {
  const text = String(value);
  if (!text.includes('e')) return Object.is(value, -0) ? '-0' : text;
  const [mantissa = '', exponent = '0'] = value.toExponential().split('e');
  const sign = mantissa.startsWith('-') ? '-' : '';
  const digits = mantissa.replace('-', '').replace('.', '');
  const power = Number(exponent);
  return power < 0
    ? `${sign}0.${'0'.repeat(-power - 1)}${digits}`
    : `${sign}${digits.padEnd(power + 1, '0')}`;
}

const decimal = /^[+-]?(?:\d+\.?\d*|\.\d+)(?:[eE][+-]?\d+)?$/;
const hexadecimal = /^([+-]?)0[xX]([\da-fA-F]*)(?:\.([\da-fA-F]*))?[pP]([+-]?\d+)$/;
const special = /^([+-]?)(inf|infinity|nan)$/i;

/** Parses a double as Go's `ParseFloat` does; undefined where that fails or overflows. */
export function parseDouble(text: string): number | undefined {
  const digits = text.includes('_') ? text.replaceAll(/(?<=[\dxXa-fA-F])_(?=[\da-fA-F])/g, '') : text;
  if (decimal.test(digits)) return finite(Number(digits));
  const hex = hexadecimal.exec(digits);
  if (hex !== null) return parseHexadecimal(hex);
  const [, sign, word = ''] = special.exec(text) ?? [];
  if (sign === undefined) return undefined;
  if (word.toLowerCase() === 'nan') return sign === '' ? Number.NaN : undefined;
  return sign === '-' ? -Infinity : Infinity;
}

function parseHexadecimal([, sign, integer = '', fraction = '', exponent]: readonly string[]):
  | number
  | undefined {
  if (integer + fraction === '') return undefined;
  const mantissa = Number.parseInt(integer + fraction, 16);
  const value = mantissa * 2 ** (Number(exponent) - 4 * fraction.length);
  return finite(sign === '-' ? -value : value);
}

function finite(value: number): number | undefined {
  return Number.isFinite(value) ? value : undefined;
}

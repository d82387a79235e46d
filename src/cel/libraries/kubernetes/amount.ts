import type { CelError } from '../../value/cel-error.ts';
import { tooLarge } from '../../value/faults.ts';

/**
 * A quantity's number: `mantissa` × 10^`exponent`. Its form decides what can be asked of it: a `whole`
 * one is held in 64 bits, as the API server holds what it can; a `decimal` one has any size and, even
 * where it is a whole number, is no integer to the API server.
 */
export interface Amount {
  readonly form: 'whole' | 'decimal';
  readonly mantissa: bigint;
  readonly exponent: number;
}

const maxInt = 2n ** 63n - 1n;
const minInt = -(2n ** 63n);

// Bringing numbers to one exponent takes as many digits as their exponents differ by.
const mostDigits = 10_000;

/** The order of two amounts: -1, 0 or 1. */
export function compareAmounts(a: Amount, b: Amount): number {
  if (a.exponent === b.exponent) return order(a.mantissa, b.mantissa);
  const signs = order(signOf(a), signOf(b));
  if (signs !== 0 || a.mantissa === 0n) return signs;
  const magnitudes = magnitude(a) - magnitude(b);
  if (magnitudes !== 0) return a.mantissa > 0n === magnitudes > 0 ? 1 : -1;
  // Of the same magnitude: exponents differ by no more than mantissas are long.
  const exponent = Math.min(a.exponent, b.exponent);
  return order(scaled(a, exponent), scaled(b, exponent));
}

/** The sum of two amounts; it stays whole where it fits into 64 bits. */
export function addAmounts(a: Amount, b: Amount): Amount | CelError {
  return (a.form === 'whole' && b.form === 'whole' ? addWhole(a, b) : undefined) ?? addDecimal(a, b);
}

/** The difference of two amounts; it stays whole where it fits into 64 bits. */
export function subtractAmounts(a: Amount, b: Amount): Amount | CelError {
  const negative = { ...b, mantissa: -b.mantissa };
  if (a.form === 'whole' && b.form === 'whole') {
    // INVARIANT: Go negates within 64 bits, where the smallest number is its own opposite.
    const wrapped = { ...b, mantissa: BigInt.asIntN(64, -b.mantissa) };
    return addWhole(a, wrapped) ?? addDecimal(a, negative);
  }
  return addDecimal(a, negative);
}

function addWhole(a: Amount, b: Amount): Amount | undefined {
  if (b.mantissa === 0n) return a;
  if (a.mantissa === 0n) return b;
  const exponent = Math.min(a.exponent, b.exponent);
  const [left, right] = [rescaleWhole(a, exponent), rescaleWhole(b, exponent)];
  if (left === undefined || right === undefined) return undefined;
  const mantissa = left + right;
  return fits(mantissa) ? { form: 'whole', mantissa, exponent } : undefined;
}

function addDecimal(a: Amount, b: Amount): Amount | CelError {
  if (Math.abs(a.exponent - b.exponent) > mostDigits) return tooLarge;
  const exponent = Math.min(a.exponent, b.exponent);
  return { form: 'decimal', mantissa: scaled(a, exponent) + scaled(b, exponent), exponent };
}

/** The int that a whole amount is; undefined where the API server finds none. */
export function integerOf(amount: Amount): bigint | undefined {
  return amount.form === 'whole' && amount.exponent >= 0 ? rescaleWhole(amount, 0) : undefined;
}

/** The nearest double, give or take what the API server's way of computing loses. */
export function floatOf({ mantissa, exponent }: Amount): number {
  const base = Number(mantissa);
  return exponent === 0 ? base : base * powerOfTen(exponent);
}

/** -1n, 0n or 1n. */
export function signOf({ mantissa }: Amount): bigint {
  if (mantissa === 0n) return 0n;
  return mantissa > 0n ? 1n : -1n;
}

/** Rounds away from zero to a number of decimal places, which the result then has. */
export function roundUp({ mantissa, exponent }: Amount, places: number): Amount | CelError {
  const shift = exponent + places;
  if (shift > mostDigits) return tooLarge;
  if (shift >= 0) {
    return { form: 'decimal', mantissa: mantissa * 10n ** BigInt(shift), exponent: -places };
  }
  const sign = mantissa < 0n ? -1n : 1n;
  // Whatever is smaller than one unit is one unit.
  if (-shift > String(mantissa).length) return { form: 'decimal', mantissa: sign, exponent: -places };
  const divisor = 10n ** BigInt(-shift);
  const rounded = mantissa / divisor + (mantissa % divisor === 0n ? 0n : sign);
  return { form: 'decimal', mantissa: rounded, exponent: -places };
}

/** Whether a number fits into 64 bits, signed. */
export function fits(value: bigint): boolean {
  return value >= minInt && value <= maxInt;
}

function rescaleWhole({ mantissa, exponent }: Amount, to: number): bigint | undefined {
  if (mantissa === 0n || exponent === to) return mantissa;
  // 2^63 has 19 digits.
  if (exponent - to > 19) return undefined;
  const value = mantissa * 10n ** BigInt(exponent - to);
  return fits(value) ? value : undefined;
}

function scaled({ mantissa, exponent }: Amount, to: number): bigint {
  return exponent === to ? mantissa : mantissa * 10n ** BigInt(exponent - to);
}

/** The exponent of the first digit. */
function magnitude({ mantissa, exponent }: Amount): number {
  const digits = String(mantissa).length - (mantissa < 0n ? 1 : 0);
  return digits + exponent;
}

function order(a: bigint, b: bigint): number {
  if (a === b) return 0;
  return a < b ? -1 : 1;
}

/** Go's `math.Pow10`, which multiplies the nearest doubles of two powers. */
function powerOfTen(exponent: number): number {
  if (exponent > 308) return Infinity;
  if (exponent < -323) return 0;
  const size = Math.abs(exponent);
  const rest = size % 32;
  return exponent < 0
    ? Number(`1e-${size - rest}`) / Number(`1e${rest}`)
    : Number(`1e${size - rest}`) * Number(`1e${rest}`);
}

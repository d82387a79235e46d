import { Uint } from './boxes.ts';
import type { CelError } from './cel-error.ts';
import { divisionByZero, integerOverflow, modulusByZero, unsignedOverflow } from './faults.ts';

/** A whole number as the engine holds it: a `number` when safe, else a `bigint`. */
export type Whole = number | bigint;

const minInt = -(2n ** 63n);
const maxInt = 2n ** 63n - 1n;
const maxUint = 2n ** 64n - 1n;

/** A whole number in its one representation: `number` when safe, else `bigint`. */
export function whole(value: bigint): Whole {
  return value >= -9007199254740991n && value <= 9007199254740991n ? Number(value) : value;
}

/** An `int` from any whole number, or an overflow. */
export function int64(value: bigint): Whole | CelError {
  return value < minInt || value > maxInt ? integerOverflow : whole(value);
}

/** A `uint` from any whole number, or an overflow. */
export function uint64(value: bigint): Uint | CelError {
  return value < 0n || value > maxUint ? unsignedOverflow : new Uint(whole(value));
}

/** `a + b` of ints. */
export function addInt(a: Whole, b: Whole): Whole | CelError {
  if (typeof a === 'number' && typeof b === 'number') {
    const sum = a + b;
    if (Number.isSafeInteger(sum)) return sum;
  }
  return int64(BigInt(a) + BigInt(b));
}

/** `a - b` of ints. */
export function subtractInt(a: Whole, b: Whole): Whole | CelError {
  if (typeof a === 'number' && typeof b === 'number') {
    const difference = a - b;
    if (Number.isSafeInteger(difference)) return difference;
  }
  return int64(BigInt(a) - BigInt(b));
}

/** `a * b` of ints. */
export function multiplyInt(a: Whole, b: Whole): Whole | CelError {
  if (typeof a === 'number' && typeof b === 'number') {
    const product = a * b;
    if (Number.isSafeInteger(product)) return product + 0;
  }
  return int64(BigInt(a) * BigInt(b));
}

/** `a / b` of ints, towards zero. */
export function divideInt(a: Whole, b: Whole): Whole | CelError {
  if (b === 0) return divisionByZero;
  if (typeof a === 'number' && typeof b === 'number') return (a - (a % b)) / b + 0;
  return int64(BigInt(a) / BigInt(b));
}

/** `a % b` of ints, with the sign of `a`. */
export function moduloInt(a: Whole, b: Whole): Whole | CelError {
  if (b === 0) return modulusByZero;
  if (typeof a === 'number' && typeof b === 'number') return (a % b) + 0;
  // INVARIANT: the quotient must fit too, as in Go; only the smallest int over -1 does not.
  if (a === minInt && b === -1) return integerOverflow;
  return int64(BigInt(a) % BigInt(b));
}

/** `-a` of an int. */
export function negateInt(a: Whole): Whole | CelError {
  return typeof a === 'number' ? 0 - a : int64(-a);
}

/** `a + b` of uints. */
export function addUint(a: Uint, b: Uint): Uint | CelError {
  return uint64(BigInt(a.value) + BigInt(b.value));
}

/** `a - b` of uints. */
export function subtractUint(a: Uint, b: Uint): Uint | CelError {
  return uint64(BigInt(a.value) - BigInt(b.value));
}

/** `a * b` of uints. */
export function multiplyUint(a: Uint, b: Uint): Uint | CelError {
  return uint64(BigInt(a.value) * BigInt(b.value));
}

/** `a / b` of uints. */
export function divideUint(a: Uint, b: Uint): Uint | CelError {
  return b.value === 0 ? divisionByZero : uint64(BigInt(a.value) / BigInt(b.value));
}

/** `a % b` of uints. */
export function moduloUint(a: Uint, b: Uint): Uint | CelError {
  return b.value === 0 ? modulusByZero : uint64(BigInt(a.value) % BigInt(b.value));
}

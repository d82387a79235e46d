import { Bytes, Double, Duration, Timestamp, Uint } from './boxes.ts';
import { CelError } from './cel-error.ts';
import { noSuchOverload, unorderedNaN } from './faults.ts';
import { compareText } from './text.ts';
import type { Value } from './value.ts';

/** The order of two values: negative, zero or positive; an error where they have none. */
export function compare(a: Value, b: Value): number | CelError {
  if (typeof a === 'number' && typeof b === 'number') {
    if (a < b) return -1;
    if (a > b) return 1;
    return a === b ? 0 : unorderedNaN;
  }
  if (typeof a === 'string' && typeof b === 'string') return compareText(a, b);
  const x = numeric(a);
  return x === undefined ? compareOther(a, b) : compareNumeric(a, b, x);
}

function compareNumeric(a: Value, b: Value, x: number | bigint): number | CelError {
  const y = numeric(b);
  if (y === undefined) return b instanceof CelError ? b : noSuchOverload;
  if (Number.isNaN(x) || Number.isNaN(y)) return unorderedNaN;
  return isDouble(a) || isDouble(b) ? sign(Number(x), Number(y)) : sign(x, y);
}

function compareOther(a: Value, b: Value): number | CelError {
  if (typeof a === 'boolean' && typeof b === 'boolean') return Number(a) - Number(b);
  if (a instanceof Timestamp && b instanceof Timestamp) return sign(a.nanos, b.nanos);
  if (a instanceof Duration && b instanceof Duration) return sign(a.nanos, b.nanos);
  if (a instanceof Bytes && b instanceof Bytes) return compareBytes(a.value, b.value);
  return noSuchOverload;
}

function numeric(value: Value): number | bigint | undefined {
  if (typeof value === 'number' || typeof value === 'bigint') return value;
  return value instanceof Double || value instanceof Uint ? value.value : undefined;
}

function isDouble(value: Value): boolean {
  return value instanceof Double || (typeof value === 'number' && !Number.isSafeInteger(value));
}

function sign(a: number | bigint, b: number | bigint): number {
  if (a < b) return -1;
  return a > b ? 1 : 0;
}

function compareBytes(a: Uint8Array, b: Uint8Array): number {
  const length = Math.min(a.length, b.length);
  for (let index = 0; index < length; index++) {
    const difference = (a[index] ?? 0) - (b[index] ?? 0);
    if (difference !== 0) return difference;
  }
  return a.length - b.length;
}

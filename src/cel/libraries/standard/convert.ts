import { Bytes, Uint } from '../../value/boxes.ts';
import type { Duration, Timestamp } from '../../value/boxes.ts';
import { CelError } from '../../value/cel-error.ts';
import { double, parseDouble, real } from '../../value/double.ts';
import type { Real } from '../../value/double.ts';
import { parseDuration } from '../../value/duration.ts';
import { integerOverflow, timestampOverflow, unsignedOverflow } from '../../value/faults.ts';
import { formatValue } from '../../value/format.ts';
import { int64, uint64, whole } from '../../value/integer.ts';
import type { Whole } from '../../value/integer.ts';
import { decodeText, encodeText } from '../../value/text.ts';
import { floorDivide, nanosPerSecond, parseTimestamp, timestamp } from '../../value/timestamp.ts';
import type { Value } from '../../value/value.ts';

const twoTo63 = 2 ** 63;
const twoTo64 = 2 ** 64;
const maxInt = 2n ** 63n - 1n;
const maxUint = 2n ** 64n - 1n;

const truths: ReadonlyMap<string, boolean> = new Map([
  ...['1', 't', 'T', 'TRUE', 'true', 'True'].map((text) => [text, true] as const),
  ...['0', 'f', 'F', 'FALSE', 'false', 'False'].map((text) => [text, false] as const),
]);

function fromString(type: string): CelError {
  return new CelError(`type conversion error from 'string' to '${type}'`);
}

const notBool = fromString('bool');
const notDouble = fromString('double');
const notDuration = fromString('google.protobuf.Duration');
const notInt = fromString('int');
const notTimestamp = fromString('google.protobuf.Timestamp');
const notUint = fromString('uint');
const intToDuration = new CelError(`type conversion error from 'int' to 'google.protobuf.Duration'`);
const notUtf8 = new CelError('invalid UTF-8 in bytes, cannot convert to string');

export function boolOfString(text: string): Value {
  return truths.get(text) ?? notBool;
}

export function bytesOfString(text: string): Value {
  return new Bytes(encodeText(text));
}

export function doubleOfNumber(value: Whole | Uint): Value {
  return double(Number(value instanceof Uint ? value.value : value));
}

export function doubleOfString(text: string): Value {
  const value = parseDouble(text);
  return value === undefined ? notDouble : double(value);
}

export function durationOfString(text: string): Value {
  return parseDuration(text) ?? notDuration;
}

/** Declared, but cel-go has no such conversion. */
export function durationOfInt(): Value {
  return intToDuration;
}

export function intOfDouble(value: Real): Value {
  const number = real(value);
  if (!Number.isFinite(number) || number <= -twoTo63 || number >= twoTo63) return integerOverflow;
  return int64(BigInt(Math.trunc(number)));
}

export function intOfDuration(value: Duration): Value {
  return whole(value.nanos);
}

export function intOfString(text: string): Value {
  if (!/^[+-]?\d+$/.test(text)) return notInt;
  const value = int64(BigInt(text.startsWith('+') ? text.slice(1) : text));
  return value instanceof CelError ? notInt : value;
}

export function intOfTimestamp(value: Timestamp): Value {
  return whole(floorDivide(value.nanos, nanosPerSecond));
}

export function intOfUint(value: Uint): Value {
  return value.value > maxInt ? integerOverflow : value.value;
}

export function stringOf(value: Value): Value {
  return formatValue(value);
}

export function stringOfBytes(value: Bytes): Value {
  return decodeText(value.value) ?? notUtf8;
}

export function timestampOfInt(seconds: Whole): Value {
  // Seconds far outside would not fit either way; this keeps the product small.
  return typeof seconds === 'bigint' ? timestampOverflow : timestamp(BigInt(seconds) * nanosPerSecond);
}

export function timestampOfString(text: string): Value {
  return parseTimestamp(text) ?? notTimestamp;
}

export function uintOfDouble(value: Real): Value {
  const number = real(value);
  if (!Number.isFinite(number) || number < 0 || number >= twoTo64) return unsignedOverflow;
  return uint64(BigInt(Math.trunc(number)));
}

export function uintOfInt(value: Whole): Value {
  return value < 0 ? unsignedOverflow : new Uint(value);
}

export function uintOfString(text: string): Value {
  if (!/^\d+$/.test(text)) return notUint;
  const value = BigInt(text);
  return value > maxUint ? notUint : new Uint(whole(value));
}

import type { FunctionDeclaration } from '../../library.ts';
import { bytes, double, duration, int, list, param, string, timestamp, uint } from '../../type.ts';
import { Bytes } from '../../value/boxes.ts';
import type { Duration, Timestamp } from '../../value/boxes.ts';
import { double as toDouble, real } from '../../value/double.ts';
import type { Real } from '../../value/double.ts';
import { duration as toDuration } from '../../value/duration.ts';
import { spendMadeText } from '../../value/effort.ts';
import { cancelled, integerOverflow, tooLarge } from '../../value/faults.ts';
import {
  addInt,
  addUint,
  divideInt,
  divideUint,
  moduloInt,
  moduloUint,
  multiplyInt,
  multiplyUint,
  negateInt,
  subtractInt,
  subtractUint,
} from '../../value/integer.ts';
import { longestText } from '../../value/text.ts';
import { timestamp as toTimestamp } from '../../value/timestamp.ts';
import type { Value } from '../../value/value.ts';
import { traverseBoth } from './cost.ts';
import { global } from './overload.ts';

const ints = { params: [int, int], result: int };
const uints = { params: [uint, uint], result: uint };
const doubles = { params: [double, double], result: double };
const durations = { params: [duration, duration], result: duration };
const lists = { params: [list(param('A')), list(param('A'))], result: list(param('A')) };

const smallestDuration = -(2n ** 63n);

/** Concatenates strings. */
export function concatText(a: string, b: string): Value {
  const length = a.length + b.length;
  if (length > longestText) return tooLarge;
  return spendMadeText(length) ? a + b : cancelled;
}

/** Concatenates lists; the elements keep their identity. */
export function concatLists(a: readonly Value[], b: readonly Value[]): readonly Value[] {
  if (a.length === 0) return b;
  return b.length === 0 ? a : [...a, ...b];
}

/** Concatenates bytes. */
export function concatBytes(a: Bytes, b: Bytes): Value {
  if (a.value.length + b.value.length > longestText) return tooLarge;
  const joined = new Uint8Array(a.value.length + b.value.length);
  joined.set(a.value);
  joined.set(b.value, a.value.length);
  return new Bytes(joined);
}

/** An instant moved by a duration. */
export function shift(at: Timestamp, by: Duration): Value {
  return toTimestamp(at.nanos + by.nanos, at.offset);
}

/** An instant moved back by a duration. */
export function shiftBack(at: Timestamp, by: Duration): Value {
  return by.nanos === smallestDuration ? integerOverflow : toTimestamp(at.nanos - by.nanos, at.offset);
}

const add: FunctionDeclaration = {
  name: '_+_',
  overloads: [
    global('add_bytes', { params: [bytes, bytes], result: bytes, run: concatBytes, cost: traverseBoth }),
    global('add_double', { ...doubles, run: (a: Real, b: Real) => toDouble(real(a) + real(b)) }),
    global('add_duration_duration', {
      ...durations,
      run: (a: Duration, b: Duration) => toDuration(a.nanos + b.nanos),
    }),
    global('add_duration_timestamp', {
      params: [duration, timestamp],
      result: timestamp,
      run: (by: Duration, at: Timestamp) => shift(at, by),
    }),
    global('add_timestamp_duration', { params: [timestamp, duration], result: timestamp, run: shift }),
    global('add_int64', { ...ints, run: addInt }),
    global('add_list', { ...lists, run: concatLists }),
    global('add_string', { params: [string, string], result: string, run: concatText, cost: traverseBoth }),
    global('add_uint64', { ...uints, run: addUint }),
  ],
};

const subtract: FunctionDeclaration = {
  name: '_-_',
  overloads: [
    global('subtract_double', { ...doubles, run: (a: Real, b: Real) => toDouble(real(a) - real(b)) }),
    global('subtract_duration_duration', {
      ...durations,
      run: (a: Duration, b: Duration) => toDuration(a.nanos - b.nanos),
    }),
    global('subtract_int64', { ...ints, run: subtractInt }),
    global('subtract_timestamp_duration', {
      params: [timestamp, duration],
      result: timestamp,
      run: shiftBack,
    }),
    global('subtract_timestamp_timestamp', {
      params: [timestamp, timestamp],
      result: duration,
      run: (a: Timestamp, b: Timestamp) => toDuration(a.nanos - b.nanos),
    }),
    global('subtract_uint64', { ...uints, run: subtractUint }),
  ],
};

/** Operators over numbers, strings, bytes, lists and times. */
export const arithmetic: readonly FunctionDeclaration[] = [
  add,
  {
    name: '_/_',
    overloads: [
      global('divide_double', { ...doubles, run: (a: Real, b: Real) => toDouble(real(a) / real(b)) }),
      global('divide_int64', { ...ints, run: divideInt }),
      global('divide_uint64', { ...uints, run: divideUint }),
    ],
  },
  {
    name: '_%_',
    overloads: [
      global('modulo_int64', { ...ints, run: moduloInt }),
      global('modulo_uint64', { ...uints, run: moduloUint }),
    ],
  },
  {
    name: '_*_',
    overloads: [
      global('multiply_double', { ...doubles, run: (a: Real, b: Real) => toDouble(real(a) * real(b)) }),
      global('multiply_int64', { ...ints, run: multiplyInt }),
      global('multiply_uint64', { ...uints, run: multiplyUint }),
    ],
  },
  {
    name: '-_',
    overloads: [
      global('negate_double', { params: [double], result: double, run: (a: Real) => toDouble(-real(a)) }),
      global('negate_int64', { params: [int], result: int, run: negateInt }),
    ],
  },
  subtract,
];

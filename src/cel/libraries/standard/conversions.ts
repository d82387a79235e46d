import type { FunctionDeclaration, Overload } from '../../library.ts';
import { bool, bytes, double, duration, dyn, int, param, string, timestamp, uint } from '../../type.ts';
import type { Type } from '../../type.ts';
import { typeOf } from '../../value/type-value.ts';
import type { Value } from '../../value/value.ts';
import {
  boolOfString,
  bytesOfString,
  doubleOfNumber,
  doubleOfString,
  durationOfString,
  intOfDouble,
  intOfDuration,
  intOfString,
  intOfTimestamp,
  intOfUint,
  stringOf,
  stringOfBytes,
  timestampOfInt,
  timestampOfString,
  uintOfDouble,
  uintOfInt,
  uintOfString,
} from './convert.ts';
import { durationOfInt } from './convert.ts';
import { traverseFirst } from './cost.ts';
import { global } from './overload.ts';

type Run = Overload['run'];

const identity = (value: Value): Value => value;
const a = param('A');

/** The overloads of a conversion, each from one type, in cel-go's order. */
function from(result: Type, sources: readonly (readonly [string, Type, Run])[]): readonly Overload[] {
  return sources.map(([id, source, run]) => global(id, { params: [source], result, run, cost: costOf(id) }));
}

function costOf(id: string): typeof traverseFirst | undefined {
  return id === 'string_to_bytes' || id === 'bytes_to_string' ? traverseFirst : undefined;
}

/** Conversions between types, named after the type that they give. */
export const conversions: readonly FunctionDeclaration[] = [
  {
    name: 'type',
    overloads: [global('type', { params: [a], result: { kind: 'type', of: a }, run: typeOf })],
  },
  {
    name: 'bool',
    overloads: from(bool, [
      ['bool_to_bool', bool, identity],
      ['string_to_bool', string, boolOfString],
    ]),
  },
  {
    name: 'bytes',
    overloads: from(bytes, [
      ['bytes_to_bytes', bytes, identity],
      ['string_to_bytes', string, bytesOfString],
    ]),
  },
  {
    name: 'double',
    overloads: from(double, [
      ['double_to_double', double, identity],
      ['int64_to_double', int, doubleOfNumber],
      ['string_to_double', string, doubleOfString],
      ['uint64_to_double', uint, doubleOfNumber],
    ]),
  },
  {
    name: 'duration',
    overloads: from(duration, [
      ['duration_to_duration', duration, identity],
      ['int64_to_duration', int, durationOfInt],
      ['string_to_duration', string, durationOfString],
    ]),
  },
  { name: 'dyn', overloads: [global('to_dyn', { params: [a], result: dyn, run: identity })] },
  {
    name: 'int',
    overloads: from(int, [
      ['int64_to_int64', int, identity],
      ['double_to_int64', double, intOfDouble],
      ['duration_to_int64', duration, intOfDuration],
      ['string_to_int64', string, intOfString],
      ['timestamp_to_int64', timestamp, intOfTimestamp],
      ['uint64_to_int64', uint, intOfUint],
    ]),
  },
  {
    name: 'string',
    overloads: from(string, [
      ['string_to_string', string, identity],
      ['bool_to_string', bool, stringOf],
      ['bytes_to_string', bytes, stringOfBytes],
      ['double_to_string', double, stringOf],
      ['duration_to_string', duration, stringOf],
      ['int64_to_string', int, stringOf],
      ['timestamp_to_string', timestamp, stringOf],
      ['uint64_to_string', uint, stringOf],
    ]),
  },
  {
    name: 'timestamp',
    overloads: from(timestamp, [
      ['timestamp_to_timestamp', timestamp, identity],
      ['int64_to_timestamp', int, timestampOfInt],
      ['string_to_timestamp', string, timestampOfString],
    ]),
  },
  {
    name: 'uint',
    overloads: from(uint, [
      ['uint64_to_uint64', uint, identity],
      ['double_to_uint64', double, uintOfDouble],
      ['int64_to_uint64', int, uintOfInt],
      ['string_to_uint64', string, uintOfString],
    ]),
  },
];

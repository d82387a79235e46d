import { createHash } from 'node:crypto';
import type { CallContext } from '../../compile/call-context.ts';
import type { FunctionDeclaration, Library } from '../../library.ts';
import { double, duration, dyn, int, list, map, string, timestamp } from '../../type.ts';
import type { Type } from '../../type.ts';
import { Timestamp } from '../../value/boxes.ts';
import type { Duration } from '../../value/boxes.ts';
import { CelError } from '../../value/cel-error.ts';
import { double as doubleValue, real } from '../../value/double.ts';
import type { Real } from '../../value/double.ts';
import type { Whole } from '../../value/integer.ts';
import { celMap, find, isMap } from '../../value/map.ts';
import { civil } from '../../value/timestamp.ts';
import type { Value } from '../../value/value.ts';
import { global } from '../standard/overload.ts';

interface Signature {
  readonly params: readonly Type[];
  readonly result: Type;
  readonly run: (...args: never[]) => Value;
}

/** A function under its old name, and under one with the library's name before it. */
function both(
  prefix: string,
  name: string,
  id: string,
  signature: Signature,
): readonly FunctionDeclaration[] {
  return [
    { name, overloads: [global(`${id}_non_prefixed`, signature)] },
    { name: `${prefix}.${name}`, overloads: [global(`${id}_prefixed`, signature)] },
  ];
}

function hashing(name: string): readonly FunctionDeclaration[] {
  const run = (text: string): string => createHash(name).update(text, 'utf8').digest('hex');
  return both('hash', name, `${name}_string`, { params: [string], result: string, run });
}

/** Kyverno's library of hashes, in hexadecimal. */
export const hash: Library = {
  name: 'kyverno.hash',
  functions: ['md5', 'sha1', 'sha256'].flatMap(hashing),
};

/** The type of `parseServiceAccount('…')`: its fields are `Name` and `Namespace`. */
export const serviceAccountType: Type = { kind: 'object', name: 'user.ServiceAccount' };

function parseServiceAccount(user: string): Value {
  const [, Namespace = '', Name = ''] = /^system:serviceaccount:([^:]*):(.*)$/s.exec(user) ?? [];
  return { Name, Namespace };
}

/** Kyverno's library of users. */
export const user: Library = {
  name: 'kyverno.user',
  functions: both('user', 'parseServiceAccount', 'parse_service_account_string', {
    params: [string],
    result: serviceAccountType,
    run: parseServiceAccount,
  }),
};

function listObjToMap(
  keys: readonly Value[],
  values: readonly Value[],
  keyField: string,
  valueField: string,
): Value {
  if (keys.length !== values.length) {
    const lengths = `list1: ${keys.length}, list2: ${values.length}`;
    return new CelError(`listObjToMap must take lists of equal length. ${lengths}`);
  }
  const entries = new Map<string, Value>();
  for (const [index, key] of keys.entries()) {
    const name = fieldOf(key, keyField);
    if (typeof name !== 'string') {
      return new CelError('the passed key name cannot be handled as a string in the key object list');
    }
    entries.set(name, fieldOf(values[index] ?? null, valueField) ?? null);
  }
  return celMap(entries);
}

function fieldOf(value: Value, field: string): Value | undefined {
  return isMap(value) ? find(value, field) : undefined;
}

/** Kyverno's library of transformations. */
export const transform: Library = {
  name: 'kyverno.transform',
  functions: both('transform', 'listObjToMap', 'list_of_object_to_map', {
    params: [list(dyn), list(dyn), string, string],
    result: map(dyn, dyn),
    run: listObjToMap,
  }),
};

/** Half away from zero, as Go rounds. */
function round(value: Real, digits: Whole): Value {
  const shift = 10 ** Number(digits);
  const scaled = real(value) * shift;
  return doubleValue((Math.sign(scaled) * Math.floor(Math.abs(scaled) + 0.5)) / shift);
}

/** Kyverno's library of mathematics: rounding to a number of digits. */
export const rounding: Library = {
  name: 'kyverno.math',
  functions: [
    {
      name: 'math.round',
      overloads: [global('math_round_float_int', { params: [double, int], result: double, run: round })],
    },
  ],
};

const noClock = new CelError('not evaluable: there is no clock to ask');

function now({ clock }: CallContext): Value {
  return clock === null ? noClock : new Timestamp(clock());
}

// Go truncates from the year 1 on.
const zeroInstant = -62_135_596_800_000_000_000n;

function truncate({ nanos, offset }: Timestamp, { nanos: span }: Duration): Value {
  return span <= 0n
    ? new Timestamp(nanos, offset)
    : new Timestamp(nanos - ((nanos - zeroInstant) % span), offset);
}

function toCron({ nanos, offset }: Timestamp): string {
  const { minutes, hours, day, month, weekday } = civil(nanos, offset);
  return [minutes, hours, day, month, weekday].join(' ');
}

/** Kyverno's library of time. */
export const time: Library = {
  name: 'kyverno.time',
  functions: [
    {
      name: 'time.now',
      overloads: [{ ...global('time_now', { params: [], result: timestamp, run: now }), contextual: true }],
    },
    {
      name: 'time.truncate',
      overloads: [
        global('time_truncate', { params: [timestamp, duration], result: timestamp, run: truncate }),
      ],
    },
    {
      name: 'time.toCron',
      overloads: [global('time_to_cron', { params: [timestamp], result: string, run: toCron })],
    },
  ],
};

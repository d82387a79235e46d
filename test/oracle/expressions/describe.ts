import type { JsonValue } from '../../../src/core/json.ts';
import {
  Bytes,
  Double,
  Duration,
  Optional,
  Timestamp,
  TypeValue,
  Uint,
} from '../../../src/cel/value/boxes.ts';
import { isList, kindOf, typeName } from '../../../src/cel/value/kind.ts';
import { isMap, keysOf, valuesOf } from '../../../src/cel/value/map.ts';
import type { Value } from '../../../src/cel/value/value.ts';

/** A value of ours in words that are the same for the same value. */
export function describeOurs(value: Value): string {
  if (isList(value)) return `[${value.map(describeOurs).join(', ')}]`;
  if (isMap(value))
    return entries(
      keysOf(value).map((key, index) => [describeOurs(key), describeOurs(valuesOf(value)[index] ?? null)]),
    );
  if (value instanceof Optional)
    return value.value === undefined ? 'optional()' : `optional(${describeOurs(value.value)})`;
  if (typeof value === 'object' && value !== null) return boxed(value);
  if (typeof value === 'string') return JSON.stringify(value);
  return kindOf(value) === 'double' ? `double ${double(Number(value))}` : `${kindOf(value)} ${value}`;
}

function boxed(value: Value & object): string {
  if (value instanceof Timestamp) return `timestamp ${value.nanos}`;
  if (value instanceof Duration) return `duration ${value.nanos}`;
  if (value instanceof Bytes) return `bytes ${Buffer.from(value.value).toString('base64')}`;
  if (value instanceof TypeValue) return `type ${value.name}`;
  if (value instanceof Uint) return `uint ${value.value}`;
  if (value instanceof Double) return `double ${double(value.value)}`;
  return `other ${typeName(value)}`;
}

function double(value: number): string {
  return Object.is(value, -0) ? '-0' : String(value);
}

/** The same of an answer of the API server's. */
export function describeTheirs(json: JsonValue): string {
  const [[kind, value] = ['', null]] = Object.entries(json as Record<string, JsonValue>);
  const items = value as readonly JsonValue[];
  switch (kind) {
    case 'list':
      return `[${items.map(describeTheirs).join(', ')}]`;
    case 'map':
      return entries(
        items.map((entry) => (entry as readonly JsonValue[]).map(describeTheirs) as [string, string]),
      );
    case 'optional':
      return `optional(${items.map(describeTheirs).join('')})`;
    case 'timestamp':
      return `timestamp ${nanos(value as string)}`;
    case 'string':
      return JSON.stringify(value);
    case 'null':
      return 'null null';
    case 'double':
      return `double ${double(Number((value as string).replace(/^\+?Inf$/, 'Infinity').replace('-Inf', '-Infinity')))}`;
    default:
      return `${kind} ${value as string}`;
  }
}

/** Seconds since the epoch, and nanoseconds that always count up. */
function nanos(text: string): bigint {
  const [seconds = '0', fraction = '0'] = text.split('.');
  return BigInt(seconds) * 1_000_000_000n + BigInt(fraction);
}

/** Maps have no order. */
function entries(pairs: readonly (readonly [string, string])[]): string {
  return `{${pairs
    .map(([key, value]) => `${key}: ${value}`)
    .toSorted()
    .join(', ')}}`;
}

import { Bytes, Duration, Optional, Timestamp, TypeValue, Uint } from '../../src/cel/value/boxes.ts';
import { CelError } from '../../src/cel/value/cel-error.ts';
import { double } from '../../src/cel/value/double.ts';
import { parseDuration } from '../../src/cel/value/duration.ts';
import { formatValue } from '../../src/cel/value/format.ts';
import { whole } from '../../src/cel/value/integer.ts';
import { isList, typeName } from '../../src/cel/value/kind.ts';
import { celMap, find, isMap, keysOf } from '../../src/cel/value/map.ts';
import { parseTimestamp } from '../../src/cel/value/timestamp.ts';
import type { Value } from '../../src/cel/value/value.ts';

/** A `cel.expr.Value` in JSON: one of its fields is there. */
export interface ValueJson {
  readonly nullValue?: null;
  readonly boolValue?: boolean;
  readonly int64Value?: string;
  readonly uint64Value?: string;
  readonly doubleValue?: number | string;
  readonly stringValue?: string;
  readonly bytesValue?: string;
  readonly typeValue?: string;
  readonly enumValue?: { readonly value?: number };
  readonly listValue?: { readonly values?: readonly ValueJson[] };
  readonly mapValue?: {
    readonly entries?: readonly { readonly key: ValueJson; readonly value: ValueJson }[];
  };
  /** Beyond the specification: an optional. */
  readonly optionalValue?: { readonly value?: ValueJson };
  readonly objectValue?: { readonly '@type': string; readonly value?: string };
}

/** How each kind of value is read; all of these are of one kind only. */
const readers: { readonly [Kind in keyof ValueJson]-?: (json: NonNullable<ValueJson[Kind]>) => Value } = {
  nullValue: () => null,
  boolValue: (json) => json,
  int64Value: (json) => whole(BigInt(json)),
  uint64Value: (json) => new Uint(whole(BigInt(json))),
  doubleValue: (json) => double(Number(json)),
  stringValue: (json) => json,
  bytesValue: (json) => new Bytes(Buffer.from(json, 'base64')),
  typeValue: (json) => new TypeValue({ kind: 'dyn' }, json),
  enumValue: ({ value = 0 }) => value,
  listValue: ({ values = [] }) => values.map(readValue),
  mapValue: ({ entries = [] }) =>
    celMap(entries.map(({ key, value }) => [readValue(key), readValue(value)] as const)),
  optionalValue: ({ value }) => new Optional(value && readValue(value)),
  objectValue: readObject,
};

/** The engine's value for one of the specification. */
export function readValue(json: ValueJson): Value {
  for (const [kind, read] of Object.entries(readers) as [keyof ValueJson, (json: unknown) => Value][]) {
    if (Object.hasOwn(json, kind)) return read(json[kind]);
  }
  throw new Error(`no value in ${JSON.stringify(json)}`);
}

function readObject({
  '@type': type,
  value = '',
}: {
  readonly '@type': string;
  readonly value?: string;
}): Value {
  const read = type.endsWith('google.protobuf.Duration') ? parseDuration(value) : parseTimestamp(value);
  if (read === undefined || read instanceof CelError) throw new Error(`no value in ${type} ${value}`);
  return read;
}

/** A value with its type and all of its parts, so that equal texts are equal values; maps have no order. */
export function describeValue(value: Value): string {
  if (isList(value)) return `[${value.map(describeValue).join(', ')}]`;
  if (isMap(value)) {
    const entries = keysOf(value).map(
      (key) => `${describeValue(key)}: ${describeValue(find(value, key) ?? null)}`,
    );
    return `{${entries.toSorted().join(', ')}}`;
  }
  if (value instanceof Optional)
    return `optional(${value.value === undefined ? '' : describeValue(value.value)})`;
  if (value instanceof Timestamp || value instanceof Duration) return `${value.box} ${value.nanos}`;
  if (typeof value === 'string') return JSON.stringify(value);
  return `${typeName(value)} ${precise(value)}`;
}

// Doubles are compared in all of their digits, and -0 is not 0.
function precise(value: Value): string {
  const number = typeof value === 'object' && value !== null && 'value' in value ? value.value : value;
  if (typeof number !== 'number') return formatValue(value);
  return Object.is(number, -0) ? '-0' : String(number);
}

import { encodeBase64 } from '../libraries/extensions/encoders.ts';
import { Bytes, Double, Duration, Optional, Timestamp, TypeValue, Uint } from './boxes.ts';
import type { Boxed } from './boxed.ts';
import { CelError } from './cel-error.ts';
import { formatDuration } from './duration.ts';
import { emptyOptional, tooDeep, tooLarge } from './faults.ts';
import { isList, typeName } from './kind.ts';
import { find, isMap, keysOf } from './map.ts';
import type { AnyMap } from './map.ts';
import { formatTimestamp } from './timestamp.ts';
import { treeSize } from './tree-size.ts';
import type { Value } from './value.ts';

/** A JSON value as the engine sees one: whole numbers beyond ±(2^53−1) are `bigint`. */
export type Json =
  | null
  | boolean
  | number
  | bigint
  | string
  | readonly Json[]
  | { readonly [key: string]: Json };

/** Values nested deeper than this are not written; no cluster stores any. */
const deepest = 500;

/** How many values one may hold that is written: lists that share their elements grow beyond all bounds. */
export const mostWritten = 1_000_000;

/**
 * A value as JSON, as protobuf's `google.protobuf.Value` has it: bytes in base64, instants and durations as texts, whole
 * numbers beyond ±(2^53−1) as texts. An error where it has no such form.
 */
export function toJson(value: Value): Json | CelError {
  return treeSize(value, mostWritten) > mostWritten ? tooLarge : jsonAt(value, 0);
}

function jsonAt(value: Value, depth: number): Json | CelError {
  if (depth > deepest) return tooDeep;
  if (typeof value === 'bigint') return String(value);
  if (typeof value === 'number') return finite(value);
  if (typeof value !== 'object' || value === null) return value;
  if (isList(value)) return listAt(value, depth + 1);
  return isMap(value) ? mapAt(value, depth + 1) : boxedAt(value, depth);
}

function finite(value: number): number | CelError {
  if (Number.isFinite(value)) return value;
  const shown = Number.isNaN(value) ? 'NaN' : `${value > 0 ? '+' : '-'}Inf`;
  return new CelError(
    `json: error calling MarshalJSON for type *structpb.Value: proto: google.protobuf.Value.number_value: invalid ${shown} value`,
  );
}

function listAt(list: readonly Value[], depth: number): Json | CelError {
  const items: Json[] = [];
  for (const item of list) {
    const json = jsonAt(item, depth);
    if (json instanceof CelError) return json;
    items.push(json);
  }
  return items;
}

function mapAt(map: AnyMap, depth: number): Json | CelError {
  const entries: (readonly [string, Json])[] = [];
  for (const key of keysOf(map)) {
    if (typeof key !== 'string')
      return new CelError(`unsupported type conversion from '${typeName(key)}' to string`);
    const json = jsonAt(find(map, key) ?? null, depth);
    if (json instanceof CelError) return json;
    entries.push([key, json]);
  }
  return Object.fromEntries(entries);
}

function boxedAt(value: Boxed, depth: number): Json | CelError {
  if (value instanceof CelError) return value;
  if (value instanceof Optional)
    return value.value === undefined ? emptyOptional : jsonAt(value.value, depth);
  if (value instanceof Double) return value.value;
  if (value instanceof Uint) return typeof value.value === 'bigint' ? String(value.value) : value.value;
  if (value instanceof Bytes) return encodeBase64(value);
  if (value instanceof Timestamp) return formatTimestamp(value);
  if (value instanceof Duration) return formatDuration(value);
  return unwritable(value);
}

function unwritable(value: Boxed): CelError {
  if (value instanceof TypeValue) return new CelError("type conversion not supported for 'type'");
  return new CelError(
    `type conversion error from '${typeName(value as Value & Boxed)}' to '*structpb.Value'`,
  );
}

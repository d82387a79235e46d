import { Boxed } from './boxed.ts';
import type { Opaque } from './boxes.ts';
import type { Value } from './value.ts';

/** What a value is at run time; `record` is a lazy record, `opaque` a library's own type. */
export type Kind =
  | 'null'
  | 'bool'
  | 'int'
  | 'uint'
  | 'double'
  | 'string'
  | 'bytes'
  | 'timestamp'
  | 'duration'
  | 'list'
  | 'map'
  | 'optional'
  | 'type'
  | 'opaque'
  | 'record'
  | 'error';

/** A map that came as JSON: a plain object, read by own property only. */
export interface JsonMap {
  readonly [key: string]: Value;
}

/** Whether a value is a list. */
export function isList(value: Value): value is readonly Value[] {
  return Array.isArray(value);
}

/** Whether a value is a plain object, which is a map with string keys. */
export function isJsonMap(value: Value): value is JsonMap {
  return typeof value === 'object' && value !== null && !Array.isArray(value) && !(value instanceof Boxed);
}

/** Whether a value is an `int`. */
export function isInt(value: Value): value is number | bigint {
  return typeof value === 'number' ? Number.isSafeInteger(value) : typeof value === 'bigint';
}

/** What a value is. */
export function kindOf(value: Value): Kind {
  switch (typeof value) {
    case 'string':
      return 'string';
    case 'boolean':
      return 'bool';
    case 'bigint':
      return 'int';
    case 'number':
      return Number.isSafeInteger(value) ? 'int' : 'double';
    default:
      return kindOfObject(value);
  }
}

function kindOfObject(value: Exclude<Value, string | boolean | number | bigint>): Kind {
  if (value === null) return 'null';
  if (isList(value)) return 'list';
  return value instanceof Boxed ? value.box : 'map';
}

const typeNames: Readonly<Record<Exclude<Kind, 'opaque'>, string>> = {
  null: 'null_type',
  bool: 'bool',
  int: 'int',
  uint: 'uint',
  double: 'double',
  string: 'string',
  bytes: 'bytes',
  timestamp: 'google.protobuf.Timestamp',
  duration: 'google.protobuf.Duration',
  list: 'list',
  map: 'map',
  optional: 'optional_type',
  type: 'type',
  record: 'map',
  error: 'error',
};

/** The name of a value's type, such as `int`, `null_type`, `kubernetes.Quantity`. */
export function typeName(value: Value): string {
  const kind = kindOf(value);
  return kind === 'opaque' ? (value as Opaque).type.name : typeNames[kind];
}

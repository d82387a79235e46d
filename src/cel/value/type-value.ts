import {
  bool,
  bytes,
  double,
  duration,
  dyn,
  int,
  list,
  map,
  nullType,
  optional,
  string,
  timestamp,
  uint,
} from '../type.ts';
import type { Type } from '../type.ts';
import { TypeValue } from './boxes.ts';
import type { Opaque } from './boxes.ts';
import { kindOf } from './kind.ts';
import type { Kind } from './kind.ts';
import type { Value } from './value.ts';

const anyMap = map(dyn, dyn);

/** The types that `type(x)` gives for values that are not of a library's own type. */
export const typeValues = {
  null: new TypeValue(nullType, 'null_type'),
  bool: new TypeValue(bool, 'bool'),
  int: new TypeValue(int, 'int'),
  uint: new TypeValue(uint, 'uint'),
  double: new TypeValue(double, 'double'),
  string: new TypeValue(string, 'string'),
  bytes: new TypeValue(bytes, 'bytes'),
  timestamp: new TypeValue(timestamp, 'google.protobuf.Timestamp'),
  duration: new TypeValue(duration, 'google.protobuf.Duration'),
  list: new TypeValue(list(dyn), 'list'),
  map: new TypeValue(anyMap, 'map'),
  record: new TypeValue(anyMap, 'map'),
  optional: new TypeValue(optional(dyn), 'optional_type'),
  type: new TypeValue({ kind: 'type', of: dyn }, 'type'),
  error: new TypeValue({ kind: 'error' }, 'error'),
} as const satisfies Readonly<Record<Exclude<Kind, 'opaque'>, TypeValue>>;

/** The type of a value, as a value. */
export function typeOf(value: Value): TypeValue {
  const kind = kindOf(value);
  if (kind !== 'opaque') return typeValues[kind];
  const { type }: { readonly type: Type & { readonly kind: 'opaque' } } = value as Opaque;
  return new TypeValue(type, type.name);
}

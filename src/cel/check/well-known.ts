import type { FieldType } from '../environment/environment.ts';
import { bool, bytes, double, duration, dyn, int, list, map, string, timestamp, uint } from '../type.ts';
import type { Type } from '../type.ts';

interface WellKnown {
  readonly type: Type;
  readonly fields: Readonly<Record<string, Type>>;
}

const seconds: WellKnown['fields'] = { seconds: int, nanos: int };

/** Messages of protobuf that every environment knows, each with the CEL type that stands for it. */
const messages: ReadonlyMap<string, WellKnown> = new Map<string, WellKnown>([
  ['google.protobuf.Duration', { type: duration, fields: seconds }],
  ['google.protobuf.Timestamp', { type: timestamp, fields: seconds }],
  ['google.protobuf.BoolValue', { type: bool, fields: { value: bool } }],
  ['google.protobuf.BytesValue', { type: bytes, fields: { value: bytes } }],
  ['google.protobuf.DoubleValue', { type: double, fields: { value: double } }],
  ['google.protobuf.FloatValue', { type: double, fields: { value: double } }],
  ['google.protobuf.Int32Value', { type: int, fields: { value: int } }],
  ['google.protobuf.Int64Value', { type: int, fields: { value: int } }],
  ['google.protobuf.StringValue', { type: string, fields: { value: string } }],
  ['google.protobuf.UInt32Value', { type: uint, fields: { value: uint } }],
  ['google.protobuf.UInt64Value', { type: uint, fields: { value: uint } }],
  ['google.protobuf.ListValue', { type: list(dyn), fields: { values: list(dyn) } }],
  ['google.protobuf.Struct', { type: map(string, dyn), fields: { fields: map(string, dyn) } }],
  [
    'google.protobuf.Value',
    {
      type: dyn,
      fields: {
        null_value: dyn,
        number_value: double,
        string_value: string,
        bool_value: bool,
        struct_value: map(string, dyn),
        list_value: list(dyn),
      },
    },
  ],
]);

/** The CEL type of a well-known protobuf message. */
export function wellKnownType(name: string): Type | undefined {
  return messages.get(name)?.type;
}

/** The names of the fields that a literal of a well-known message may set. */
export function wellKnownFields(name: string): readonly string[] {
  return Object.keys(messages.get(name)?.fields ?? {});
}

/** A field that a literal of a well-known message may set. */
export function wellKnownField(name: string, field: string): FieldType | undefined {
  const fields = messages.get(name)?.fields;
  const type = fields !== undefined && Object.hasOwn(fields, field) ? fields[field] : undefined;
  return type === undefined ? undefined : { type, optional: false };
}

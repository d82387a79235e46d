import { isJsonObject, type JsonObject, type JsonValue } from '../../core/json.ts';
import { itemsOf, type FieldSchema, type ObjectType } from '../field-schema.ts';
import type { Schema } from '../schema.ts';
import { put, type Draft, type DraftValue } from './draft.ts';

/** Levels of nesting that are copied; below, values are shared and left as they are. */
const deepest = 500;

/** What an API server reads of an object: known fields only, without nulls. A copy as far as types are known. */
export function decodeObject(schema: Schema, type: ObjectType, value: JsonObject, depth = 0): Draft {
  const reading = { schema, structural: type.structural };
  const draft: Draft = {};
  for (const key of Object.keys(value)) {
    const field = type.fields.get(key);
    const given = value[key] ?? null;
    if (field === undefined) {
      if (type.open) put(draft, key, given);
    } else if (given !== null || field.nullable === true)
      put(draft, key, decodeField(reading, field, given, depth + 1));
  }
  return draft;
}

interface Reading {
  readonly schema: Schema;
  /** Within a custom resource, where nulls in maps are dropped and those in lists stay. */
  readonly structural: boolean;
}

function decodeField(reading: Reading, field: FieldSchema, value: JsonValue, depth: number): DraftValue {
  if (depth > deepest) return value;
  switch (field.type) {
    case 'object':
      return isJsonObject(value) ? decodeTyped(reading, field, value, depth) : value;
    case 'map':
      return isJsonObject(value) ? decodeMap(reading, field, value, depth) : value;
    case 'list':
      return Array.isArray(value) ? decodeList(reading, field, value, depth) : value;
    default:
      return value;
  }
}

function decodeTyped({ schema }: Reading, field: FieldSchema, value: JsonObject, depth: number): DraftValue {
  const type = field.object === undefined ? undefined : schema.type(field.object);
  return type === undefined ? value : decodeObject(schema, type, value, depth);
}

function decodeList(
  reading: Reading,
  field: FieldSchema,
  value: readonly JsonValue[],
  depth: number,
): DraftValue[] {
  const items = itemsOf(field);
  return value.map((item) => decodeElement(reading, items, item, depth + 1));
}

function decodeMap(reading: Reading, field: FieldSchema, value: JsonObject, depth: number): Draft {
  const items = itemsOf(field);
  const draft: Draft = {};
  for (const key of Object.keys(value)) {
    const given = value[key] ?? null;
    if (given !== null || !reading.structural || items.nullable === true)
      put(draft, key, decodeElement(reading, items, given, depth + 1));
  }
  return draft;
}

/** A null within a list or map has a place to keep: in Go it becomes the zero value of its type. */
function decodeElement(reading: Reading, field: FieldSchema, value: JsonValue, depth: number): DraftValue {
  if (value !== null || reading.structural) return decodeField(reading, field, value, depth);
  return zeroOf(field) ?? null;
}

/** The zero value of a field's type in Go, or undefined where that is null. */
export function zeroOf(field: FieldSchema): DraftValue | undefined {
  switch (field.type) {
    case 'string':
      return '';
    case 'integer':
    case 'number':
    case 'int-or-string':
      return 0;
    case 'boolean':
      return false;
    case 'quantity':
      return '0';
    case 'object':
      return {};
    default:
      return undefined;
  }
}

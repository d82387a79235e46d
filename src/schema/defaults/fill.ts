import type { JsonValue } from '../../core/json.ts';
import type { FieldSchema, ObjectType } from '../field-schema.ts';
import type { Schema } from '../schema.ts';
import { get, isDraft, put, whenAbsent, whenEmpty, type Draft, type DraftValue } from './draft.ts';
import { constants, functions } from './by-type.ts';
import { gated } from './gated.ts';

const deepest = 500;

/** Fills an object's defaults in, in place: its own first, then those of what it holds, as Kubernetes does. */
export function fillObject(schema: Schema, type: ObjectType, draft: Draft, depth = 0): void {
  if (depth > deepest) return;
  if (!type.structural) fillBuiltIn(type, draft);
  for (const [name, field] of type.fields) {
    if (field.default !== undefined) fillField(draft, name, field, copy(field.default));
    const value = get(draft, name);
    if (value !== undefined) fillWithin(schema, field, value, depth + 1);
  }
}

function fillBuiltIn(type: ObjectType, draft: Draft): void {
  for (const name of gated.get(type.name) ?? []) delete draft[name];
  for (const [name, field] of type.fields) if (field.written === 's') whenAbsent(draft, name, {});
  functions.get(type.name)?.(draft);
  for (const [name, value] of Object.entries(constants.get(type.name) ?? {})) {
    const field = type.fields.get(name);
    if (field !== undefined) fillField(draft, name, field, copy(value));
  }
}

function fillField(draft: Draft, name: string, field: FieldSchema, value: DraftValue): void {
  if (field.written === 'e' || field.written === 'a') whenEmpty(draft, name, value);
  else if (field.nullable === true || get(draft, name) !== null) whenAbsent(draft, name, value);
  else put(draft, name, value);
}

function fillWithin(schema: Schema, field: FieldSchema, value: DraftValue, depth: number): void {
  if (field.type === 'object' && isDraft(value)) {
    const type = field.object === undefined ? undefined : schema.type(field.object);
    if (type !== undefined) fillObject(schema, type, value, depth);
  } else if (field.items !== undefined && field.items.type !== 'any') {
    const elements = Array.isArray(value)
      ? (value as readonly DraftValue[])
      : isDraft(value)
        ? Object.values(value)
        : [];
    for (const element of elements) fillWithin(schema, field.items, element, depth + 1);
  }
}

/** A default of the schema's own, so that no two resources share it. */
function copy(value: JsonValue): DraftValue {
  return typeof value === 'object' && value !== null ? structuredClone(value) : value;
}

import type { FieldSchema, ObjectType } from '../field-schema.ts';
import type { Schema } from '../schema.ts';
import { zeroOf } from './decode.ts';
import { get, isDraft, isEmpty, put, type Draft, type DraftValue } from './draft.ts';
import { canonicalQuantity } from './quantity.ts';

const deepest = 500;

/** Writes an object as an API server does, in place: quantities canonical, empty fields dropped or filled as Go's tags say. */
export function encodeObject(schema: Schema, type: ObjectType, draft: Draft, depth = 0): void {
  if (depth > deepest) return;
  for (const [name, field] of type.fields) {
    const value = get(draft, name) ?? absent(field);
    const dropped = field.written === 'e' || field.written === 'o';
    if (value === undefined) continue;
    if (dropped && isEmpty(value)) delete draft[name];
    else draft[name] = encodeField(schema, field, value, depth + 1);
  }
}

/** What stands where a field is absent: its zero value, null, or nothing. */
function absent(field: FieldSchema): DraftValue | undefined {
  switch (field.written) {
    case 'a':
    case 'q':
    case 'i':
      return zeroOf(field) ?? null;
    case 'n':
    case 't':
      return null;
    case 's':
      return {};
    default:
      return undefined;
  }
}

function encodeField(schema: Schema, field: FieldSchema, value: DraftValue, depth: number): DraftValue {
  if (field.type === 'quantity') return encodeQuantity(value, false);
  if (field.type === 'list') return Array.isArray(value) ? encodeList(schema, field, value, depth) : value;
  if (!isDraft(value)) return value;
  if (field.type === 'map') encodeMap(schema, field, value, depth);
  const type = field.object === undefined ? undefined : schema.type(field.object);
  if (type !== undefined) encodeObject(schema, type, value, depth);
  return value;
}

function encodeList(
  schema: Schema,
  { items }: FieldSchema,
  value: readonly DraftValue[],
  depth: number,
): DraftValue {
  return items === undefined || items.type === 'any'
    ? [...value]
    : value.map((item) => encodeField(schema, items, item, depth + 1));
}

function encodeMap(schema: Schema, { items }: FieldSchema, value: Draft, depth: number): void {
  if (items === undefined || items.type === 'string' || items.type === 'any') return;
  for (const key of Object.keys(value)) {
    const element = value[key] ?? null;
    put(
      value,
      key,
      items.type === 'quantity'
        ? encodeQuantity(element, true)
        : encodeField(schema, items, element, depth + 1),
    );
  }
}

function encodeQuantity(value: DraftValue, inResourceList: boolean): DraftValue {
  if (typeof value === 'string') return canonicalQuantity(value.trim(), inResourceList);
  return typeof value === 'number' || typeof value === 'bigint'
    ? canonicalQuantity(String(value), inResourceList)
    : value;
}

import { isJsonObject, own, type JsonObject, type JsonValue } from '../core/json.ts';
import { itemsOf, titleOf, type FieldSchema } from '../schema/field-schema.ts';
import type { Schema } from '../schema/schema.ts';

/** A field that a type does not have, or the first value that it cannot hold. */
interface Finding {
  readonly path: string;
  readonly why: string;
  readonly isUnknown: boolean;
}

/** Where a value stands: its path with indexes, as strict decoding shows it, and the struct that declares it. */
interface Place {
  readonly path: string;
  readonly owner: string;
  readonly schema: Schema;
}

/**
 * Why an API server cannot decode what a patch made of an object of a built-in kind, in its words; null where it can, or
 * where the kind is none of these. What was wrong before the patch is no fault of it.
 */
export function decodingProblem(object: JsonObject, patched: JsonObject, schema: Schema): string | null {
  const kind = schema.find(textOf(own(object, 'apiVersion')), textOf(own(object, 'kind')));
  const type = kind && schema.type(kind.type);
  if (type === undefined || type.structural) return null;
  const field: FieldSchema = { type: 'object', object: type.name };
  const place: Place = { path: '', owner: titleOf(type.name), schema };
  const before = new Set(findings(object, field, place).map(({ path }) => path));
  const found = findings(patched, field, place).filter(({ path }) => !before.has(path));
  const wrong = found.find(({ isUnknown }) => !isUnknown);
  if (wrong !== undefined) return `Internal error occurred: ${wrong.why}`;
  const unknown = found.map(({ why }) => why).toSorted();
  return unknown.length === 0
    ? null
    : `Internal error occurred: strict decoding error: ${unknown.join(', ')}`;
}

function findings(value: JsonValue, field: FieldSchema, place: Place): readonly Finding[] {
  if (value === null || field.type === 'any') return [];
  if (!fits(value, field)) return [mismatch(value, field, place)];
  if (Array.isArray(value))
    return (value as readonly JsonValue[]).flatMap((item, index) =>
      findings(item, itemsOf(field), { ...place, path: `${place.path}[${index}]` }),
    );
  if (!isJsonObject(value)) return [];
  return field.type === 'map' ? inMap(value, field, place) : inObject(value, field, place);
}

function inMap(value: JsonObject, field: FieldSchema, place: Place): readonly Finding[] {
  return Object.entries(value).flatMap(([key, item]) =>
    // Of a map's values only the map is named.
    findings(item, itemsOf(field), place).map((one) =>
      one.isUnknown ? { ...one, path: `${one.path}.${key}` } : one,
    ),
  );
}

function inObject(value: JsonObject, { object = '' }: FieldSchema, place: Place): readonly Finding[] {
  const { schema } = place;
  const type = schema.type(object);
  if (type === undefined) return [];
  return Object.entries(value).flatMap(([key, item]) => {
    const path = place.path === '' ? key : `${place.path}.${key}`;
    const field = type.fields.get(key);
    if (field !== undefined) return findings(item, field, { schema, path, owner: titleOf(type.name) });
    return type.open ? [] : [{ path, why: `unknown field "${path}"`, isUnknown: true }];
  });
}

/** Amounts as an API server reads them. */
const amount = /^[+-]?[0-9.]+(?:[eEinumkKMGTP]*[-+]?[0-9]*)$/;

function fits(value: JsonValue, { type }: FieldSchema): boolean {
  switch (type) {
    case 'object':
    case 'map':
      return isJsonObject(value);
    case 'list':
      return Array.isArray(value);
    case 'string':
    case 'boolean':
      return typeof value === type;
    case 'any':
      return true;
    default:
      return fitsNumber(value, type);
  }
}

function fitsNumber(value: JsonValue, type: 'integer' | 'number' | 'int-or-string' | 'quantity'): boolean {
  if (typeof value === 'string')
    return type === 'int-or-string' || (type === 'quantity' && amount.test(value));
  if (typeof value === 'bigint') return true;
  const isWhole = type === 'integer' || type === 'int-or-string';
  return isWhole ? Number.isSafeInteger(value) : typeof value === 'number';
}

function mismatch(value: JsonValue, field: FieldSchema, { path, owner }: Place): Finding {
  if (field.type === 'quantity' && typeof value === 'string') {
    const pattern = '^([+-]?[0-9.]+)([eEinumkKMGTP]*[-+]?[0-9]*)$';
    return { path, why: `quantities must match the regular expression '${pattern}'`, isUnknown: false };
  }
  const where = `${owner}.${path.replaceAll(/\[\d+\]/g, '')}`;
  const why = `json: cannot unmarshal ${jsonType(value)} into Go struct field ${where} of type ${goType(field)}`;
  return { path, why, isUnknown: false };
}

function jsonType(value: JsonValue): string {
  if (Array.isArray(value)) return 'array';
  if (typeof value === 'object') return 'object';
  if (typeof value === 'boolean') return 'bool';
  if (typeof value === 'string') return 'string';
  return Number.isInteger(Number(value)) ? 'number' : `number ${String(value)}`;
}

function goType(field: FieldSchema): string {
  switch (field.type) {
    case 'boolean':
      return 'bool';
    case 'integer':
      return field.format ?? 'int64';
    case 'list':
      return `[]${goType(itemsOf(field))}`;
    case 'map':
      return `map[string]${goType(itemsOf(field))}`;
    case 'object':
      return titleOf(field.object ?? '');
    default:
      return field.type;
  }
}

function textOf(value: JsonValue | undefined): string {
  return typeof value === 'string' ? value : '';
}

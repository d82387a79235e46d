import { isJsonObject, own, type JsonObject, type JsonValue } from './json.ts';
import { elementParts, type Parts } from './parts.ts';

/** Says parts of a value as a text. */
export type PartKey = (value: JsonValue | undefined) => string;

/**
 * What parts of a value say, as a text: the same for two values only where they agree in all of these parts, and in
 * which of them are there. The order of fields counts only where every field is meant.
 */
export function partKey(parts: Parts): PartKey {
  if (parts === 'all') return whole;
  const fields = Object.entries(parts.fields).map(([key, inner]) => [key, partKey(inner)] as const);
  const inList = elementParts(parts);
  const element = inList === null ? null : partKey(inList);
  const field = parts.each === null ? itIsThere : partKey(parts.each);
  const keyOfObject = element === null ? someFields(fields) : everyField(new Map(fields), field);
  return (value) => {
    if (typeof value !== 'object' || value === null) return scalar(value);
    if (isJsonObject(value)) return keyOfObject(value);
    return element === null ? '[' : elements(value, element);
  };
}

function itIsThere(): string {
  return '';
}

function whole(value: JsonValue | undefined): string {
  if (typeof value !== 'object' || value === null) return scalar(value);
  return isJsonObject(value) ? allFields(value, () => whole) : elements(value, whole);
}

/** Each type begins in its own way, and no text can be taken for the end of another. */
function scalar(value: JsonValue | undefined): string {
  switch (typeof value) {
    case 'undefined':
      return '-';
    case 'string':
      return `${value.length}'${value}`;
    case 'number':
      return Object.is(value, -0) ? '#-0' : `#${value}`;
    case 'bigint':
      return `#${value}n`;
    case 'boolean':
      return value ? 'true' : 'false';
    default:
      return 'null';
  }
}

function someFields(fields: readonly (readonly [string, PartKey])[]): (value: JsonObject) => string {
  const [only] = fields;
  if (only === undefined) return () => '{';
  if (fields.length === 1) return (value) => `{${only[1](own(value, only[0]))}`;
  return (value) => {
    let key = '{';
    for (const [name, inner] of fields) key += `${inner(own(value, name))},`;
    return key;
  };
}

function everyField(known: ReadonlyMap<string, PartKey>, each: PartKey): (value: JsonObject) => string {
  return (value) => allFields(value, (name) => known.get(name) ?? each);
}

function allFields(value: JsonObject, keyOf: (name: string) => PartKey): string {
  let key = '{';
  for (const name of Object.keys(value)) key += `${scalar(name)}:${keyOf(name)(own(value, name))},`;
  return `${key}}`;
}

function elements(items: readonly JsonValue[], each: PartKey): string {
  let key = '[';
  for (const item of items) key += `${each(item)},`;
  return `${key}]`;
}

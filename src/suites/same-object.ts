import { isJsonObject, own, type JsonObject, type JsonValue } from '../core/json.ts';

/** Whether two objects are the same but for what is empty in them; numbers are compared by value. */
export function sameObject(a: JsonValue, b: JsonValue): boolean {
  return same(tidy(a), tidy(b));
}

/** Without nulls, empty maps and empty lists, however deep. */
function tidy(value: JsonValue): JsonValue {
  if (Array.isArray(value)) {
    const items = (value as readonly JsonValue[]).map(tidy).filter((item) => item !== null);
    return items.length === 0 ? null : items;
  }
  if (!isJsonObject(value)) return value;
  const entries = Object.entries(value)
    .map(([key, item]): [string, JsonValue] => [key, tidy(item)])
    .filter(([, item]) => item !== null);
  return entries.length === 0 ? null : Object.fromEntries(entries);
}

function same(a: JsonValue, b: JsonValue): boolean {
  if (Array.isArray(a) || Array.isArray(b)) return sameLists(a, b);
  if (isJsonObject(a) && isJsonObject(b)) return sameMaps(a, b);
  // A whole number may be held in either of two types.
  return a === b || (isNumber(a) && isNumber(b) && Number(a) === Number(b));
}

function sameLists(a: JsonValue, b: JsonValue): boolean {
  if (!Array.isArray(a) || !Array.isArray(b) || a.length !== b.length) return false;
  const others = b as readonly JsonValue[];
  return (a as readonly JsonValue[]).every((item, index) => same(item, others[index] ?? null));
}

function sameMaps(a: JsonObject, b: JsonObject): boolean {
  const keys = Object.keys(a);
  return (
    keys.length === Object.keys(b).length &&
    keys.every((key) => Object.hasOwn(b, key) && same(own(a, key) ?? null, own(b, key) ?? null))
  );
}

function isNumber(value: JsonValue): value is number | bigint {
  return typeof value === 'number' || typeof value === 'bigint';
}

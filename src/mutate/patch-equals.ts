import { isJsonObject, own, type JsonObject, type JsonValue } from '../core/json.ts';

/**
 * Whether a `test` finds what it expects, as the API server compares. What is missing or null equals only an operation
 * without a value; a null that is expected equals an empty map or list.
 */
export function patchEquals(found: JsonValue | undefined, expected: JsonValue | undefined): boolean {
  if (found === undefined || found === null) return expected === undefined;
  return expected !== undefined && equal(found, expected);
}

function equal(found: JsonValue, expected: JsonValue): boolean {
  if (Array.isArray(found)) return equalLists(found as readonly JsonValue[], expected ?? []);
  return isJsonObject(found) ? equalMaps(found, expected ?? {}) : found === expected;
}

function equalLists(found: readonly JsonValue[], expected: JsonValue): boolean {
  if (!Array.isArray(expected) || expected.length !== found.length) return false;
  return found.every((item, index) => same(item, (expected as readonly JsonValue[])[index]));
}

function equalMaps(found: JsonObject, expected: JsonValue): boolean {
  if (!isJsonObject(expected)) return false;
  const entries = Object.entries(found);
  if (entries.length !== Object.keys(expected).length) return false;
  return entries.every(([key, value]) => same(value, own(expected, key)));
}

/** Within lists and maps null equals null. */
function same(found: JsonValue, expected: JsonValue | undefined): boolean {
  if (found === null || expected === null || expected === undefined) return found === expected;
  return equal(found, expected);
}

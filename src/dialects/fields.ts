import { isJsonObject, own, type JsonObject, type JsonValue } from '../core/json.ts';

/** An object field, or an empty object. */
export function objectAt(parent: JsonObject, key: string): JsonObject {
  const value = own(parent, key);
  return isJsonObject(value) ? value : {};
}

/** The objects of a list field, or none. */
export function objectsAt(parent: JsonObject, key: string): readonly JsonObject[] {
  const value = own(parent, key);
  return Array.isArray(value) ? (value as readonly JsonValue[]).filter((item) => isJsonObject(item)) : [];
}

/** A text field, or null. */
export function textAt(parent: JsonObject, key: string): string | null {
  const value = own(parent, key);
  return typeof value === 'string' ? value : null;
}

/** The texts of a list field, or none. */
export function textsAt(parent: JsonObject, key: string): readonly string[] {
  const value = own(parent, key);
  return Array.isArray(value)
    ? (value as readonly JsonValue[]).filter((item) => typeof item === 'string')
    : [];
}

import type { Where } from '../../core/errors.ts';
import { isJsonObject, own, type JsonObject, type JsonPointer, type JsonValue } from '../../core/json.ts';
import type { Location } from '../../core/location.ts';

/** A document of another tool. */
export interface Source {
  readonly value: JsonValue;
  readonly file: string;
  readonly locate: (pointer: JsonPointer) => Location;
}

/** Where a pointer of a document stands. */
export function whereIn({ file, locate }: Source, pointer: JsonPointer): Where {
  return { file, ...locate(pointer) };
}

/** The text in a field, or null. */
export function textIn(object: JsonObject, key: string): string | null {
  const value = own(object, key);
  return typeof value === 'string' && value.trim() !== '' ? value.trim() : null;
}

/** The list in a field; empty where there is none. */
export function listIn(object: JsonObject, key: string): readonly JsonValue[] {
  const value = own(object, key);
  return Array.isArray(value) ? (value as readonly JsonValue[]) : [];
}

/** The texts of a list in a field. */
export function textsIn(object: JsonObject, key: string): readonly string[] {
  return listIn(object, key).filter((item) => typeof item === 'string');
}

/** The object in a field; empty where there is none. */
export function objectIn(object: JsonObject, key: string): JsonObject {
  const value = own(object, key);
  return isJsonObject(value) ? value : {};
}

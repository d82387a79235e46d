import { isJsonObject, type JsonObject, type JsonValue } from '../core/json.ts';
import type { Resource } from '../core/resource.ts';

/**
 * The resource as an API server stores it: a field that says `null` is a field that is not there. Elements of lists stay,
 * for places count them. Without any such field it is the same object.
 */
export function withoutNulls(resource: Resource): Resource {
  return hasNullField(resource) ? (withoutNullFields(resource) as Resource) : resource;
}

/** Asked of every resource, so without making anything. */
function hasNullField(value: JsonValue): boolean {
  if (Array.isArray(value)) return (value as readonly JsonValue[]).some(hasNullField);
  if (!isJsonObject(value)) return false;
  for (const key in value) {
    const item = value[key];
    if (item === null || (typeof item === 'object' && hasNullField(item))) return true;
  }
  return false;
}

function withoutNullFields(value: JsonValue): JsonValue {
  if (Array.isArray(value)) return changed(value as readonly JsonValue[]) ?? value;
  if (!isJsonObject(value)) return value;
  const entries = Object.entries(value);
  const kept = entries.filter(([, item]) => item !== null);
  const items = changed(kept.map(([, item]) => item));
  if (kept.length === entries.length && items === null) return value;
  return fromEntries(kept.map(([key, item], index) => [key, items?.[index] ?? item]));
}

/** The elements without nulls below, or null where nothing changes. */
function changed(items: readonly JsonValue[]): readonly JsonValue[] | null {
  let result: JsonValue[] | null = null;
  for (const [index, item] of items.entries()) {
    if (typeof item !== 'object' || item === null) continue;
    const next = withoutNullFields(item);
    if (next === item) continue;
    result ??= [...items];
    result[index] = next;
  }
  return result;
}

/** `Object.fromEntries` defines, so that `__proto__` is a key like any other. */
function fromEntries(entries: readonly (readonly [string, JsonValue])[]): JsonObject {
  return Object.fromEntries(entries);
}

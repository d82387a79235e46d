import { CelError } from '../cel/index.ts';
import type { JsonValue } from '../core/json.ts';
import { GoValue, isNativeList, isNativeMap, type Native } from './go-value.ts';

/** The fields of an object as JSON, as protobuf's `structpb.NewStruct` has it; an error where Go holds what it cannot. */
export function toPlainJson(value: Native): JsonValue | CelError {
  if (value instanceof GoValue) return value.json ?? new CelError(`proto: invalid type: ${value.type}`);
  if (isNativeList(value)) return listOf(value);
  if (!isNativeMap(value)) return value;
  const entries: (readonly [string, JsonValue])[] = [];
  for (const [key, field] of Object.entries(value)) {
    const json = toPlainJson(field);
    if (json instanceof CelError) return json;
    entries.push([key, json]);
  }
  return Object.fromEntries(entries);
}

function listOf(list: readonly Native[]): JsonValue | CelError {
  const items: JsonValue[] = [];
  for (const item of list) {
    const json = toPlainJson(item);
    if (json instanceof CelError) return json;
    items.push(json);
  }
  return items;
}

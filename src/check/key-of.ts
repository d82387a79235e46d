import { CelMap, Optional } from '../cel/value/boxes.ts';
import { Boxed } from '../cel/value/boxed.ts';
import type { Value } from '../cel/value/value.ts';
import type { JsonObject, JsonValue } from '../core/json.ts';

/** What an expression gave, as the key of a look-up; null, which finds nothing, for what is no JSON and for no value. */
export function keyOf(value: Value): JsonValue {
  if (typeof value !== 'object' || value === null) return typeof value === 'symbol' ? null : value;
  if (value instanceof Optional) return value.value === undefined ? null : keyOf(value.value);
  if (value instanceof CelMap) return mapKeyOf(value);
  if (value instanceof Boxed) return null;
  if (Array.isArray(value)) return (value as readonly Value[]).map(keyOf);
  return value as JsonObject;
}

function mapKeyOf({ entries }: CelMap): JsonObject {
  return Object.fromEntries(
    Array.from(entries.values()).flatMap(([name, value]): [string, JsonValue][] =>
      typeof name === 'string' ? [[name, keyOf(value)]] : [],
    ),
  );
}

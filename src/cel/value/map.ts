import { Boxed } from './boxed.ts';
import { CelMap, Double, Uint } from './boxes.ts';
import { whole } from './integer.ts';
import { isJsonMap, kindOf } from './kind.ts';
import type { JsonMap } from './kind.ts';
import { LazyRecord } from './lazy-record.ts';
import type { Value } from './value.ts';

/** A map's key in the one form that decides whether keys are the same: 1, 1u and 1.0 are one key. */
export type MapKey = string | number | bigint | boolean | symbol;

/** Any kind of map. */
export type AnyMap = JsonMap | CelMap | LazyRecord;

/** Whether a value is a map of any kind. */
export function isMap(value: Value): value is AnyMap {
  return value instanceof Boxed ? value instanceof CelMap || value instanceof LazyRecord : isJsonMap(value);
}

/** The normalized form of a key to look up; undefined where no map can have such a key. */
export function mapKey(key: Value): MapKey | undefined {
  switch (typeof key) {
    case 'string':
    case 'boolean':
    case 'bigint':
      return key;
    case 'number':
      return Number.isSafeInteger(key) ? key : undefined;
    default:
      break;
  }
  if (key instanceof Uint) return key.value;
  return key instanceof Double && Number.isInteger(key.value) ? whole(BigInt(key.value)) : undefined;
}

/** Whether a value may be a key of a map literal. */
export function isKey(key: Value): boolean {
  const kind = kindOf(key);
  return kind === 'string' || kind === 'int' || kind === 'uint' || kind === 'bool';
}

/** A JSON map's own property. */
export function own(map: JsonMap, key: string): Value | undefined {
  return Object.hasOwn(map, key) ? map[key] : undefined;
}

/** The value at a key of any kind of map. */
export function find(map: AnyMap, key: Value): Value | undefined {
  if (map instanceof CelMap) {
    const normalized = mapKey(key);
    return normalized === undefined ? undefined : map.entries.get(normalized)?.[1];
  }
  if (typeof key !== 'string') return undefined;
  return map instanceof LazyRecord ? map.get(key) : own(map, key);
}

/** How many entries a map has. */
export function mapSize(map: AnyMap): number {
  return map instanceof CelMap ? map.entries.size : keysOf(map).length;
}

/** The keys of a map, as written, in order. */
export function keysOf(map: AnyMap): readonly Value[] {
  if (map instanceof CelMap) return Array.from(map.entries.values(), ([key]) => key);
  return map instanceof LazyRecord ? map.fields() : Object.keys(map);
}

/** The values of a map in the order of its keys. */
export function valuesOf(map: AnyMap): readonly Value[] {
  if (map instanceof CelMap) return Array.from(map.entries.values(), ([, value]) => value);
  return keysOf(map).map((key) => find(map, key) ?? null);
}

/** A map of the given entries; keys equal under CEL must have been refused before. */
export function celMap(entries: Iterable<readonly [Value, Value]>): CelMap {
  const map = new Map<MapKey, readonly [Value, Value]>();
  for (const entry of entries) {
    const key = mapKey(entry[0]);
    if (key !== undefined) map.set(key, entry);
  }
  return new CelMap(map);
}

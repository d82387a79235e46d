import { isJsonObject, own, type JsonObject, type JsonValue } from './json.ts';

/** Which parts of a value are meant: all of it, or some. */
export type Parts =
  | 'all'
  | {
      readonly fields: Readonly<Record<string, Parts>>;
      /** Of every field and every element. */
      readonly each: Parts | null;
      /** What a loop goes through: of every element, and of a map only which fields it has. */
      readonly items?: Parts | null;
    };

/** What tells the elements of the lists of Kubernetes apart, most telling first. */
export const listKeys = [
  'name',
  'mountPath',
  'containerPort',
  'key',
  'port',
  'ip',
  'host',
  'topologyKey',
] as const;

/** Nothing of a value but that it is there. */
export const noParts: Parts = { fields: {}, each: null };

/**
 * A copy of the parts of a value, each at its place; elements of lists keep what names them, and fields that say null
 * are left out, as an API server does.
 * `text` copies a text: one that was cut from a document keeps all of it alive.
 */
export function partOf(value: JsonValue, parts: Parts, text: (text: string) => string): JsonValue {
  if (typeof value === 'string') return text(value);
  if (typeof value !== 'object' || value === null) return value;
  if (Array.isArray(value)) return partOfList(value as readonly JsonValue[], parts, text);
  return isJsonObject(value) ? partOfObject(value, parts, text) : value;
}

/** All of what some sets of parts mean. */
export function allParts(sets: readonly Parts[]): Parts {
  const some = sets.filter((parts) => parts !== 'all');
  if (some.length < sets.length) return 'all';
  const each = some.flatMap((parts) => parts.each ?? []);
  const items = some.flatMap((parts) => parts.items ?? []);
  const keys = new Set(some.flatMap(({ fields }) => Object.keys(fields)));
  const fields = Array.from(keys, (key): [string, Parts] => [
    key,
    allParts(some.map((parts) => partsAt(parts, key))),
  ]);
  return {
    fields: Object.fromEntries(fields),
    each: each.length === 0 ? null : allParts(each),
    items: items.length === 0 ? null : allParts(items),
  };
}

/** What is meant of every element of a list; null where not even how many there are. */
export function elementParts({ each, items = null }: Exclude<Parts, 'all'>): Parts | null {
  return each === null || items === null ? (each ?? items) : allParts([each, items]);
}

/** What is meant of one field. */
function partsAt({ fields, each }: Exclude<Parts, 'all'>, key: string): Parts {
  return (Object.hasOwn(fields, key) ? fields[key] : each) ?? noParts;
}

type CopyText = (text: string) => string;

function partOfList(items: readonly JsonValue[], parts: Parts, text: CopyText): JsonValue {
  if (parts === 'all') return items.map((item) => partOf(item, 'all', text));
  const each = elementParts(parts);
  return each === null ? [] : items.map((item) => named(item, partOf(item, each, text), text));
}

/** With what names an element, which its parts may lack. */
function named(item: JsonValue, part: JsonValue, text: CopyText): JsonValue {
  if (!isJsonObject(item) || !isJsonObject(part)) return part;
  const names = listKeys.flatMap((key): [string, JsonValue][] => {
    const value = own(item, key);
    if (Object.hasOwn(part, key)) return [];
    if (typeof value === 'string') return [[key, text(value)]];
    return typeof value === 'number' ? [[key, value]] : [];
  });
  return names.length === 0 ? part : fromEntries([...Object.entries(part), ...names]);
}

function partOfObject(value: JsonObject, parts: Parts, text: CopyText): JsonObject {
  const part: Record<string, JsonValue> = {};
  const keys = Object.keys(parts === 'all' || elementParts(parts) !== null ? value : parts.fields);
  for (const key of keys) {
    const item = own(value, key);
    if (item === undefined || item === null) continue;
    define(part, key, partOf(item, parts === 'all' ? 'all' : partsAt(parts, key), text));
  }
  return part;
}

function fromEntries(entries: readonly (readonly [string, JsonValue])[]): JsonObject {
  const object: Record<string, JsonValue> = {};
  for (const [key, value] of entries) define(object, key, value);
  return object;
}

/** Also `__proto__` is a key like any other. */
function define(object: Record<string, JsonValue>, key: string, value: JsonValue): void {
  if (key === '__proto__')
    Object.defineProperty(object, key, { value, enumerable: true, configurable: true, writable: true });
  else object[key] = value;
}

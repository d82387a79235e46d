/** A JSON value. Whole numbers beyond ±(2^53−1) are `bigint`, all others `number`. */
export type JsonValue = string | number | bigint | boolean | null | readonly JsonValue[] | JsonObject;

/** A JSON object, read by own property only: `__proto__` and `constructor` are keys like any other. */
export interface JsonObject {
  readonly [key: string]: JsonValue;
}

/** RFC 6901 pointer: empty for the whole value, else `/a/0/b~1c`. */
export type JsonPointer = '' | `/${string}`;

/** Narrows to a JSON object, excluding arrays and null. */
export function isJsonObject(value: JsonValue | undefined): value is JsonObject {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** Reads an own property, never an inherited one. */
export function own(object: JsonObject, key: string): JsonValue | undefined {
  return Object.hasOwn(object, key) ? object[key] : undefined;
}

/** Appends one reference token to a pointer, escaped as RFC 6901 section 3 says. */
export function child(pointer: JsonPointer, key: string | number): JsonPointer {
  return `${pointer}/${escaped(key)}`;
}

/** The pointer of reference tokens, which are escaped. */
export function pointerOf(path: readonly (string | number)[]): JsonPointer {
  // Joined at once: a text that grows piece by piece is put together again whenever it is compared.
  return ['', ...path.map(escaped)].join('/') as JsonPointer;
}

/** Pointers that were taken apart: the same few hundred are asked for again and again. */
const known = new Map<JsonPointer, readonly string[]>([['', []]]);
const mostKnown = 2048;
const longestKnown = 256;

/** The reference tokens of a pointer, unescaped. */
export function tokens(pointer: JsonPointer): readonly string[] {
  const before = known.get(pointer);
  if (before !== undefined) return before;
  const parts = pointer.slice(1).split('/');
  const all = pointer.includes('~') ? parts.map(unescapeToken) : parts;
  if (known.size < mostKnown && pointer.length <= longestKnown) known.set(pointer, all);
  return all;
}

/** The value a pointer names, or undefined where there is none. */
export function at(value: JsonValue | undefined, pointer: JsonPointer): JsonValue | undefined {
  let node = value;
  for (const token of tokens(pointer)) {
    if (Array.isArray(node))
      node = /^(?:0|[1-9]\d*)$/.test(token) ? (node as readonly JsonValue[])[Number(token)] : undefined;
    else if (isJsonObject(node)) node = own(node, token);
    else return undefined;
  }
  return node;
}

/** The text that a pointer names, or null where there is none. */
export function textAt(value: JsonValue | undefined, pointer: JsonPointer): string | null {
  const text = at(value, pointer);
  return typeof text === 'string' ? text : null;
}

/** The objects in a list that a pointer names. */
export function objectsAt(value: JsonValue | undefined, pointer: JsonPointer): readonly JsonObject[] {
  const list = at(value, pointer);
  return Array.isArray(list) ? (list as readonly JsonValue[]).filter(isJsonObject) : [];
}

function escaped(key: string | number): string | number {
  if (typeof key === 'number' || !(key.includes('/') || key.includes('~'))) return key;
  return key.replaceAll('~', '~0').replaceAll('/', '~1');
}

function unescapeToken(token: string): string {
  return token.replaceAll('~1', '/').replaceAll('~0', '~');
}

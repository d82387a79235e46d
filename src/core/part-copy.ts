import { isJsonObject, own, type JsonObject, type JsonValue } from './json.ts';
import { elementParts, listKeys, noParts, type Parts } from './parts.ts';

/** `text` copies a text: one that was cut from a document keeps all of it alive. */
export type PartCopy = (value: JsonValue, text: CopyText) => JsonValue;

type CopyText = (text: string) => string;

/**
 * Copies parts of values, each at its place; elements of lists keep what names them, and fields that say null are left
 * out, as an API server does.
 */
export function partCopy(parts: Parts): PartCopy {
  const copyObject = parts === 'all' ? allFields(() => whole) : fieldsOf(parts);
  const copyList = parts === 'all' ? everyElement(whole) : elementsOf(parts);
  return (value, text) => {
    if (typeof value === 'string') return text(value);
    if (typeof value !== 'object' || value === null) return value;
    return isJsonObject(value) ? copyObject(value, text) : copyList(value, text);
  };
}

type CopyObject = (value: JsonObject, text: CopyText) => JsonObject;
type CopyList = (items: readonly JsonValue[], text: CopyText) => readonly JsonValue[];
type SomeParts = Exclude<Parts, 'all'>;

const whole: PartCopy = (value, text) => wholeCopy(value, text);
const wholeCopy = partCopy('all');

function fieldsOf(parts: SomeParts): CopyObject {
  const fields = Object.entries(parts.fields).map(([key, inner]) => ({ key, copy: partCopy(inner) }));
  if (elementParts(parts) !== null) {
    const known = new Map(fields.map(({ key, copy }) => [key, copy]));
    const other = partCopy(parts.each ?? noParts);
    return allFields((key) => known.get(key) ?? other);
  }
  return (value, text) => {
    const part: Record<string, JsonValue> = {};
    // Without an iterator: this is done for every object.
    for (let at = 0; at < fields.length; at++) {
      const { key, copy } = fields[at] as Field;
      const item = own(value, key);
      if (item !== undefined && item !== null) define(part, key, copy(item, text));
    }
    return part;
  };
}

interface Field {
  readonly key: string;
  readonly copy: PartCopy;
}

function allFields(copyOf: (key: string) => PartCopy): CopyObject {
  return (value, text) => {
    const part: Record<string, JsonValue> = {};
    for (const key in value) {
      const item = own(value, key);
      if (item !== undefined && item !== null) define(part, key, copyOf(key)(item, text));
    }
    return part;
  };
}

function everyElement(copy: PartCopy): CopyList {
  return (items, text) => items.map((item) => copy(item, text));
}

function elementsOf(parts: SomeParts): CopyList {
  const each = elementParts(parts);
  if (each === null) return () => [];
  const copy = partCopy(each);
  return each === 'all' ? everyElement(copy) : everyElement(named(copy));
}

/** With what names an element, which its parts may lack. */
function named(copy: PartCopy): PartCopy {
  return (item, text) => {
    if (!isJsonObject(item)) return copy(item, text);
    const part = copy(item, text) as Record<string, JsonValue>;
    for (let at = 0; at < listKeys.length; at++) {
      const key = listKeys[at] as string;
      const value = own(item, key);
      if (value === undefined || Object.hasOwn(part, key)) continue;
      if (typeof value === 'string') define(part, key, text(value));
      else if (typeof value === 'number') define(part, key, value);
    }
    return part;
  };
}

/** Also `__proto__` is a key like any other. */
function define(object: Record<string, JsonValue>, key: string, value: JsonValue): void {
  if (key === '__proto__')
    Object.defineProperty(object, key, { value, enumerable: true, configurable: true, writable: true });
  else object[key] = value;
}

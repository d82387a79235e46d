import { isJsonObject, own, type JsonObject, type JsonValue } from './json.ts';
import { elementParts, type Parts } from './parts.ts';

/** Says parts of a value as a text. */
export type PartKey = (value: JsonValue | undefined) => string;

/** Says them piece by piece. */
type Say = (value: JsonValue | undefined, said: string[]) => void;

/**
 * What parts of a value say, as a text: the same for two values only where they agree in all of these parts, and in
 * which of them are there. The order of fields counts only where every field is meant.
 */
export function partKey(parts: Parts): PartKey {
  const say = saying(parts);
  const said: string[] = [];
  return (value) => {
    said.length = 0;
    say(value, said);
    return said.join('');
  };
}

function saying(parts: Parts): Say {
  if (parts === 'all') return whole;
  const fields = Object.entries(parts.fields).map(([key, inner]) => ({ key, say: saying(inner) }));
  const inList = elementParts(parts);
  const element = inList === null ? null : saying(inList);
  const field = parts.each === null ? itIsThere : saying(parts.each);
  const known = new Map(fields.map(({ key, say }) => [key, say]));
  const object: (value: JsonObject, said: string[]) => void =
    element === null
      ? (value, said) => someFields(value, fields, said)
      : (value, said) => allFields(value, (name) => known.get(name) ?? field, said);
  return (value, said) => {
    if (typeof value !== 'object' || value === null) scalar(value, said);
    else if (isJsonObject(value)) object(value, said);
    else if (element === null) said.push('[');
    else elements(value, element, said);
  };
}

function itIsThere(): void {}

function whole(value: JsonValue | undefined, said: string[]): void {
  if (typeof value !== 'object' || value === null) scalar(value, said);
  else if (isJsonObject(value)) allFields(value, () => whole, said);
  else elements(value, whole, said);
}

/** Each type begins in its own way, and no text can be taken for the end of another. */
function scalar(value: Exclude<JsonValue, object> | null | undefined, said: string[]): void {
  switch (typeof value) {
    case 'undefined':
      said.push('-');
      break;
    case 'string':
      said.push(lengths[value.length] ?? lengthOf(value.length), value);
      break;
    case 'number':
      said.push(Object.is(value, -0) ? '#-0' : `#${value}`);
      break;
    case 'bigint':
      said.push(`#${value}n`);
      break;
    case 'boolean':
      said.push(value ? 'true' : 'false');
      break;
    default:
      said.push('null');
  }
}

/** How the lengths of most texts are said. */
const lengths: readonly string[] = Array.from({ length: 64 }, (_, length) => lengthOf(length));

function lengthOf(length: number): string {
  return `${length}'`;
}

interface Field {
  readonly key: string;
  readonly say: Say;
}

function someFields(value: JsonObject, fields: readonly Field[], said: string[]): void {
  said.push('{');
  for (let at = 0; at < fields.length; at++) {
    const { key, say } = fields[at] as Field;
    say(own(value, key), said);
    said.push(',');
  }
}

function allFields(value: JsonObject, sayOf: (name: string) => Say, said: string[]): void {
  said.push('{');
  for (const name in value) {
    scalar(name, said);
    said.push(':');
    sayOf(name)(value[name], said);
    said.push(',');
  }
  said.push('}');
}

function elements(items: readonly JsonValue[], each: Say, said: string[]): void {
  said.push('[');
  for (let at = 0; at < items.length; at++) {
    each(items[at], said);
    said.push(',');
  }
  said.push(']');
}

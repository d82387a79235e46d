import { child, isJsonObject, own, type JsonObject, type JsonPointer, type JsonValue } from '../core/json.ts';
import { ScanFault } from './scan.ts';

/** An object, and where in its document it stands. */
export interface Place {
  readonly value: JsonObject;
  readonly at: JsonPointer;
}

/** A document's root. */
export function root(value: JsonObject): Place {
  return { value, at: '' };
}

/** A text, or null where there is none. An empty one counts as none. */
export function text(place: Place, key: string): string | null {
  const value = given(place, key);
  if (value === null || value === '') return null;
  return typeof value === 'string' ? value : refuse(place, key, 'text');
}

/**
 * A text that has to be there.
 * @throws {ScanFault}
 */
export function neededText(place: Place, key: string): string {
  return text(place, key) ?? refuse(place, key, 'text');
}

/** A number, or null where there is none. */
export function number(place: Place, key: string): number | null {
  const value = given(place, key);
  if (value === null) return null;
  return typeof value === 'number' ? value : refuse(place, key, 'a number');
}

/** An object, or null where there is none. */
export function object(place: Place, key: string): Place | null {
  const value = given(place, key);
  if (value === null) return null;
  return isJsonObject(value) ? { value, at: child(place.at, key) } : refuse(place, key, 'an object');
}

/** The same, where one without fields will do in its place. */
export function inside(place: Place, key: string): Place {
  return object(place, key) ?? { value: {}, at: child(place.at, key) };
}

/** The objects of a list; none where there is no list. */
export function objects(place: Place, key: string): readonly Place[] {
  const at = child(place.at, key);
  return list(place, key).map((value, index) => {
    if (isJsonObject(value)) return { value, at: child(at, index) };
    throw new ScanFault(child(at, index), `an element of \`${key}\` must be an object`);
  });
}

/** The texts of a list; none where there is no list. */
export function texts(place: Place, key: string): readonly string[] {
  return list(place, key).map((value, index) => {
    if (typeof value === 'string') return value;
    throw new ScanFault(child(child(place.at, key), index), `an element of \`${key}\` must be text`);
  });
}

/** The elements of a list; none where there is no list. */
export function list(place: Place, key: string): readonly JsonValue[] {
  const value = given(place, key);
  if (value === null) return [];
  return Array.isArray(value) ? (value as readonly JsonValue[]) : refuse(place, key, 'a list');
}

/** Milliseconds since the epoch, of a text in RFC 3339; null where there is none, or what is there is no time. */
export function time(place: Place, key: string): number | null {
  const written = text(place, key);
  const milliseconds = written === null ? Number.NaN : Date.parse(written);
  return Number.isNaN(milliseconds) ? null : milliseconds;
}

/** Go writes null for what is empty, so that it is none. */
function given({ value }: Place, key: string): JsonValue {
  return own(value, key) ?? null;
}

function refuse({ value, at }: Place, key: string, what: string): never {
  const found = own(value, key);
  throw new ScanFault(
    found === undefined ? at : child(at, key),
    found === undefined ? `\`${key}\` is missing` : `\`${key}\` must be ${what}`,
  );
}

import type { JsonValue } from '../../core/json.ts';

/** A copy of a resource that defaulting may change. Values of no known type are shared with the original, never changed. */
export interface Draft {
  [key: string]: DraftValue;
}

export type DraftValue = JsonValue | Draft | DraftValue[];

/** Sets a key as an own property, whatever it is called. */
export function put(draft: Draft, key: string, value: DraftValue): void {
  if (key === '__proto__')
    Object.defineProperty(draft, key, { value, enumerable: true, configurable: true, writable: true });
  else draft[key] = value;
}

/** An own property's value. */
export function get(draft: Draft, key: string): DraftValue | undefined {
  return Object.hasOwn(draft, key) ? draft[key] : undefined;
}

/** Narrows to an object that may be changed. */
export function isDraft(value: DraftValue | undefined): value is Draft {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** The object under a key, or undefined. */
export function objectIn(draft: Draft | undefined, key: string): Draft | undefined {
  const value = draft === undefined ? undefined : get(draft, key);
  return isDraft(value) ? value : undefined;
}

/** The object under a key, made where there is none. */
export function ensureObject(draft: Draft, key: string): Draft {
  const known = objectIn(draft, key);
  if (known !== undefined) return known;
  const made: Draft = {};
  put(draft, key, made);
  return made;
}

/** The objects of the list under a key. */
export function objectsIn(draft: Draft | undefined, key: string): readonly Draft[] {
  const value = draft === undefined ? undefined : get(draft, key);
  return Array.isArray(value) ? (value as readonly DraftValue[]).filter(isDraft) : [];
}

/** The text under a key; empty where there is none. */
export function textIn(draft: Draft | undefined, key: string): string {
  const value = draft === undefined ? undefined : get(draft, key);
  return typeof value === 'string' ? value : '';
}

/** Whether Go would call it empty: absent, null, `""`, 0, false, without elements. */
export function isEmpty(value: DraftValue | undefined): boolean {
  if (value === undefined || value === null || value === '' || value === 0 || value === false) return true;
  if (Array.isArray(value)) return value.length === 0;
  return isDraft(value) && Object.keys(value).length === 0;
}

/** Fills a field in that is absent: a pointer in Go, for which zero is a value. */
export function whenAbsent(draft: Draft, key: string, value: DraftValue): void {
  if (get(draft, key) === undefined) put(draft, key, value);
}

/** Fills a field in that is empty: no pointer in Go, so that zero and absent are one. */
export function whenEmpty(draft: Draft, key: string, value: DraftValue): void {
  if (isEmpty(get(draft, key))) put(draft, key, value);
}

/** Copies the entries that are not there yet. */
export function copyMissing(from: Draft | undefined, to: Draft): void {
  for (const [key, value] of Object.entries<DraftValue>(from ?? {}))
    if (get(to, key) === undefined) put(to, key, value);
}

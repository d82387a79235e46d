import { Boxed } from '../value/boxed.ts';
import { CelMap } from '../value/boxes.ts';
import { CelError } from '../value/cel-error.ts';
import { LazyRecord } from '../value/lazy-record.ts';
import { Message } from '../value/message.ts';
import type { Value } from '../value/value.ts';

const textIndex = new CelError("unsupported index type 'string' in list");

/**
 * Whether a key can be read from any value by plain property access: no array or prototype has it,
 * so that whatever is found is an own property.
 */
export function isPlainKey(key: string): boolean {
  return !(key in Array.prototype) && !/^\d/.test(key);
}

/** A map's value at a plain key, or `missing`. */
export function field(value: Value, key: string, missing: CelError): Value {
  const found = fieldIfPresent(value, key);
  return found === undefined ? missing : found;
}

/** A map's value at a plain key, or undefined; an error where the value cannot have keys of text. */
export function fieldIfPresent(value: Value, key: string): Value | undefined {
  if (typeof value !== 'object' || value === null) return undefined;
  if (value instanceof Boxed) return boxedField(value, key);
  const found = (value as { readonly [key: string]: Value | undefined })[key];
  return found === undefined && Array.isArray(value) ? textIndex : found;
}

function boxedField(value: Boxed, key: string): Value | undefined {
  if (value instanceof LazyRecord) return value.get(key);
  if (value instanceof CelMap) return value.entries.get(key)?.[1];
  if (value instanceof Message) return value.fields.get(key);
  return value instanceof CelError ? value : undefined;
}

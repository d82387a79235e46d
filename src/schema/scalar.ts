import type { JsonValue } from '../core/json.ts';
import type { FieldSchema, FieldType } from './field-schema.ts';

/** What is expected of a scalar field, in words, where the value is not that; else null. */
export function mismatch(field: FieldSchema, value: JsonValue): string | null {
  const expected = judges[field.type]?.(value, field.format) ?? null;
  return expected === null ? null : `must be ${expected}, not ${nameOf(value)}${quotable(field, value)}`;
}

type Judge = (value: JsonValue, format: string | undefined) => string | null;

const judges: Partial<Readonly<Record<FieldType, Judge>>> = {
  string: judgeText,
  integer: judgeInteger,
  number: (value) => (typeof value === 'number' || typeof value === 'bigint' ? null : 'a number'),
  boolean: (value) => (typeof value === 'boolean' ? null : 'true or false'),
  'int-or-string': (value) =>
    typeof value === 'string' || judgeInteger(value, 'int32') === null
      ? null
      : 'a whole number of 32 bits or text',
  quantity: (value) =>
    typeof value === 'number' || typeof value === 'bigint' || (typeof value === 'string' && isQuantity(value))
      ? null
      : 'a quantity such as 500m or 1Gi',
};

function judgeText(value: JsonValue, format: string | undefined): string | null {
  if (typeof value !== 'string') return 'text';
  if (format === 'byte') return isBase64(value) ? null : 'base64';
  if (format === 'date-time') return isTime(value) ? null : 'a time such as 2026-01-02T15:04:05Z';
  return null;
}

function judgeInteger(value: JsonValue, format: string | undefined): string | null {
  if (!isWhole(value)) return 'a whole number';
  if (format === 'int32') return value >= -(2 ** 31) && value < 2 ** 31 ? null : 'a whole number of 32 bits';
  const fits = Number.isSafeInteger(value) || (value >= leastLong && value <= mostLong);
  return fits ? null : 'a whole number of 64 bits';
}

const leastLong = -(2n ** 63n);
const mostLong = 2n ** 63n - 1n;

function isWhole(value: JsonValue): value is number | bigint {
  return typeof value === 'bigint' || (typeof value === 'number' && Number.isInteger(value));
}

/** As `resource.ParseQuantity` takes it, which asks for no digit; surrounding space is dropped. */
const quantity = /^[+-]?\d*(?:\.\d*)?(?:[numkMGTPE]|[KMGTPE]i|[eE][+-]?\d+)?$/;

function isQuantity(text: string): boolean {
  const trimmed = text.trim();
  return trimmed !== '' && quantity.test(trimmed);
}

function isBase64(text: string): boolean {
  const bare = text.replaceAll(/[\r\n]/g, '');
  return bare.length % 4 === 0 && /^[A-Za-z0-9+/]*={0,2}$/.test(bare);
}

function isTime(text: string): boolean {
  return /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(?:[.,]\d+)?(?:Z|[+-]\d\d:\d\d)$/.test(text);
}

/** A value's kind in words. */
export function nameOf(value: JsonValue): string {
  if (value === null) return 'null';
  if (Array.isArray(value)) return 'a list';
  if (typeof value === 'string') return 'this text';
  if (typeof value === 'boolean') return `the boolean ${value}`;
  return typeof value === 'object' ? 'an object' : 'a number';
}

function quotable(field: FieldSchema, value: JsonValue): string {
  const scalar = typeof value === 'boolean' || typeof value === 'number' || typeof value === 'bigint';
  return field.type === 'string' && scalar ? '; put it in quotes' : '';
}

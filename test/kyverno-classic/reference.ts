import { isJsonObject, type JsonObject, type JsonValue } from '../../src/core/json.ts';
import { meetsPattern } from '../../src/dialects/kyverno-classic/scalar.ts';

/** What a pattern makes of a value: Kyverno's own way, step by step, with the first error ending it. */
export type Result = 'pass' | 'fail' | 'skip' | 'skipped-part';

/** `pass`, `fail` or `skip` of a whole pattern. */
export function matchPattern(value: JsonValue | undefined, pattern: JsonValue): 'pass' | 'fail' | 'skip' {
  const result = element(value, pattern);
  return result === 'skipped-part' ? 'skip' : result;
}

function element(value: JsonValue | undefined, pattern: JsonValue): Result {
  if (isJsonObject(pattern)) return isJsonObject(value) ? map(value, pattern) : 'fail';
  if (Array.isArray(pattern)) {
    const [first = null] = pattern as readonly JsonValue[];
    if (!Array.isArray(value)) return 'fail';
    return isJsonObject(first) ? list(value as readonly JsonValue[], first) : element(value, first);
  }
  const values = Array.isArray(value) ? (value as readonly JsonValue[]) : [value ?? null];
  return values.every((each) => scalar(each, pattern)) ? 'pass' : 'fail';
}

function scalar(value: JsonValue, pattern: JsonValue): boolean {
  if (typeof pattern === 'string') return meetsPattern(value, pattern);
  return pattern === null
    ? value === null || value === '' || value === false || value === 0
    : value === pattern;
}

function list(values: readonly JsonValue[], pattern: JsonObject): Result {
  const results = values.map((value) => element(value, pattern));
  if (results.includes('fail') && isFirst(results, 'fail')) return 'fail';
  return results.length > 0 && results.every((result) => result !== 'pass') ? 'skipped-part' : 'pass';
}

function isFirst(results: readonly Result[], result: Result): boolean {
  return results.some((each) => each === result);
}

const anchor = /^([<=X^])?\((.+)\)$/;

function map(value: JsonObject, pattern: JsonObject): Result {
  const keys = Object.keys(pattern).toSorted();
  const early = keys.filter((key) => anchor.test(key) && !key.startsWith('<'));
  const byAnchors = anchors(value, pattern, early);
  if (byAnchors !== 'pass') return byAnchors;
  const late = keys.filter((key) => !early.includes(key));
  const first = late.filter((key) => key.startsWith('<(') || hasAnchors(pattern[key] ?? null));
  for (const key of [...first.toReversed(), ...late.filter((each) => !first.includes(each))]) {
    const result = field(value, key, pattern[key] ?? null);
    if (result !== 'pass') return result;
  }
  return 'pass';
}

function anchors(value: JsonObject, pattern: JsonObject, keys: readonly string[]): Result {
  let applied = 0;
  const skips: Result[] = [];
  for (const key of keys) {
    const result = field(value, key, pattern[key] ?? null);
    if (result === 'pass') applied += 1;
    else if (result !== 'fail') skips.push(result);
    else if (!skips.includes('skip')) return 'fail';
  }
  if (skips.length === 0) return 'pass';
  if (applied === 0) return 'skipped-part';
  return skips.includes('skip') ? 'skipped-part' : 'pass';
}

function field(value: JsonObject, text: string, pattern: JsonValue): Result {
  const found = anchor.exec(text);
  const key = found?.[2] ?? text;
  const isThere = Object.hasOwn(value, key);
  const sign = found === null ? 'plain' : (found[1] ?? '');
  if (sign === 'plain') return plain(value[key], pattern);
  if (!isThere) return sign === '' ? 'skip' : 'pass';
  return ofAnchor(sign, value[key], pattern);
}

function plain(value: JsonValue | undefined, pattern: JsonValue): Result {
  if (pattern !== '*') return element(value, pattern);
  return value === undefined || value === null ? 'fail' : 'pass';
}

/** An anchor upon a key that is there. */
function ofAnchor(sign: string, value: JsonValue | undefined, pattern: JsonValue): Result {
  if (sign === 'X') return 'fail';
  if (sign === '^') return exists(value, pattern) ? 'pass' : 'fail';
  const result = element(value, pattern);
  if (sign === '=') return result;
  return result === 'pass' ? 'pass' : 'skip';
}

function exists(value: JsonValue | undefined, pattern: JsonValue): boolean {
  const values = Array.isArray(value) ? (value as readonly JsonValue[]) : [];
  return (pattern as readonly JsonValue[]).every((each) =>
    values.some((one) => element(one, each) === 'pass'),
  );
}

function hasAnchors(pattern: JsonValue): boolean {
  if (Array.isArray(pattern)) return (pattern as readonly JsonValue[]).some(hasAnchors);
  if (!isJsonObject(pattern)) return false;
  return Object.entries(pattern).some(([key, value]) => anchor.test(key) || hasAnchors(value));
}

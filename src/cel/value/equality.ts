import type { Boxed } from './boxed.ts';
import { Bytes, Double, Duration, Opaque, Optional, Timestamp, TypeValue, Uint } from './boxes.ts';
import { CelError } from './cel-error.ts';
import { spendElements } from './effort.ts';
import { cancelled, noSuchOverload, tooDeep } from './faults.ts';
import { isList } from './kind.ts';
import { LazyRecord } from './lazy-record.ts';
import { find, isMap, keysOf, mapSize } from './map.ts';
import type { AnyMap } from './map.ts';
import type { Value } from './value.ts';

/** How deep two values are compared; the stack holds more, but not without end. */
const deepest = 1500;

/**
 * Whether two values are equal as cel-go compares them: numbers across types, lists and maps by
 * content, other types only with themselves. NaN equals nothing.
 */
export function equals(a: Value, b: Value): boolean | CelError {
  if (typeof a === 'string' || typeof a === 'boolean' || a === null) return a === b;
  return equalsAt(a, b, 0);
}

function equalsAt(a: Value, b: Value, depth: number): boolean | CelError {
  if (typeof a === 'number' || typeof a === 'bigint') return equalsNumber(a, b);
  if (typeof a !== 'object' || a === null) return a === b;
  if (depth > deepest) return tooDeep;
  if (isList(a)) return isList(b) && equalsList(a, b, depth + 1);
  if (isMap(a)) return isMap(b) && equalsMap(a, b, depth + 1);
  return equalsBoxed(a, b, depth);
}

function equalsNumber(a: number | bigint, b: Value): boolean {
  if (typeof b === 'number' || typeof b === 'bigint') {
    return typeof a === typeof b ? a === b : sameNumber(a, b, false);
  }
  if (b instanceof Double) return sameNumber(a, b.value, true);
  return b instanceof Uint && sameNumber(a, b.value, false);
}

/** Numbers of two types; where one is a double, both are compared as doubles, as cel-go does. */
function sameNumber(a: number | bigint, b: number | bigint, isDouble: boolean): boolean {
  if (isDouble || isFraction(a) || isFraction(b)) return Number(a) === Number(b);
  return a === b;
}

function isFraction(value: number | bigint): boolean {
  return typeof value === 'number' && !Number.isSafeInteger(value);
}

function equalsBoxed(a: Boxed, b: Value, depth: number): boolean | CelError {
  if (a instanceof Double) return isNumeric(b) && sameNumber(a.value, numberOf(b), true);
  if (a instanceof Uint) return isNumeric(b) && sameNumber(a.value, numberOf(b), b instanceof Double);
  if (a instanceof Optional) return b instanceof Optional && equalsOptional(a, b, depth + 1);
  if (a instanceof CelError) return a;
  return b instanceof CelError ? b : equalsOwn(a, b);
}

function equalsOwn(a: Boxed, b: Value): boolean | CelError {
  if (a instanceof Timestamp || a instanceof Duration) return equalsTime(a, b);
  if (a instanceof TypeValue) return b instanceof TypeValue && a.name === b.name;
  if (a instanceof Bytes) return b instanceof Bytes && equalsBytes(a.value, b.value);
  return a instanceof Opaque && equalsOpaque(a, b);
}

/** A library's value cannot be compared with one of another type; the other way round it is only different. */
function equalsOpaque(a: Opaque, b: Value): boolean | CelError {
  return b instanceof Opaque && a.type.name === b.type.name ? a.equals(b) : noSuchOverload;
}

function equalsTime(a: Timestamp | Duration, b: Value): boolean {
  return (b instanceof Timestamp || b instanceof Duration) && a.box === b.box && a.nanos === b.nanos;
}

type Numeric = number | bigint | Double | Uint;

function isNumeric(value: Value): value is Numeric {
  return (
    typeof value === 'number' || typeof value === 'bigint' || value instanceof Double || value instanceof Uint
  );
}

function numberOf(value: Numeric): number | bigint {
  return typeof value === 'object' ? value.value : value;
}

function equalsBytes(a: Uint8Array, b: Uint8Array): boolean {
  return a.length === b.length && a.every((byte, index) => byte === b[index]);
}

function equalsOptional(a: Optional, b: Optional, depth: number): boolean | CelError {
  if (a.value === undefined || b.value === undefined) return a.value === b.value;
  return equalsAt(a.value, b.value, depth);
}

// What cannot be compared is passed over, as in cel-go: only a difference makes lists and maps differ.
function isDecisive(same: boolean | CelError): boolean {
  return same === false || same === tooDeep || same === cancelled;
}

function equalsList(a: readonly Value[], b: readonly Value[], depth: number): boolean | CelError {
  if (a.length !== b.length) return false;
  if (!spendElements(a.length)) return cancelled;
  for (let index = 0; index < a.length; index++) {
    const same = equalsAt(a[index] as Value, b[index] as Value, depth);
    if (isDecisive(same)) return same;
  }
  return true;
}

function equalsMap(a: AnyMap, b: AnyMap, depth: number): boolean | CelError {
  if (a instanceof LazyRecord || b instanceof LazyRecord) return a === b;
  if (mapSize(a) !== mapSize(b)) return false;
  if (!spendElements(mapSize(a))) return cancelled;
  for (const key of keysOf(a)) {
    const left = find(a, key);
    const right = find(b, key);
    if (left === undefined || right === undefined) return false;
    const same = equalsAt(left, right, depth);
    if (isDecisive(same)) return same;
  }
  return true;
}

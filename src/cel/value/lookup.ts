import { Boxed } from './boxed.ts';
import { Double, Uint } from './boxes.ts';
import { CelError } from './cel-error.ts';
import { noSuchKey } from './faults.ts';
import { formatValue } from './format.ts';
import { isList, typeName } from './kind.ts';
import { find, isMap, mapKey } from './map.ts';
import type { Value } from './value.ts';

/** The element of a list or the value at a map's key; an error where there is none. */
export function element(container: Value, key: Value): Value {
  const found = elementIfPresent(container, key);
  return found === undefined ? missing(container, key) : found;
}

/**
 * The element of a list or the value at a map's key, undefined where there is none or the container
 * has no elements; an error where the key cannot be one.
 */
export function elementIfPresent(container: Value, key: Value): Value | undefined {
  if (container instanceof CelError) return container;
  if (key instanceof CelError) return key;
  const fault = unusableKey(key);
  if (fault !== undefined) return fault;
  if (isList(container)) return listElement(container, key);
  return isMap(container) ? find(container, key) : undefined;
}

function missing(container: Value, key: Value): CelError {
  if (isList(container)) return new CelError(`index out of bounds: ${formatValue(key)}`);
  return noSuchKey(formatValue(key));
}

/** Why a value cannot be a key or an index at all; undefined where it can. */
export function unusableKey(key: Value): CelError | undefined {
  if (typeof key !== 'object') return undefined;
  if (key instanceof Boxed && (key instanceof Double || key instanceof Uint)) return undefined;
  return new CelError(`invalid qualifier type: ${goType(key)}`);
}

function goType(key: Value): string {
  if (key === null) return '<nil>';
  if (isList(key)) return '[]interface {}';
  return isMap(key) ? 'map[string]interface {}' : typeName(key);
}

function listElement(list: readonly Value[], key: Value): Value | undefined {
  const index = listIndex(key);
  return typeof index === 'number' ? list[index] : index;
}

/** The index that a value is; an error where it is none. */
function listIndex(key: Value): number | CelError {
  if (typeof key === 'string' || typeof key === 'boolean') {
    return new CelError(`unsupported index type '${typeName(key)}' in list`);
  }
  const index = mapKey(key);
  const isOutside = typeof index === 'bigint' && BigInt.asIntN(64, index) !== index;
  if (index === undefined || isOutside)
    return new CelError(`unsupported index value ${formatValue(key)} in list`);
  // INVARIANT: no list has an element beyond the safe integers, so that any such index is out of bounds.
  return typeof index === 'number' ? index : -1;
}

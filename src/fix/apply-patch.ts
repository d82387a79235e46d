import { at, tokens, type JsonPointer, type JsonValue } from '../core/json.ts';
import type { PatchOperation } from './patch.ts';

/** Applies a patch to a copy (RFC 6902 section 4); an operation whose parent is missing changes nothing. */
export function applyPatch<T extends JsonValue>(value: T, patch: readonly PatchOperation[]): T {
  const copy = structuredClone(value);
  for (const operation of patch) {
    const parent = at(copy, operation.path.slice(0, operation.path.lastIndexOf('/')) as JsonPointer);
    const key = tokens(operation.path).at(-1) ?? '';
    if (Array.isArray(parent)) editList(parent, key, operation);
    else if (typeof parent === 'object' && parent !== null) editMap(parent, key, operation);
  }
  return copy;
}

function editList(list: JsonValue[], key: string, operation: PatchOperation): void {
  const index = key === '-' ? list.length : Number(key);
  if (operation.op === 'add') list.splice(index, 0, operation.value);
  else if (operation.op === 'replace') list[index] = operation.value;
  else list.splice(index, 1);
}

function editMap(map: object, key: string, operation: PatchOperation): void {
  if (operation.op === 'remove') {
    Reflect.deleteProperty(map, key);
    return;
  }
  // Defined, not assigned: `__proto__` is a key like any other.
  const property = { value: operation.value, enumerable: true, configurable: true, writable: true };
  Object.defineProperty(map, key, property);
}

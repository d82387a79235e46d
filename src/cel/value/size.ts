import { Bytes, Optional } from './boxes.ts';
import { isList } from './kind.ts';
import { isMap, mapSize } from './map.ts';
import { codePoints } from './text.ts';
import type { Value } from './value.ts';

/** The size of a string (code points), bytes, list or map; undefined of anything else. */
export function sizeOf(value: Value): number | undefined {
  if (typeof value === 'string') return codePoints(value);
  if (isList(value)) return value.length;
  if (value instanceof Bytes) return value.value.length;
  return isMap(value) ? mapSize(value) : undefined;
}

/** The size that the API server counts costs with: 1 for whatever has none. */
export function costSize(value: Value): number {
  if (typeof value === 'string') return codePoints(value);
  // An optional is as large as what it holds.
  if (value instanceof Optional && value.value !== undefined) return costSize(value.value);
  return sizeOf(value) ?? 1;
}

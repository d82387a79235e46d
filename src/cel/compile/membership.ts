import { Double, Uint } from '../value/boxes.ts';
import { mapKey } from '../value/map.ts';
import type { MapKey } from '../value/map.ts';
import type { Value } from '../value/value.ts';

/** A constant list as a set. */
export interface Membership {
  readonly size: number;
  has(value: Value): boolean;
}

/** A set of a list's elements; undefined where one of them is not a primitive. */
export function membership(items: readonly Value[]): Membership | undefined {
  const keys = new Set<MapKey>();
  for (const item of items) {
    if (!isPrimitive(item)) return undefined;
    const key = memberKey(item);
    if (key !== undefined) keys.add(key);
  }
  return {
    size: items.length,
    has: (value) => {
      if (typeof value === 'string') return keys.has(value);
      const key = memberKey(value);
      return key !== undefined && keys.has(key);
    },
  };
}

function isPrimitive(value: Value): boolean {
  return typeof value !== 'object' || value instanceof Double || value instanceof Uint;
}

// Doubles that are no whole numbers stand for themselves; NaN is in no set.
function memberKey(value: Value): MapKey | undefined {
  if (typeof value === 'number') return Number.isNaN(value) ? undefined : value;
  return mapKey(value);
}

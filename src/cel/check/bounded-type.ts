import { dyn } from '../type.ts';
import type { Type } from '../type.ts';
import { partsOf } from './type-equal.ts';

/** A type made of more types than this is taken for `dyn`: `x.map(a, {a: a})`, repeated, doubles it each time. */
const largest = 1000;

const sizes = new WeakMap<Type, number>();

/** The type itself, or `dyn` where it is too large to be compared and written out. */
export function boundedType(type: Type): Type {
  return sizeOf(type) > largest ? dyn : type;
}

function sizeOf(type: Type): number {
  const parts = partsOf(type);
  if (parts.length === 0) return 1;
  const known = sizes.get(type);
  if (known !== undefined) return known;
  const size = parts.reduce((sum, part) => sum + sizeOf(part), 1);
  sizes.set(type, size);
  return size;
}

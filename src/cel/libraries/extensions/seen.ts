import { Double, Uint } from '../../value/boxes.ts';
import { spendElements } from '../../value/effort.ts';
import { equals } from '../../value/equality.ts';
import type { Value } from '../../value/value.ts';

type Key = string | number | boolean | null;

/** Values to ask for others by CEL's equality, in constant time where they are simple. */
export interface Seen {
  has(value: Value): boolean;
  add(value: Value): void;
}

/** Some values, to ask for others. */
export function seen(values: readonly Value[] = []): Seen {
  const keys = new Set<Key>();
  const others: Value[] = [];
  const add = (value: Value): void => {
    const key = keyOf(value);
    if (key === undefined) others.push(value);
    else keys.add(key);
  };
  for (const value of values) add(value);
  return {
    add,
    has: (value) => {
      const key = keyOf(value);
      if (key !== undefined) return keys.has(key);
      return spendElements(others.length) && others.some((other) => equals(value, other) === true);
    },
  };
}

/**
 * What decides equality of a simple value. Whole numbers have one up to 2^53 only: beyond,
 * ints that differ may equal the same double.
 */
function keyOf(value: Value): Key | undefined {
  if (value === null || typeof value === 'string' || typeof value === 'boolean') return value;
  const number = value instanceof Double || value instanceof Uint ? value.value : value;
  return typeof number === 'number' && Number.isSafeInteger(number) ? number : undefined;
}

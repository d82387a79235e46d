import { Boxed } from './boxed.ts';
import { CelMap, Optional } from './boxes.ts';
import { Message } from './message.ts';
import type { Value } from './value.ts';

/**
 * How many values are within one, itself included, each as often as it is written out: a list of the same list twice
 * counts it twice. Counted no further than a bit beyond `most`.
 */
export function treeSize(value: Value, most: number): number {
  const waiting: Value[] = [value];
  let size = 0;
  while (size <= most) {
    const next = waiting.pop();
    if (next === undefined) return size;
    size++;
    if (typeof next === 'object' && next !== null) {
      const inner = innerOf(next);
      if (waiting.length + inner.length > most) return most + 1;
      for (const one of inner) waiting.push(one);
    }
  }
  return size;
}

function innerOf(value: Exclude<Value, null | boolean | number | bigint | string>): readonly Value[] {
  if (Array.isArray(value)) return value as readonly Value[];
  if (!(value instanceof Boxed)) return Object.values(value as Readonly<Record<string, Value>>);
  if (value instanceof CelMap) return Array.from(value.entries.values(), ([, inner]) => inner);
  if (value instanceof Message) return [...value.fields.values()];
  return value instanceof Optional && value.value !== undefined ? [value.value] : [];
}

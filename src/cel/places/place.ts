import { isJsonMap, isList } from '../value/kind.ts';
import type { Value } from '../value/value.ts';

/** Where something stands: in which variable, and the reference tokens of an RFC 6901 pointer from there. */
export interface Place {
  /** `object`, `oldObject`, `params` … */
  readonly root: string;
  /** Unescaped; numbers are indexes of lists. */
  readonly tokens: readonly (string | number)[];
}

/** Finds where a list or map stands by its identity; undefined for whatever came from nowhere. */
export type Locate = (container: object) => Place | undefined;

/** One key or index deeper. */
export function within({ root, tokens }: Place, key: string | number): Place {
  return { root, tokens: [...tokens, key] };
}

/** Finds containers in the given roots; the roots are walked once, at the first question. */
export function locator(roots: Readonly<Record<string, Value>>): Locate {
  let index: ReadonlyMap<object, Place> | undefined;
  return (container) => {
    index ??= indexOf(roots);
    return index.get(container);
  };
}

function indexOf(roots: Readonly<Record<string, Value>>): ReadonlyMap<object, Place> {
  const index = new Map<object, Place>();
  const pending: [Value, Place][] = Object.entries(roots).map(([root, value]) => [
    value,
    { root, tokens: [] },
  ]);
  for (let next = pending.pop(); next !== undefined; next = pending.pop()) {
    const [value, place] = next;
    if (typeof value !== 'object' || value === null || index.has(value)) continue;
    index.set(value, place);
    if (isList(value)) {
      for (const [key, item] of value.entries()) pending.push([item, within(place, key)]);
    } else if (isJsonMap(value)) {
      for (const key of Object.keys(value)) pending.push([value[key] as Value, within(place, key)]);
    }
  }
  return index;
}

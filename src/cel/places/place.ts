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
  let index: ReadonlyMap<object, Standing> | undefined;
  return (container) => {
    index ??= indexOf(roots);
    return placeOf(index.get(container));
  };
}

/** A container's key in the one around it; for a root, its name. Few are asked for, so their places are put together then. */
interface Standing {
  readonly around: Standing | null;
  readonly key: string | number;
  readonly value: Value;
}

function placeOf(standing: Standing | undefined): Place | undefined {
  if (standing === undefined) return undefined;
  const tokens: (string | number)[] = [];
  let { around, key } = standing;
  while (around !== null) {
    tokens.push(key);
    ({ around, key } = around);
  }
  return { root: String(key), tokens: tokens.toReversed() };
}

function indexOf(roots: Readonly<Record<string, Value>>): ReadonlyMap<object, Standing> {
  const index = new Map<object, Standing>();
  const pending: Standing[] = [];
  const add = (value: Value | undefined, around: Standing | null, key: string | number): void => {
    if (typeof value !== 'object' || value === null || index.has(value)) return;
    const standing = { around, key, value };
    index.set(value, standing);
    pending.push(standing);
  };
  for (const [name, root] of Object.entries(roots)) add(root, null, name);
  for (let standing = pending.pop(); standing !== undefined; standing = pending.pop()) {
    const { value } = standing;
    if (isList(value)) for (let at = 0; at < value.length; at++) add(value[at], standing, at);
    else if (isJsonMap(value)) for (const key of Object.keys(value)) add(value[key], standing, key);
  }
  return index;
}

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

/** Finds containers in the given roots; these are walked level by level, as far as the questions need it. */
export function locator(roots: Readonly<Record<string, Value>>): Locate {
  const index = new Map<object, Standing>();
  const pending: Standing[] = [];
  const add = (value: Value | undefined, around: Standing | null, key: string | number): void => {
    if (typeof value !== 'object' || value === null || index.has(value)) return;
    const standing = { around, key, value };
    index.set(value, standing);
    pending.push(standing);
  };
  let next = 0;
  const widen = (): void => {
    const standing = pending[next++];
    if (standing === undefined) return;
    const { value } = standing;
    if (isList(value)) for (let at = 0; at < value.length; at++) add(value[at], standing, at);
    else if (isJsonMap(value))
      for (const key in value) if (Object.hasOwn(value, key)) add(value[key], standing, key);
  };
  for (const [name, root] of Object.entries(roots)) add(root, null, name);
  return (container) => {
    let known = index.get(container);
    while (known === undefined && next < pending.length) {
      widen();
      known = index.get(container);
    }
    return known === undefined ? undefined : placeOf(known);
  };
}

/** A container's key in the one around it; for a root, its name. Few are asked for, so their places are put together then. */
interface Standing {
  readonly around: Standing | null;
  readonly key: string | number;
  readonly value: Value;
}

function placeOf(standing: Standing): Place {
  const tokens: (string | number)[] = [];
  let { around, key } = standing;
  while (around !== null) {
    tokens.push(key);
    ({ around, key } = around);
  }
  return { root: String(key), tokens: tokens.toReversed() };
}

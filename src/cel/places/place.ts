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

/** Some keys and indexes deeper. */
export function within(place: Place, keys: readonly (string | number)[]): Place {
  return keys.length === 0 ? place : { root: place.root, tokens: [...place.tokens, ...keys] };
}

/** Up to so many containers are told apart one by one, which is quicker than to hash a few dozen. */
const few = 64;

/** Finds containers in the given roots; these are walked level by level, as far as the questions need it. */
export function locator(roots: Readonly<Record<string, Value>>): Locate {
  const found: object[] = [];
  /** What each stands in, −1 for the roots, and its key there; for a root, its name. */
  const around: number[] = [];
  const keys: (string | number)[] = [];
  /** Of what was asked for. */
  const places: (Place | undefined)[] = [];
  let index: Map<object, number> | null = null;
  const placeIn = (container: object): number =>
    index === null ? found.indexOf(container) : (index.get(container) ?? -1);
  const add = (value: Value | undefined, parent: number, key: string | number): void => {
    if (typeof value !== 'object' || value === null || placeIn(value) >= 0) return;
    if (found.length === few) index = new Map(found.map((one, at) => [one, at]));
    index?.set(value, found.length);
    found.push(value);
    around.push(parent);
    keys.push(key);
  };
  let next = 0;
  const widen = (): void => {
    const at = next++;
    const value = found[at] as Value;
    if (isList(value)) for (let item = 0; item < value.length; item++) add(value[item], at, item);
    else if (isJsonMap(value))
      for (const key in value) if (Object.hasOwn(value, key)) add(value[key], at, key);
  };
  for (const [name, root] of Object.entries(roots)) add(root, -1, name);
  return (container) => {
    let at = placeIn(container);
    while (at < 0 && next < found.length) {
      const before = found.length;
      widen();
      at = index === null ? found.indexOf(container, before) : placeIn(container);
    }
    return at < 0 ? undefined : placeAt(at);
  };

  function placeAt(at: number): Place {
    const known = places[at];
    if (known !== undefined) return known;
    const parent = around[at] as number;
    const key = keys[at] as string | number;
    const place = parent < 0 ? { root: String(key), tokens: [] } : within(placeAt(parent), [key]);
    places[at] = place;
    return place;
  }
}

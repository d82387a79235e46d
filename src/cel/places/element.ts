import type { Bound } from '../compile/compiling.ts';
import type { Range } from '../compile/range.ts';
import { isJsonMap, isList } from '../value/kind.ts';
import type { Value } from '../value/value.ts';
import { within } from './place.ts';
import type { Place } from './place.ts';
import { tokenOf } from './selection.ts';
import type { Walk } from './walk.ts';

/** What a comprehension goes over, and as what. */
export interface Over {
  readonly value: Value;
  readonly range: Range;
  readonly bound: Bound;
}

/** Binds a comprehension's names to an element, and gives the element's place. */
export function bindElement(walk: Walk, over: Over, index: number): Place | undefined {
  const { bound, range, value } = over;
  const { slots } = walk.frame;
  slots[bound.slot] = range.items[index] as Value;
  const place = placeOf(walk, over, index);
  if (range.values === null) {
    walk.bound[bound.slot] = place;
    return place;
  }
  slots[bound.slot + 1] = range.values[index] as Value;
  // An index of a list is nowhere; a key of a map stands where its value does.
  walk.bound[bound.slot] = isList(value) ? undefined : place;
  walk.bound[bound.slot + 1] = place;
  return place;
}

function placeOf(walk: Walk, { value, range }: Over, index: number): Place | undefined {
  const key = range.items[index] as Value;
  return (
    known(walk, range.values === null ? key : (range.values[index] as Value)) ??
    placeIn(walk, value, isList(value) ? index : key)
  );
}

function known(walk: Walk, item: Value): Place | undefined {
  return typeof item === 'object' && item !== null ? walk.locate(item) : undefined;
}

function placeIn(walk: Walk, container: Value, key: Value): Place | undefined {
  if (!isList(container) && !isJsonMap(container)) return undefined;
  const place = walk.locate(container);
  const token = tokenOf(key);
  return place === undefined || token === undefined ? undefined : within(place, [token]);
}

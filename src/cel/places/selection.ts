import type { Chain } from '../compile/compiling.ts';
import { Optional } from '../value/boxes.ts';
import { CelError } from '../value/cel-error.ts';
import { isJsonMap, isList } from '../value/kind.ts';
import { LazyRecord } from '../value/lazy-record.ts';
import { elementIfPresent } from '../value/lookup.ts';
import { mapKey } from '../value/map.ts';
import type { Value } from '../value/value.ts';
import { within } from './place.ts';
import type { Place } from './place.ts';
import type { Walk } from './walk.ts';

/** What following a chain leads to. */
export interface Selected {
  /** Where it leads, or would lead; undefined where it starts at nothing that has a place. */
  readonly place: Place | undefined;
  /** The field of a lazy record that the chain goes through. */
  readonly lazy: { readonly record: LazyRecord; readonly field: string; readonly rest: boolean } | undefined;
}

interface Position {
  readonly value: Value | undefined;
  readonly place: Place | undefined;
}

/** Follows a chain, with a last field where `has()` asks for one. */
export function select(walk: Walk, { root, steps }: Chain, last?: string): Selected {
  const { frame } = walk;
  // Steps are evaluated before they are followed: both use the frame.
  const keys = steps.map((step) => (step.constant === undefined ? step.key(frame) : step.constant));
  if (last !== undefined) keys.push(last);
  frame.cost = 0;
  let at: Position = start(walk, root.code.run(frame), root);
  let lazy: Selected['lazy'];
  for (let index = 0; index < keys.length; index++) {
    const key = keys[index] ?? null;
    if (at.value instanceof LazyRecord && typeof key === 'string') {
      lazy = { record: at.value, field: key, rest: index < keys.length - 1 };
    }
    at = step(walk, at, key);
  }
  return { place: at.place, lazy };
}

function start(walk: Walk, value: Value, { slot, variable }: Chain['root']): Position {
  if (variable !== null) return { value, place: { root: variable, tokens: [] } };
  const bound = slot === null ? undefined : walk.bound.get(slot);
  return { value, place: bound ?? standing(walk, value instanceof Optional ? value.value : value) };
}

function step(walk: Walk, { value, place }: Position, key: Value): Position {
  const token = tokenOf(key);
  const container = value instanceof Optional ? value.value : value;
  const found = container === undefined || token === undefined ? undefined : elementIfPresent(container, key);
  const next = found instanceof CelError ? undefined : found;
  if (place !== undefined && token !== undefined && !(container instanceof LazyRecord))
    return { value: next, place: within(place, token) };
  return { value: next, place: standing(walk, next) };
}

/** Where a value stands that was not reached from something that has a place: it is known by identity. */
function standing(walk: Walk, value: Value | undefined): Place | undefined {
  return value !== undefined && (isList(value) || isJsonMap(value)) ? walk.locate(value) : undefined;
}

/** The reference token of a key. */
export function tokenOf(key: Value): string | number | undefined {
  const normalized = mapKey(key);
  return typeof normalized === 'string' || typeof normalized === 'number' ? normalized : undefined;
}

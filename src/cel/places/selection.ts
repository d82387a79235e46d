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
  const keys = steps.map((step) => (step.constant === undefined ? step.key(frame) : step.constant));
  if (last !== undefined) keys.push(last);
  frame.cost = 0;
  let at: Position = start(walk, root.code.run(frame), root);
  let lazy: Selected['lazy'];
  for (const [index, key] of keys.entries()) {
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
  return located(walk, value instanceof Optional ? value.value : value, bound);
}

function step(walk: Walk, { value, place }: Position, key: Value): Position {
  const token = tokenOf(key);
  const container = value instanceof Optional ? value.value : value;
  const next = container === undefined || token === undefined ? undefined : elementIfPresent(container, key);
  const inside = container instanceof LazyRecord || place === undefined || token === undefined;
  return located(
    walk,
    next instanceof CelError ? undefined : next,
    inside ? undefined : within(place, token),
  );
}

/** What is known by identity stands where it stands, however it was reached. */
function located(walk: Walk, value: Value | undefined, reached: Place | undefined): Position {
  const known = value !== undefined && (isList(value) || isJsonMap(value)) ? walk.locate(value) : undefined;
  return { value, place: known ?? reached };
}

/** The reference token of a key. */
export function tokenOf(key: Value): string | number | undefined {
  const normalized = mapKey(key);
  return typeof normalized === 'string' || typeof normalized === 'number' ? normalized : undefined;
}

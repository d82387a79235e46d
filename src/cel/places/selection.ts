import type { Chain, Step } from '../compile/compiling.ts';
import type { Frame } from '../compile/frame.ts';
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

/** Follows a chain, with a last field where `has()` asks for one. */
export function select(walk: Walk, { root, steps }: Chain, last?: string): Selected {
  const { frame } = walk;
  const keys = keysOf(frame, steps);
  if (last !== undefined) keys.push(last);
  frame.cost = 0;
  let value: Value | undefined = root.code.run(frame);
  // What has a place, and the keys from there.
  let around = start(walk, value, root);
  let tokens: (string | number)[] = [];
  let lazy: Selected['lazy'];
  for (let index = 0; index < keys.length; index++) {
    const key = keys[index] as Value;
    const container: Value | undefined = value instanceof Optional ? value.value : value;
    lazy = lazyAt(value, key, index < keys.length - 1) ?? lazy;
    const token = tokenOf(key);
    value = token === undefined ? undefined : follow(container, key);
    if (around !== undefined && token !== undefined && !(container instanceof LazyRecord)) tokens.push(token);
    else {
      around = standing(walk, value);
      tokens = [];
    }
  }
  return { place: around === undefined ? undefined : within(around, tokens), lazy };
}

/** Steps are evaluated before they are followed: both use the frame. */
function keysOf(frame: Frame, steps: readonly Step[]): Value[] {
  const keys: Value[] = [];
  for (let index = 0; index < steps.length; index++) {
    const step = steps[index] as Step;
    keys.push(step.constant === undefined ? step.key(frame) : step.constant);
  }
  return keys;
}

function lazyAt(value: Value | undefined, key: Value, rest: boolean): Selected['lazy'] {
  return value instanceof LazyRecord && typeof key === 'string'
    ? { record: value, field: key, rest }
    : undefined;
}

function follow(container: Value | undefined, key: Value): Value | undefined {
  const found = container === undefined ? undefined : elementIfPresent(container, key);
  return found instanceof CelError ? undefined : found;
}

function start(walk: Walk, value: Value, { slot, variable }: Chain['root']): Place | undefined {
  if (variable !== null) return { root: variable, tokens: [] };
  const bound = slot === null ? undefined : walk.bound[slot];
  return bound ?? standing(walk, value instanceof Optional ? value.value : value);
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

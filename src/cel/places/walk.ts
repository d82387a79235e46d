import type { Bound, Chain } from '../compile/compiling.ts';
import type { Frame } from '../compile/frame.ts';
import { trace } from '../compile/trace.ts';
import type { Traced } from '../compile/trace.ts';
import type { Environment } from '../environment/environment.ts';
import type { Node } from '../tree.ts';
import { CelError } from '../value/cel-error.ts';
import { cancelled } from '../value/faults.ts';
import type { Value } from '../value/value.ts';
import type { Locate, Place } from './place.ts';

/** Places beyond which no more are looked for. */
const enough = 1000;

/** What all evaluations of one walk may cost together: parts of loops within loops are evaluated many times. */
const mostEffort = 5_000_000;

/** What a walk may still do; shared by the walks through variables. */
export interface Effort {
  left: number;
}

/** A walk over one expression after its evaluation. */
export interface Walk {
  readonly environment: Environment;
  readonly frame: Frame;
  readonly locate: Locate;
  readonly traced: Traced;
  /** Where the elements bound to comprehensions' names stand, by slot. */
  readonly bound: (Place | undefined)[];
  readonly found: Place[];
  readonly effort: Effort;
  /** How many lazy variables the walk has gone through to get here. */
  readonly depth: number;
}

/** The effort that a walk starts with. */
export function fullEffort(): Effort {
  return { left: mostEffort };
}

/** Whether a walk has done too much to go on. */
export function isExhausted({ effort }: Walk): boolean {
  return effort.left < 0;
}

/** The value of a part of the expression, with names bound as they are now. */
export function valueOf(walk: Walk, node: Node): Value {
  const { traced, frame, effort } = walk;
  const code = traced.codes.get(node);
  if (code === undefined) return new CelError('not evaluated');
  if (isExhausted(walk)) return cancelled;
  frame.cost = 0;
  const value = code.run(frame);
  effort.left -= frame.cost + 1;
  return value;
}

/** The selections that a node is; undefined where it is something else. */
export function chainOf({ traced }: Walk, node: Node): Chain | undefined {
  return traced.chains.get(node);
}

/** The names that a macro call binds; undefined where the call is none. */
export function boundBy({ traced }: Walk, node: Node): Bound | undefined {
  return traced.comprehensions.get(node);
}

/** Notes a place. */
export function note({ found }: Walk, place: Place): void {
  if (found.length < enough) found.push(place);
}

/** Walks another expression, such as a variable's, whose names must not touch those of this one. */
export function through(walk: Walk, tree: Node, visit: (inner: Walk) => void): void {
  const { environment, frame } = walk;
  const traced = trace(tree, environment);
  const names = frame.slots.slice(traced.base);
  while (frame.slots.length < traced.slots) frame.slots.push(null);
  visit({ ...walk, traced, bound: [], depth: walk.depth + 1 });
  for (let index = 0; index < names.length; index++) frame.slots[traced.base + index] = names[index] as Value;
}

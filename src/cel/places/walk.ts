import type { Bound, Chain } from '../compile/compiling.ts';
import type { Frame } from '../compile/frame.ts';
import { trace } from '../compile/trace.ts';
import type { Traced } from '../compile/trace.ts';
import type { Environment } from '../environment/environment.ts';
import type { Node } from '../tree.ts';
import { CelError } from '../value/cel-error.ts';
import type { Value } from '../value/value.ts';
import type { Locate, Place } from './place.ts';

/** Places beyond which no more are looked for. */
const enough = 1000;

/** A walk over one expression after its evaluation. */
export interface Walk {
  readonly environment: Environment;
  readonly frame: Frame;
  readonly locate: Locate;
  readonly traced: Traced;
  /** Where the elements bound to comprehensions' names stand, by slot. */
  readonly bound: Map<number, Place | undefined>;
  readonly found: Place[];
  /** How many lazy variables the walk has gone through to get here. */
  readonly depth: number;
}

/** The value of a part of the expression, with names bound as they are now. */
export function valueOf({ traced, frame }: Walk, node: Node): Value {
  const code = traced.codes.get(node);
  if (code === undefined) return new CelError('not evaluated');
  frame.cost = 0;
  return code.run(frame);
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
  visit({ ...walk, traced, bound: new Map(), depth: walk.depth + 1 });
  for (const [index, value] of names.entries()) frame.slots[traced.base + index] = value;
}

import type { Environment } from '../environment/environment.ts';
import type { Node } from '../tree.ts';
import { emit } from './compiling.ts';
import type { Shared, Trace } from './compiling.ts';
import { emitNode } from './emit.ts';

/** The code of every node of an expression, to be evaluated one by one after a verdict. */
export interface Traced extends Trace {
  /** The first slot of the expression's own names, and the first after them. */
  readonly base: number;
  readonly slots: number;
}

const known = new WeakMap<Node, { readonly environment: Environment; readonly traced: Traced }>();

/** Compiles an expression so that every part of it can be evaluated; remembered with the tree. */
export function trace(tree: Node, environment: Environment): Traced {
  const before = known.get(tree);
  if (before?.environment === environment) return before.traced;
  const found: Trace = { codes: new Map(), chains: new Map(), comprehensions: new Map() };
  const base = environment.variables.size;
  const shared: Shared = { emit: emitNode, slots: base, failure: null, types: null, trace: found };
  emit({ environment, counting: false, locals: null, shared }, tree);
  const traced = { ...found, base, slots: shared.slots };
  known.set(tree, { environment, traced });
  return traced;
}

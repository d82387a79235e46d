import { costedById } from '../libraries/extensions/lists.ts';
import { standard } from '../libraries/standard/standard.ts';
import type { Overload } from '../library.ts';
import type { Node } from '../tree.ts';
import { CelError } from '../value/cel-error.ts';
import type { Value } from '../value/value.ts';
import type { Compiling } from './compiling.ts';
import { choose } from './dispatch.ts';
import { overloadsOf } from './static-type.ts';

/** What a call costs, given its arguments and result, errors among them. */
export type CallCost = (args: readonly Value[], result: Value) => number;

/** The overloads whose costs are known by their id only: the standard library's, and some of lists. */
const knownById: ReadonlySet<string> = new Set([
  ...standard.functions.flatMap(({ overloads }) => overloads.map(({ id }) => id)),
  ...costedById.map(({ id }) => id),
]);

/** The cost of a call that costs the same with whatever arguments. */
export const one: CallCost = () => 1;

/**
 * What a call costs on the API server. cel-go looks costs up by overload, and so knows those of the
 * standard library only where the types of the arguments leave one overload; those of Kubernetes'
 * libraries go by the function's name.
 */
export function callCost(at: Compiling, node: Node): CallCost {
  const candidates = overloadsOf(at, node);
  const [first] = candidates;
  if (first === undefined) return one;
  if (candidates.length === 1) return costOf(first.overload);
  if (candidates.every(({ overload }) => knownById.has(overload.id) || overload.cost === undefined))
    return one;
  return (args, result) => {
    if (args.some((arg) => arg instanceof CelError)) return 1;
    const { overload } = choose(candidates, args) ?? {};
    return overload === undefined || knownById.has(overload.id) ? 1 : costOf(overload)(args, result);
  };
}

/**
 * Whether cel-go does not evaluate, and count, a second argument after an error in the first: where the
 * types of the arguments leave several overloads that have no function in common.
 */
export function stopsAtError(at: Compiling, node: Node): boolean {
  const candidates = overloadsOf(at, node);
  return candidates.length > 1 && candidates.some(({ overload }) => !knownById.has(overload.id));
}

function costOf({ cost }: Overload): CallCost {
  return cost === undefined ? one : (args, result) => cost(args, result);
}

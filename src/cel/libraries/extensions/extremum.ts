import type { CallNode, Node } from '../../tree.ts';
import { Double, Uint } from '../../value/boxes.ts';
import { isInt } from '../../value/kind.ts';
import type { Value } from '../../value/value.ts';

/** What `math.greatest(…)` or `math.least(…)` stands for, or why it is refused. */
export type Extremum =
  | { readonly kind: 'call'; readonly call: CallNode }
  | { readonly kind: 'fault'; readonly message: string; readonly at: Node };

const functions: ReadonlyMap<string, string> = new Map([
  ['greatest', '@max'],
  ['least', '@min'],
]);

const expansions = new WeakMap<CallNode, Extremum>();

/**
 * What a call of a macro of the library of mathematics stands for: `math.@max` and `math.@min` take one
 * number, two, or a list. The same node gives the same expansion. Undefined of any other call.
 */
export function extremumOf(node: CallNode, macros: ReadonlySet<string>): Extremum | undefined {
  const { target, name } = node;
  if (target?.kind !== 'ident' || target.name !== 'math' || !macros.has(`math.${name}`)) return undefined;
  const known = expansions.get(node) ?? expand(node, target);
  if (known !== undefined) expansions.set(node, known);
  return known;
}

function expand(node: CallNode, target: Node): Extremum | undefined {
  const { name, args, start, end } = node;
  const renamed = functions.get(name);
  if (renamed === undefined) return undefined;
  const fault = faultOf(args, `math.${name}()`);
  if (fault !== undefined) return { kind: 'fault', message: fault.message, at: fault.at ?? target };
  if (args.length < 3) return { kind: 'call', call: { ...node, name: renamed } };
  const elements = args.map((value) => ({ value, optional: false }));
  const list: Node = { kind: 'list', elements, start, end };
  return { kind: 'call', call: { ...node, name: renamed, args: [list] } };
}

interface Fault {
  readonly message: string;
  readonly at?: Node;
}

function faultOf(args: readonly Node[], called: string): Fault | undefined {
  const [only] = args;
  if (only === undefined) return { message: `${called} requires at least one argument` };
  if (args.length === 1) {
    return mayBeNumber(only) || isListOfNumbers(only)
      ? undefined
      : { message: `${called} invalid single argument value`, at: only };
  }
  const at = args.find((arg) => !mayBeNumber(arg));
  return at && { message: `${called} simple literal arguments must be numeric`, at };
}

function mayBeNumber(node: Node): boolean {
  if (node.kind === 'literal') return isNumber(node.value);
  return node.kind !== 'list' && node.kind !== 'map' && node.kind !== 'message';
}

function isNumber(value: Value): boolean {
  return typeof value === 'number' || isInt(value) || value instanceof Double || value instanceof Uint;
}

function isListOfNumbers(node: Node): boolean {
  return (
    node.kind === 'list' && node.elements.length > 0 && node.elements.every(({ value }) => mayBeNumber(value))
  );
}

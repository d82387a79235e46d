import type { Bound } from '../compile/compiling.ts';
import type { Frame } from '../compile/frame.ts';
import { rangeOf } from '../compile/range.ts';
import { trace } from '../compile/trace.ts';
import type { Environment } from '../environment/environment.ts';
import type { BinaryNode, CallNode, Node } from '../tree.ts';
import { CelError } from '../value/cel-error.ts';
import { cancelled } from '../value/faults.ts';
import type { Value } from '../value/value.ts';
import { bindElement } from './element.ts';
import type { Locate, Place } from './place.ts';
import { select } from './selection.ts';
import { deepest, partsOf, traceValue } from './source.ts';
import { boundBy, chainOf, fullEffort, isExhausted, through, valueOf } from './walk.ts';
import type { Walk } from './walk.ts';

/** What is asked of an expression that was evaluated. */
export interface Asked {
  readonly locate: Locate;
  /** What it gave, where that is still known. */
  readonly verdict?: Value;
}

/**
 * The places that decided an expression's verdict, or where it failed: `&&` the false sides, `||` all, `all` each
 * failing element, `exists` the list, `?:` the branch taken, `!` turned around, otherwise the selections in a
 * call's arguments; what is missing has the place that it would have. Called after an evaluation with the same
 * frame; in order of the expression, each place once.
 */
export function places(
  tree: Node,
  environment: Environment,
  frame: Frame,
  { locate, verdict }: Asked,
): readonly Place[] {
  const traced = trace(tree, environment);
  const walk: Walk = {
    environment,
    frame,
    locate,
    traced,
    bound: [],
    found: [],
    effort: fullEffort(),
    depth: 0,
  };
  while (frame.slots.length < traced.slots) frame.slots.push(null);
  const { cost } = frame;
  // A lazy variable that is first evaluated now must know that it is not alone.
  frame.depth++;
  try {
    judge(walk, tree, verdict ?? valueOf(walk, tree));
  } catch (error) {
    // The stack's end, as where the expression was evaluated; what was found until then stands.
    if (!(error instanceof RangeError)) throw error;
  } finally {
    frame.depth--;
    frame.cost = cost;
  }
  return distinct(walk.found);
}

function distinct(found: readonly Place[]): readonly Place[] {
  return found.length < 2
    ? found
    : found.filter((place, index) => found.findIndex((other) => isSame(place, other)) === index);
}

function isSame(a: Place, b: Place): boolean {
  if (a === b) return true;
  return (
    a.root === b.root &&
    a.tokens.length === b.tokens.length &&
    a.tokens.every((token, at) => token === b.tokens[at])
  );
}

/** Walks what made a part of the expression what it is. */
function judge(walk: Walk, node: Node, verdict: Value): void {
  // What cost too much has no place that is to blame.
  if (verdict === cancelled) return;
  if (verdict instanceof CelError) {
    blame(walk, node);
    return;
  }
  switch (node.kind) {
    case 'unary':
      judge(walk, node.operand, valueOf(walk, node.operand));
      return;
    case 'binary':
      judgeBinary(walk, node, verdict);
      return;
    case 'conditional':
      // The branch that was taken is worth what the whole is.
      judge(walk, valueOf(walk, node.test) === true ? node.then : node.otherwise, verdict);
      return;
    case 'call':
      judgeCall(walk, node, verdict);
      return;
    default:
      judgeSelection(walk, node, verdict);
  }
}

function judgeBinary(walk: Walk, node: BinaryNode, verdict: Value): void {
  const { operator, left, right } = node;
  if (operator === '&&' || operator === '||') {
    // The sides that agree with the result are those that made it.
    if (valueOf(walk, left) === verdict) judge(walk, left, verdict);
    if (valueOf(walk, right) === verdict) judge(walk, right, verdict);
    return;
  }
  if ((operator === '==' || operator === '!=') && isBool(right)) judge(walk, left, valueOf(walk, left));
  else {
    traceValue(walk, left);
    traceValue(walk, right);
  }
}

function isBool(node: Node): boolean {
  return node.kind === 'literal' && typeof node.value === 'boolean';
}

/** A bool that is read: from a variable, its expression decides. */
function judgeSelection(walk: Walk, node: Node, verdict: Value): void {
  const chain = chainOf(walk, node);
  const lazy = chain === undefined ? undefined : select(walk, chain).lazy;
  const source = lazy === undefined || lazy.rest ? undefined : lazy.record.source(lazy.field);
  if (source === undefined || walk.depth >= deepest) traceValue(walk, node);
  else through(walk, source, (inner) => judge(inner, source, verdict));
}

/** Which elements of a comprehension decide, by macro and result. */
const deciding: Readonly<Record<string, { readonly result: boolean; readonly body: boolean }>> = {
  all: { result: false, body: false },
  exists: { result: true, body: true },
};

function judgeCall(walk: Walk, node: CallNode, verdict: Value): void {
  const bound = boundBy(walk, node);
  const rule = Object.hasOwn(deciding, node.name) ? deciding[node.name] : undefined;
  if (bound === undefined || node.target === null || rule === undefined) {
    traceValue(walk, node);
  } else if (verdict === rule.result) {
    judgeElements(walk, node, bound, (value) => value === rule.body);
  } else {
    traceValue(walk, node.target);
  }
}

/** Walks the body for each element of which it gives a value that decides. */
function judgeElements(walk: Walk, node: CallNode, bound: Bound, decides: (value: Value) => boolean): void {
  const body = node.args.at(-1);
  if (body === undefined || node.target === null) return;
  const value = valueOf(walk, node.target);
  const range = rangeOf(value, bound.pairs);
  if (range instanceof CelError) return;
  const over = { value, range, bound };
  for (let index = 0; index < range.items.length; index++) {
    if (isExhausted(walk)) return;
    const place = bindElement(walk, over, index);
    const verdict = valueOf(walk, body);
    if (decides(verdict)) judgeElement(walk, body, { verdict, place });
  }
}

/** An element whose body selects nothing that has a place beside it, such as only parameters, stands in itself. */
function judgeElement(
  walk: Walk,
  body: Node,
  { verdict, place }: { readonly verdict: Value; readonly place: Place | undefined },
): void {
  const before = walk.found.length;
  judge(walk, body, verdict);
  const isShown = walk.found.slice(before).some(({ root }) => root === place?.root);
  if (!isShown && place !== undefined) walk.found.push(place);
}

/** Walks to the selection that failed. */
function blame(walk: Walk, node: Node): void {
  if (node.kind === 'conditional') {
    blameBranch(walk, [node.test, node.then, node.otherwise]);
    return;
  }
  if (node.kind === 'call') {
    if (node.target === null && node.name === 'has') {
      traceValue(walk, node);
      return;
    }
    const bound = boundBy(walk, node);
    if (bound !== undefined && node.target !== null && !(valueOf(walk, node.target) instanceof CelError)) {
      judgeElements(walk, node, bound, (value) => value instanceof CelError);
      return;
    }
  }
  const failed = partsOf(node).filter((part) => valueOf(walk, part) instanceof CelError);
  if (failed.length === 0) traceValue(walk, node);
  for (const part of failed) blame(walk, part);
}

function blameBranch(walk: Walk, [test, then, otherwise]: readonly [Node, Node, Node]): void {
  const holds = valueOf(walk, test);
  if (typeof holds !== 'boolean') blame(walk, test);
  else blame(walk, holds ? then : otherwise);
}

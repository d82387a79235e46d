import type { CallNode, Node } from '../tree.ts';
import { Optional } from '../value/boxes.ts';
import { isJsonMap, isList } from '../value/kind.ts';
import type { Value } from '../value/value.ts';
import type { Place } from './place.ts';
import { select } from './selection.ts';
import type { Selected } from './selection.ts';
import { boundBy, chainOf, note, through, valueOf } from './walk.ts';
import type { Walk } from './walk.ts';

/** Variables defined by variables are followed this far. */
export const deepest = 32;

/** Notes the places that a value comes from. */
export function traceValue(walk: Walk, node: Node): void {
  switch (node.kind) {
    case 'ident':
    case 'select':
    case 'index':
      traceSelection(walk, node);
      return;
    case 'call':
      traceCall(walk, node);
      return;
    case 'conditional':
      traceBranch(walk, node.test, node.then, node.otherwise);
      return;
    default:
      for (const part of partsOf(node)) traceValue(walk, part);
  }
}

/** Notes the place of `e.f` where `has(e.f)` asks for it. */
export function traceField(walk: Walk, operand: Node, field: string): void {
  const chain = chainOf(walk, operand);
  if (chain === undefined) return;
  const { place } = select(walk, chain, field);
  if (place === undefined) traceRoot(walk, chain.root.node);
  else note(walk, place);
}

function traceSelection(walk: Walk, node: Node): void {
  const chain = chainOf(walk, node);
  if (chain === undefined) return;
  const { place, lazy } = select(walk, chain);
  if (place !== undefined) note(walk, place);
  else if (!traceElements(walk, valueOf(walk, node))) traceOrigin(walk, lazy, chain.root.node);
}

function traceOrigin(walk: Walk, lazy: Selected['lazy'], root: Node | null): void {
  const source = lazy?.record.source(lazy.field);
  if (source === undefined || walk.depth >= deepest) traceRoot(walk, root);
  else through(walk, source, (inner) => traceValue(inner, source));
}

function traceRoot(walk: Walk, node: Node | null): void {
  if (node !== null && node.kind !== 'ident') traceValue(walk, node);
}

/** Notes where a value stands, or its elements where it is a list of them; false where nothing has a place. */
function traceElements(walk: Walk, value: Value): boolean {
  const places = placesOf(walk, value);
  for (const place of places) note(walk, place);
  return places.length > 0;
}

function placesOf(walk: Walk, value: Value): readonly Place[] {
  const inner = value instanceof Optional ? (value.value ?? null) : value;
  if (!isList(inner) && !isJsonMap(inner)) return [];
  const place = walk.locate(inner);
  if (place !== undefined) return [place];
  if (!isList(inner)) return [];
  return inner.flatMap((item) => {
    const at = typeof item === 'object' && item !== null ? walk.locate(item) : undefined;
    return at === undefined ? [] : [at];
  });
}

function traceCall(walk: Walk, node: CallNode): void {
  const [first] = node.args;
  if (node.target === null && node.name === 'has' && first?.kind === 'select') {
    traceField(walk, first.operand, first.field);
    return;
  }
  if (boundBy(walk, node) !== undefined && node.target !== null) {
    // The elements that a macro kept, or what it went over.
    if (!traceElements(walk, valueOf(walk, node))) traceValue(walk, node.target);
    return;
  }
  if (isOptionalMap(node)) {
    // Its name may never have been bound, and a slot then holds what another expression left there.
    traceValue(walk, node.target);
    return;
  }
  for (const part of partsOf(node)) traceValue(walk, part);
}

function isOptionalMap(node: CallNode): node is CallNode & { readonly target: Node } {
  return (
    (node.name === 'optMap' || node.name === 'optFlatMap') && node.target !== null && node.args.length === 2
  );
}

function traceBranch(walk: Walk, test: Node, then: Node, otherwise: Node): void {
  const holds = valueOf(walk, test);
  if (holds === true) traceValue(walk, then);
  else if (holds === false) traceValue(walk, otherwise);
  else traceValue(walk, test);
}

/** The expressions directly within another. */
export function partsOf(node: Node): readonly Node[] {
  switch (node.kind) {
    case 'call':
      return node.target === null ? node.args : [node.target, ...node.args];
    case 'unary':
      return [node.operand];
    case 'binary':
      return [node.left, node.right];
    case 'list':
      return node.elements.map(({ value }) => value);
    case 'map':
      return node.entries.flatMap(({ key, value }) => [key, value]);
    case 'message':
      return node.fields.map(({ value }) => value);
    case 'conditional':
      return [node.test, node.then, node.otherwise];
    default:
      return [];
  }
}

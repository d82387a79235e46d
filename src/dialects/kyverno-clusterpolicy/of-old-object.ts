import { children } from '../../cel/children.ts';
import { parse } from '../../cel/parse/parse.ts';
import type { Node } from '../../cel/tree.ts';
import type { Named } from '../../core/policy.ts';

/** An expression with `oldObject` in place of `object`; everything else stays as it is written. */
export function ofOldObject(text: string): string {
  return replaced(text, (node) => (isObject(node) ? 'oldObject' : null));
}

/** Whether an expression reads the object at all. */
export function readsObject(text: string): boolean {
  return contains(parse(text).tree);
}

/** An expression without variables: each is replaced by what it stands for. */
export function inlined(text: string, variables: readonly Named[]): string {
  return replaced(text, (node) => {
    const index = variables.findIndex(({ name }) => isVariable(node, name));
    const variable = variables[index];
    // It can use only those before it.
    return variable === undefined ? null : `(${inlined(variable.expression, variables.slice(0, index))})`;
  });
}

function isObject(node: Node): boolean {
  return node.kind === 'ident' && node.name === 'object';
}

function isVariable(node: Node, name: string): boolean {
  return (
    node.kind === 'select' &&
    node.field === name &&
    !node.optional &&
    node.operand.kind === 'ident' &&
    node.operand.name === 'variables'
  );
}

function contains(node: Node): boolean {
  return isObject(node) || children(node).some(contains);
}

/** A text with the outermost nodes for which there is another text replaced by that. */
function replaced(text: string, other: (node: Node) => string | null): string {
  let rest = text;
  for (const { start, end, by } of found(parse(text).tree, other).toSorted((a, b) => b.start - a.start))
    rest = `${rest.slice(0, start)}${by}${rest.slice(end)}`;
  return rest;
}

interface Replacement {
  readonly start: number;
  readonly end: number;
  readonly by: string;
}

function found(node: Node, other: (node: Node) => string | null): readonly Replacement[] {
  const by = other(node);
  if (by !== null) return [{ start: node.start, end: node.end, by }];
  return children(node).flatMap((child) => found(child, other));
}

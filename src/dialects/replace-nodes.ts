import { children } from '../cel/children.ts';
import { parse } from '../cel/parse/parse.ts';
import type { Node } from '../cel/tree.ts';
import type { Named } from '../core/policy.ts';

/** An expression with the outermost nodes for which there is another text replaced by that; the rest stays as written. */
export function replaceNodes(text: string, other: (node: Node) => string | null): string {
  let rest = text;
  for (const { start, end, by } of found(parse(text).tree, other).toSorted((a, b) => b.start - a.start))
    rest = `${rest.slice(0, start)}${by}${rest.slice(end)}`;
  return rest;
}

/** An expression without variables, each written out, for places where none may be read. */
export function inlineVariables(text: string, variables: readonly Named[]): string {
  return replaceNodes(text, (node) => {
    const index = variables.findIndex(({ name }) => isVariable(node, name));
    const variable = variables[index];
    // It can use only those before it.
    return variable === undefined
      ? null
      : `(${inlineVariables(variable.expression, variables.slice(0, index))})`;
  });
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

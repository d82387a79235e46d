import { children } from '../../src/cel/children.ts';
import { parse, print, type Node } from '../../src/cel/index.ts';
import type { Named, Policy, Validation } from '../../src/core/policy.ts';

/** What an expression mentions: its values as written, and its paths without what they start from. */
export interface Mentioned {
  readonly values: readonly string[];
  readonly paths: readonly string[];
}

/** The values and paths of a validation, those of the variables that it reads included. */
export function mentionedBy(
  { expression }: Pick<Validation, 'expression'>,
  { variables }: Policy,
): Mentioned {
  const trees = treesOf(expression, variables);
  return {
    values: [...new Set(trees.flatMap(valuesOf))],
    paths: [...new Set(trees.flatMap(pathsOf))],
  };
}

function treesOf(expression: string, variables: readonly Named[]): readonly Node[] {
  const { tree } = parse(expression);
  const read = namesRead(tree);
  const before = variables.filter(({ name }) => read.has(name));
  return [
    tree,
    ...before.flatMap((one) => treesOf(one.expression, variables.slice(0, variables.indexOf(one)))),
  ];
}

function namesRead(tree: Node): ReadonlySet<string> {
  const names = nodesOf(tree).flatMap((node) =>
    node.kind === 'select' && node.operand.kind === 'ident' && node.operand.name === 'variables'
      ? [node.field]
      : [],
  );
  return new Set(names);
}

function nodesOf(tree: Node): readonly Node[] {
  return [tree, ...children(tree).flatMap(nodesOf)];
}

/** Texts and numbers; nothing and truth values are said in words, and so are counts of entries. */
function valuesOf(tree: Node): readonly string[] {
  const counts = new Set(nodesOf(tree).flatMap((node) => (isCount(node) ? nodesOf(node) : [])));
  return nodesOf(tree).flatMap((node) => {
    if (node.kind !== 'literal' || counts.has(node)) return [];
    const { value } = node;
    if (typeof value === 'string') return value === '' ? [] : [value];
    return typeof value === 'number' || typeof value === 'bigint' ? [print(node)] : [];
  });
}

function isCount(node: Node): boolean {
  return (
    node.kind === 'binary' && node.left.kind === 'call' && ['size', 'compareTo'].includes(node.left.name)
  );
}

/** Chains of fields: `spec.containers`, `securityContext.privileged`, `metadata.labels["app"]`. */
function pathsOf(tree: Node): readonly string[] {
  const inner = new Set(
    nodesOf(tree).flatMap((node) => (node.kind === 'select' || node.kind === 'index' ? [node.operand] : [])),
  );
  return nodesOf(tree).flatMap((node) => {
    if ((node.kind !== 'select' && node.kind !== 'index') || inner.has(node)) return [];
    const path = pathOf(node).replace(/^\./, '');
    return path === '' ? [] : [path];
  });
}

function pathOf(node: Node): string {
  if (node.kind === 'select') {
    const isVariable = node.operand.kind === 'ident' && node.operand.name === 'variables';
    return isVariable ? '' : `${pathOf(node.operand)}.${node.field}`;
  }
  if (node.kind !== 'index') return '';
  const isOfField = node.index.kind === 'literal' && node.operand.kind !== 'call';
  return isOfField ? `${pathOf(node.operand)}[${print(node.index)}]` : pathOf(node.operand);
}

import { parse, type Node } from '../../cel/index.ts';
import type { Named } from '../../core/policy.ts';

/** How many nodes a variable may bring into an expression. */
const mostNodes = 400;

/** How many it may have in all, every variable in its place. */
const mostInAll = 4000;

/** Puts variables where they are read, but for those that are too large, or said better once and by name. */
export function inlineVariables(tree: Node, definitions: ReadonlyMap<string, Node>): Node {
  const named = new Set<string>(sharedLookups(tree, definitions));
  const budget = { left: mostInAll };
  const replace = (node: Node): Node => {
    const name = variableName(node);
    const definition = name === null || named.has(name) ? undefined : definitions.get(name);
    if (definition === undefined) return name === null ? rebuilt(node, replace) : node;
    const size = sizeOf(definition);
    if (size > mostNodes || size > budget.left) return node;
    budget.left -= size;
    return definition;
  };
  return replace(tree);
}

/** The variables of a policy, each with those before it in place. */
export function definitionsOf(variables: readonly Named[]): ReadonlyMap<string, Node> {
  const definitions = new Map<string, Node>();
  for (const { name, expression } of variables) {
    const { tree, problems } = parse(expression);
    if (problems.length === 0) definitions.set(name, inlineVariables(tree, definitions));
    else definitions.delete(name);
  }
  return definitions;
}

/** The names, and those that are read in what they stand for. */
export function withTheirs(
  names: ReadonlySet<string>,
  definitions: ReadonlyMap<string, Node>,
): ReadonlySet<string> {
  const found = new Set<string>();
  const waiting = [...names];
  for (let name = waiting.pop(); name !== undefined; name = waiting.pop()) {
    const definition = found.has(name) ? undefined : definitions.get(name);
    found.add(name);
    if (definition !== undefined) waiting.push(...variablesIn(definition));
  }
  return found;
}

/** Variables that ask something of the world and are read more than once: said once, and then by name. */
function sharedLookups(tree: Node, definitions: ReadonlyMap<string, Node>): readonly string[] {
  const names = variablesIn(tree);
  return [...new Set(names)].filter((name) => {
    const definition = definitions.get(name);
    const isShared = names.indexOf(name) !== names.lastIndexOf(name);
    return isShared && definition !== undefined && nodesOf(definition).some(isLookup);
  });
}

/** The variables that a tree reads by name, as often as it does. */
export function variablesIn(tree: Node): readonly string[] {
  return nodesOf(tree).flatMap((node) => variableName(node) ?? []);
}

function isLookup(node: Node): boolean {
  return node.kind === 'call' && node.target?.kind === 'ident' && lookups.has(node.target.name);
}

const lookups: ReadonlySet<string> = new Set(['resource', 'http', 'globalContext']);

function nodesOf(tree: Node): readonly Node[] {
  const nodes: Node[] = [];
  const collect = (node: Node): Node => {
    nodes.push(node);
    return rebuilt(node, collect);
  };
  collect(tree);
  return nodes;
}

function variableName(node: Node): string | null {
  if (node.kind !== 'select' || node.optional) return null;
  return node.operand.kind === 'ident' && node.operand.name === 'variables' ? node.field : null;
}

/** How many nodes a tree has, counted as far as it matters. */
function sizeOf(tree: Node): number {
  let size = 0;
  const count = (node: Node): Node => {
    size++;
    return size > mostNodes ? node : rebuilt(node, count);
  };
  count(tree);
  return size;
}

type Builders = {
  readonly [K in Node['kind']]: (node: Extract<Node, { kind: K }>, each: (node: Node) => Node) => Node;
};

const builders: Builders = {
  literal: (node) => node,
  ident: (node) => node,
  bad: (node) => node,
  select: (node, each) => ({ ...node, operand: each(node.operand) }),
  unary: (node, each) => ({ ...node, operand: each(node.operand) }),
  index: (node, each) => ({ ...node, operand: each(node.operand), index: each(node.index) }),
  call: (node, each) => ({
    ...node,
    target: node.target === null ? null : each(node.target),
    args: node.args.map(each),
  }),
  binary: (node, each) => ({ ...node, left: each(node.left), right: each(node.right) }),
  conditional: (node, each) => ({
    ...node,
    test: each(node.test),
    then: each(node.then),
    otherwise: each(node.otherwise),
  }),
  list: (node, each) => ({
    ...node,
    elements: node.elements.map((element) => ({ ...element, value: each(element.value) })),
  }),
  map: (node, each) => ({
    ...node,
    entries: node.entries.map((entry) => ({ ...entry, key: each(entry.key), value: each(entry.value) })),
  }),
  message: (node, each) => ({
    ...node,
    fields: node.fields.map((field) => ({ ...field, value: each(field.value) })),
  }),
};

function rebuilt(node: Node, each: (node: Node) => Node): Node {
  return (builders[node.kind] as (node: Node, each: (node: Node) => Node) => Node)(node, each);
}

import type { Node } from '../cel/tree.ts';

/** Which names an expression reads: identifiers, and fields of `variables`; null where it reads `variables` as a whole. */
export interface References {
  readonly identifiers: ReadonlySet<string>;
  readonly variables: ReadonlySet<string> | null;
}

/** Collects names without regard to shadowing: it may name too much, never too little. */
export function references(tree: Node): References {
  const identifiers = new Set<string>();
  const variables = new Set<string>();
  let whole = false;
  const pending: Node[] = [tree];
  for (let node = pending.pop(); node !== undefined; node = pending.pop()) {
    if (node.kind === 'select' && isVariables(node.operand)) variables.add(node.field);
    else if (isVariables(node)) whole = true;
    else {
      if (node.kind === 'ident') identifiers.add(node.name);
      pending.push(...children(node));
    }
  }
  return { identifiers, variables: whole ? null : variables };
}

type Parts = { readonly [K in Node['kind']]: (node: Extract<Node, { kind: K }>) => readonly Node[] };

const parts: Parts = {
  literal: () => [],
  ident: () => [],
  bad: () => [],
  select: ({ operand }) => [operand],
  unary: ({ operand }) => [operand],
  index: ({ operand, index }) => [operand, index],
  call: ({ target, args }) => (target === null ? args : [target, ...args]),
  binary: ({ left, right }) => [left, right],
  conditional: ({ test, then, otherwise }) => [test, then, otherwise],
  list: ({ elements }) => elements.map(({ value }) => value),
  map: ({ entries }) => entries.flatMap(({ key, value }) => [key, value]),
  message: ({ fields }) => fields.map(({ value }) => value),
};

/** The direct parts of a node, in the order in which they are written. */
function children(node: Node): readonly Node[] {
  return (parts[node.kind] as (node: Node) => readonly Node[])(node);
}

function isVariables(node: Node): boolean {
  return node.kind === 'ident' && node.name === 'variables';
}

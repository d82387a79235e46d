import type { Node } from './tree.ts';

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
export function children(node: Node): readonly Node[] {
  return (parts[node.kind] as (node: Node) => readonly Node[])(node);
}

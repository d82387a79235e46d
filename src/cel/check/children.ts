import type { Node } from '../tree.ts';

/** The parts directly under a node, in order of place. */
export function childrenOf(node: Node): readonly Node[] {
  switch (node.kind) {
    case 'index':
      return [node.operand, node.index];
    case 'call':
      return node.target === null ? node.args : [node.target, ...node.args];
    case 'select':
    case 'unary':
      return [node.operand];
    case 'binary':
      return [node.left, node.right];
    case 'conditional':
      return [node.test, node.then, node.otherwise];
    default:
      return membersOf(node);
  }
}

function membersOf(node: Node): readonly Node[] {
  switch (node.kind) {
    case 'list':
      return node.elements.map((element) => element.value);
    case 'map':
      return node.entries.flatMap((entry) => [entry.key, entry.value]);
    case 'message':
      return node.fields.map((field) => field.value);
    default:
      return [];
  }
}

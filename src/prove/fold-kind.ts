import type { BinaryNode, Node } from '../cel/tree.ts';

/** The tree as it is for objects of one kind: questions about `object.kind` answered, branches that cannot be taken left out. */
export function foldKind(node: Node, kind: string): Node {
  if (node.kind === 'conditional') {
    const known = answer(node.test, kind);
    if (known !== null) return foldKind(known ? node.then : node.otherwise, kind);
    return { ...node, then: foldKind(node.then, kind), otherwise: foldKind(node.otherwise, kind) };
  }
  return node.kind === 'binary' && (node.operator === '&&' || node.operator === '||')
    ? foldLogic(node, kind)
    : node;
}

function foldLogic(node: BinaryNode, kind: string): Node {
  const left = answer(node.left, kind);
  const right = answer(node.right, kind);
  const decided = node.operator === '||';
  if (left === decided || right === decided) return { ...node, kind: 'literal', value: decided };
  if (left !== null) return foldKind(node.right, kind);
  if (right !== null) return foldKind(node.left, kind);
  return { ...node, left: foldKind(node.left, kind), right: foldKind(node.right, kind) };
}

/** What `object.kind == 'Pod'` and the like are for a kind; null for everything else. */
function answer(node: Node, kind: string): boolean | null {
  if (node.kind !== 'binary' || (node.operator !== '==' && node.operator !== '!=')) return null;
  const { left, right, operator } = node;
  const named = isObjectKind(left) ? right : isObjectKind(right) ? left : null;
  if (named?.kind !== 'literal') return null;
  return (named.value === kind) === (operator === '==');
}

function isObjectKind(node: Node): boolean {
  return (
    node.kind === 'select' &&
    node.field === 'kind' &&
    node.operand.kind === 'ident' &&
    node.operand.name === 'object'
  );
}

import type { BinaryNode, Node } from '../../cel/index.ts';

/** What a comparison of two written values comes to; null where it is none. */
export function foldConstant({ operator, left, right }: BinaryNode): boolean | null {
  const [one, other] = [plainValue(left), plainValue(right)];
  if (one === undefined || other === undefined || typeof one !== typeof other) return null;
  switch (operator) {
    case '==':
      return one === other;
    case '!=':
      return one !== other;
    case '<':
      return one < other;
    case '<=':
      return one <= other;
    case '>':
      return one > other;
    case '>=':
      return one >= other;
    default:
      return null;
  }
}

/** The text, number or truth value of a literal; undefined for anything else. */
export function plainValue(node: Node): string | number | bigint | boolean | undefined {
  if (node.kind !== 'literal') return undefined;
  const { value } = node;
  const isPlain = ['string', 'number', 'bigint', 'boolean'].includes(typeof value);
  return isPlain ? (value as string | number | bigint | boolean) : undefined;
}

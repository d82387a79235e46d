import type { ListNode, MapNode, Node } from '../tree.ts';
import type { Type } from '../type.ts';
import type { Inspection } from './inspection.ts';
import { formatType } from './format-type.ts';
import { typesEquivalent } from './type-equal.ts';

/** Refuses a list or map written out whose elements, keys or values are not of one type. */
export function checkHomogeneous(node: ListNode | MapNode, inspection: Inspection): void {
  if (node.kind === 'list') {
    compare(
      node.elements.map(({ value, optional }) => part(value, optional)),
      inspection,
    );
    return;
  }
  compare(
    node.entries.map(({ key }) => part(key, false)),
    inspection,
  );
  compare(
    node.entries.map(({ value, optional }) => part(value, optional)),
    inspection,
  );
}

interface Part {
  readonly node: Node;
  readonly optional: boolean;
}

function part(node: Node, optional: boolean): Part {
  return { node, optional };
}

function compare(parts: readonly Part[], inspection: Inspection): void {
  const [first] = parts;
  if (first === undefined) {
    return;
  }
  const expected = typeOf(first, inspection);
  const odd = parts.find((other) => differs(expected, typeOf(other, inspection)));
  if (odd !== undefined) {
    inspection.problems.push({
      severity: 'error',
      code: 'mixed-literal',
      message: `expected type '${formatType(expected)}' but found '${formatType(typeOf(odd, inspection))}'`,
      start: odd.node.start,
      end: odd.node.end,
    });
  }
}

function differs(expected: Type, found: Type): boolean {
  // What has no type has a problem already.
  const known = expected.kind !== 'error' && found.kind !== 'error';
  return known && !typesEquivalent(expected, found);
}

function typeOf({ node, optional }: Part, inspection: Inspection): Type {
  const type = inspection.types(node);
  return optional && type.kind === 'optional' ? type.of : type;
}

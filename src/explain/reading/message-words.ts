import type { Node } from '../../cel/index.ts';
import type { Reading } from './reading.ts';
import { spoken } from './stand-in.ts';
import { shortened } from './words.ts';

const most = 600;

/** A message that is put together when it is needed: what is written as it is, and what is filled in between braces. */
export function messageWords(tree: Node, reading: Reading): string {
  return shortened(
    partsOf(tree)
      .map((part) => textOf(part, reading))
      .join(''),
    most,
  );
}

function partsOf(node: Node): readonly Node[] {
  if (node.kind !== 'binary' || node.operator !== '+') return [node];
  return [...partsOf(node.left), ...partsOf(node.right)];
}

function textOf(node: Node, reading: Reading): string {
  if (node.kind === 'literal' && typeof node.value === 'string') return node.value;
  return `{${spoken(reading.nounOf(node, reading)).replaceAll('`', '')}}`;
}

import type { BinaryNode, Node } from '../../cel/index.ts';
import { atom, type Claim } from './claim.ts';
import { isMap } from './entry-names.ts';
import { keyNoun } from './key-noun.ts';
import type { Noun } from './noun.ts';
import type { Reading } from './reading.ts';

/** `x in list`: one of the values, an entry of a list, or a key of a map. */
export function memberClaim({ left, right }: BinaryNode, reading: Reading): Claim {
  const member = reading.nounOf(left, reading);
  if (right.kind === 'list') return memberOfValues(left, right, reading);
  const list = reading.nounOf(right, reading);
  if (isText(left) && list.place !== null && isMap(list.place.path))
    return atom(keyNoun(list.place, left), 'set', [], true);
  return member.literal === null ? atom(member, 'among', [list], true) : atom(list, 'has', [member], true);
}

/** Whether something is one of values that are written out, which for another such value is settled. */
function memberOfValues(left: Node, list: Extract<Node, { kind: 'list' }>, reading: Reading): Claim {
  const values = valuesOf(list, reading);
  const member = reading.nounOf(left, reading);
  const isSettled = values.length === 0 || [member, ...values].every(({ literal }) => literal !== null);
  if (isSettled) return { kind: 'constant', value: values.some(({ text }) => text === member.text) };
  return atom(member, 'is', values, true);
}

/** The values of a list that is written out. */
export function valuesOf(list: Extract<Node, { kind: 'list' }>, reading: Reading): readonly Noun[] {
  return list.elements.map(({ value }) => reading.nounOf(value, reading));
}

function isText(node: Node): boolean {
  return node.kind === 'literal' && typeof node.value === 'string';
}

import type { CallNode, Node } from '../../cel/index.ts';
import { atom, type Claim, type Relation } from './claim.ts';
import { phrase } from './noun.ts';
import type { Reading } from './reading.ts';

const relations: Readonly<Record<string, Relation>> = {
  startsWith: 'starts',
  endsWith: 'ends',
  contains: 'contains',
  matches: 'matches',
  isLessThan: 'less',
  isGreaterThan: 'more',
};

const validities: Readonly<Record<string, string>> = {
  isQuantity: 'a quantity',
  isURL: 'a URL',
  isIP: 'an IP address',
  isCIDR: 'a CIDR',
  isSemver: 'a semantic version',
  isImage: 'an image reference',
};

/** The statement that a method or function with a truth value makes; null where there are no words for it. */
export function methodClaim(node: CallNode, reading: Reading): Claim | null {
  const { target, name, args } = node;
  const [first] = args;
  if (target === null) return first === undefined ? null : functionClaim(name, first, reading);
  if (name === 'hasValue') return atom(reading.nounOf(target, reading), 'set', [], true);
  if (args.length === 1 && first !== undefined) return relationClaim(target, name, first, reading);
  return null;
}

function functionClaim(name: string, argument: Node, reading: Reading): Claim | null {
  if (name === 'has') return atom(reading.nounOf(argument, reading), 'set', [], true);
  if (name === 'bool' || name === 'dyn') return reading.claimOf(argument, reading);
  const validity = Object.hasOwn(validities, name) ? validities[name] : undefined;
  return validity === undefined
    ? null
    : atom(reading.nounOf(argument, reading), 'is', [phrase(validity)], true);
}

function relationClaim(target: Node, name: string, other: Node, reading: Reading): Claim | null {
  const relation = Object.hasOwn(relations, name) ? relations[name] : undefined;
  if (relation === undefined) return null;
  return atom(reading.nounOf(target, reading), relation, [reading.nounOf(other, reading)], true);
}

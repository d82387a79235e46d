import type { CallNode, Node } from '../../cel/index.ts';
import { atom, type Claim, type Relation } from './claim.ts';
import { phrase, type Noun } from './noun.ts';
import type { Reading } from './reading.ts';
import { wildcardOf, wildcardTextOf } from './wildcard-of.ts';

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
  const subject = reading.nounOf(target, reading);
  const pattern = relation === 'matches' ? patternClaim(subject, other, reading) : null;
  return pattern ?? atom(subject, relation, [reading.nounOf(other, reading)], true);
}

/** Regular expressions that stand for patterns with wildcards, as classic policies have them. */
function patternClaim(subject: Noun, other: Node, reading: Reading): Claim | null {
  const text = wildcardTextOf(other);
  if (text !== null)
    return atom(subject, 'fits', [phrase(`${reading.nounOf(text, reading).text}, taken as a pattern`)], true);
  if (other.kind !== 'literal' || typeof other.value !== 'string') return null;
  if (other.value === '[*?]')
    return atom(
      subject,
      'contains',
      ['"*"', '"?"'].map((one) => phrase(one)),
      true,
    );
  const pattern = wildcardOf(other.value);
  return pattern === null
    ? null
    : atom(subject, 'fits', [phrase(`the pattern ${JSON.stringify(pattern)}`)], true);
}

import type { CallNode, Node } from '../../cel/index.ts';
import { atom, type Claim, type Relation } from './claim.ts';
import { entryOf, listingOf } from './listing.ts';
import { valuesOf } from './member-claim.ts';
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
  containsIP: 'contains',
  containsCIDR: 'contains',
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
  if (target?.kind === 'ident' && target.name === 'sets') return setClaim(name, args, reading);
  if (target === null) return first === undefined ? null : functionClaim(name, first, reading);
  if (name === 'hasValue') return atom(reading.nounOf(target, reading), 'set', [], true);
  if (name === 'isSorted') return atom(reading.nounOf(target, reading), 'is', [phrase('sorted')], true);
  if (args.length === 1 && first !== undefined) return relationClaim(target, name, first, reading);
  return null;
}

/** `sets.contains(a, b)` and its kin, of two lists. */
function setClaim(name: string, [one, other]: readonly Node[], reading: Reading): Claim | null {
  if (one === undefined || other === undefined) return null;
  const [first, second] = [reading.nounOf(one, reading), reading.nounOf(other, reading)];
  if (name === 'contains' && one.kind === 'list') return everyOf(second, valuesOf(one, reading));
  if (name === 'contains') return atom(first, 'includes', [second], true);
  if (name === 'intersects') return atom(first, 'shares', [second], true);
  return name === 'equivalent' ? atom(first, 'is', [phrase(`the same set as ${second.text}`)], true) : null;
}

/** Every entry of a list is one of some values. */
function everyOf(list: Noun, values: readonly Noun[]): Claim {
  const over = listingOf(list);
  const entry = entryOf(over);
  return { kind: 'every', over, entry, claim: atom(entry, 'is', values, true) };
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

import { print, type BinaryNode, type BinaryOperator, type CallNode, type Node } from '../../cel/index.ts';
import { foldConstant } from './fold-constant.ts';
import { atom, negated, type Claim, type Relation } from './claim.ts';
import { entryOf } from './listing.ts';
import { phrase, type Listing, type Noun } from './noun.ts';
import type { Reading } from './reading.ts';

const swapped: Readonly<Partial<Record<BinaryOperator, BinaryOperator>>> = {
  '<': '>',
  '<=': '>=',
  '>': '<',
  '>=': '<=',
};

const orders: Readonly<Partial<Record<BinaryOperator, Relation>>> = {
  '<': 'less',
  '<=': 'atMost',
  '>': 'more',
  '>=': 'atLeast',
};

/** What a comparison says; null for an operator that compares nothing. */
export function comparisonClaim(node: BinaryNode, reading: Reading): Claim | null {
  const constant = foldConstant(node);
  if (constant !== null) return { kind: 'constant', value: constant };
  if (isPlain(node.left) && !isPlain(node.right)) {
    const { left, right, operator } = node;
    return comparisonClaim(
      { ...node, left: right, right: left, operator: swapped[operator] ?? operator },
      reading,
    );
  }
  return countClaim(node, reading) ?? compareToClaim(node, reading) ?? plainClaim(node, reading);
}

function isPlain(node: Node): boolean {
  return node.kind === 'literal' || node.kind === 'list' || node.kind === 'map';
}

function plainClaim({ operator, left, right }: BinaryNode, reading: Reading): Claim | null {
  if (operator === '==' || operator === '!=') {
    const claim = equalClaim(left, right, reading);
    return operator === '==' ? claim : negated(claim);
  }
  const relation = orders[operator];
  if (relation === undefined) return null;
  return atom(reading.nounOf(left, reading), relation, [reading.nounOf(right, reading)], true);
}

function equalClaim(left: Node, right: Node, reading: Reading): Claim {
  return (
    truthClaim(left, right, reading) ?? typeClaim(left, right, reading) ?? valueClaim(left, right, reading)
  );
}

/** A condition that is compared with a truth value, or with another condition. */
function truthClaim(left: Node, right: Node, reading: Reading): Claim | null {
  if (!isCondition(left)) return null;
  const claim = reading.claimOf(left, reading);
  if (right.kind === 'literal' && typeof right.value === 'boolean')
    return right.value ? claim : negated(claim);
  return isCondition(right) ? sameTruth(claim, reading.claimOf(right, reading)) : null;
}

/** `type(x) == int` */
function typeClaim(left: Node, right: Node, reading: Reading): Claim | null {
  const [only] = left.kind === 'call' && left.name === 'type' ? left.args : [];
  if (only === undefined) return null;
  return atom(reading.nounOf(only, reading), 'is', [phrase(`of the type ${print(right)}`)], true);
}

function valueClaim(left: Node, right: Node, reading: Reading): Claim {
  const subject = reading.nounOf(left, reading);
  if (right.kind === 'literal' && right.value === null) return atom(subject, 'null', [], true);
  if (isEmpty(right)) return atom(subject, 'empty', [], true);
  const value = reading.nounOf(right, reading);
  return atom(isOptional(right) ? absentIsNothing(subject) : subject, 'is', [value], true);
}

/** That two conditions are both true, or neither is. */
function sameTruth(one: Claim, other: Claim): Claim {
  const both: Claim = { kind: 'all', claims: [one, other] };
  return { kind: 'any', claims: [both, { kind: 'all', claims: [negated(one), negated(other)] }] };
}

/** Calls that say something of what they are called on. */
const conditions: ReadonlySet<string> = new Set([
  'has',
  'all',
  'exists',
  'exists_one',
  'existsOne',
  'hasValue',
  'startsWith',
  'endsWith',
  'contains',
  'matches',
  'isLessThan',
  'isGreaterThan',
  'isSorted',
  'containsIP',
  'containsCIDR',
  'intersects',
  'equivalent',
  'isQuantity',
  'isURL',
  'isIP',
  'isCIDR',
  'isSemver',
  'isImage',
]);

/** Whether an expression says something, rather than standing for a value. */
function isCondition(node: Node): boolean {
  if (node.kind === 'binary') return !['+', '-', '*', '/', '%'].includes(node.operator);
  if (node.kind === 'unary') return node.operator === '!';
  return node.kind === 'call' && conditions.has(node.name);
}

function isEmpty(node: Node): boolean {
  if (node.kind === 'list') return node.elements.length === 0;
  if (node.kind === 'map') return node.entries.length === 0;
  return node.kind === 'literal' && node.value === '';
}

function isOptional(node: Node): boolean {
  return (
    node.kind === 'call' &&
    node.target?.kind === 'ident' &&
    node.target.name === 'optional' &&
    node.name === 'of'
  );
}

function absentIsNothing(noun: Noun): Noun {
  return noun.place === null ? noun : { ...noun, place: { ...noun.place, orElse: 'none' } };
}

/** `size(x) == 0` and its kin; of a filtered list, that none or some of its entries are so. */
function countClaim({ operator, left, right }: BinaryNode, reading: Reading): Claim | null {
  const counted = countedBy(left);
  if (counted === null || right.kind !== 'literal') return null;
  const isNone = noneTests.get(`${operator} ${print(right)}`);
  if (isNone === undefined) return null;
  const noun = reading.nounOf(counted, reading);
  const some = someOfListing(noun.listing) ?? atom(noun, 'empty', [], false);
  return isNone ? negated(some) : some;
}

/** For each test of a size whether it asks for nothing, or for something. */
const noneTests: ReadonlyMap<string, boolean> = new Map([
  ['== 0', true],
  ['< 1', true],
  ['<= 0', true],
  ['!= 0', false],
  ['> 0', false],
  ['>= 1', false],
]);

function countedBy(node: Node): Node | null {
  if (node.kind !== 'call' || node.name !== 'size') return null;
  return node.target ?? node.args[0] ?? null;
}

function someOfListing(listing: Listing | null): Claim | null {
  if (listing === null || listing.where === null) return null;
  const over = { ...listing, where: null };
  return { kind: 'some', over, entry: entryOf(over), claim: listing.where };
}

/** `a.compareTo(b) < 0`, as quantities and versions are compared. */
function compareToClaim({ operator, left, right }: BinaryNode, reading: Reading): Claim | null {
  if (left.kind !== 'call' || left.name !== 'compareTo' || !isZero(right)) return null;
  const { target, args }: CallNode = left;
  const [other] = args;
  if (target === null || other === undefined) return null;
  const compared: BinaryNode = { ...left, kind: 'binary', operator, left: target, right: other };
  return plainClaim(compared, reading);
}

function isZero(node: Node): boolean {
  return node.kind === 'literal' && node.value === 0;
}

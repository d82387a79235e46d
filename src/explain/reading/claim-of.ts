import type { BinaryNode, CallNode, Node } from '../../cel/index.ts';
import { comparisonClaim } from './comparison-claim.ts';
import { atom, negated, type Claim } from './claim.ts';
import { distinctFrom, entryOf, listingOf } from './listing.ts';
import { memberClaim } from './member-claim.ts';
import { methodClaim } from './method-claim.ts';
import { optMapClaim } from './opt-map.ts';
import { naming, type Reading } from './reading.ts';

/** What a condition says; what there are no words for is said to be true. */
export function claimOf(node: Node, reading: Reading): Claim {
  switch (node.kind) {
    case 'literal':
      return node.value === true || node.value === false
        ? { kind: 'constant', value: node.value }
        : isTrue(node, reading);
    case 'unary':
      return node.operator === '!' ? negated(reading.claimOf(node.operand, reading)) : isTrue(node, reading);
    case 'binary':
      return binaryClaim(node, reading);
    case 'conditional':
      return conditionalClaim(node, reading);
    case 'call':
      return callClaim(node, reading);
    default:
      return isTrue(node, reading);
  }
}

function isTrue(node: Node, reading: Reading): Claim {
  return atom(reading.nounOf(node, reading), 'true', [], true);
}

function binaryClaim(node: BinaryNode, reading: Reading): Claim {
  const { operator } = node;
  if (operator === '&&' || operator === '||') {
    const kind = operator === '&&' ? 'all' : 'any';
    return { kind, claims: [reading.claimOf(node.left, reading), reading.claimOf(node.right, reading)] };
  }
  if (operator === 'in') return memberClaim(node, reading);
  return comparisonClaim(node, reading) ?? isTrue(node, reading);
}

function conditionalClaim(
  { test, then, otherwise }: Extract<Node, { kind: 'conditional' }>,
  reading: Reading,
): Claim {
  return {
    kind: 'if',
    test: reading.claimOf(test, reading),
    then: reading.claimOf(then, reading),
    otherwise: reading.claimOf(otherwise, reading),
  };
}

function callClaim(node: CallNode, reading: Reading): Claim {
  return (
    quantifierClaim(node, reading) ??
    optMapClaim(node, reading) ??
    methodClaim(node, reading) ??
    isTrue(node, reading)
  );
}

function quantifierClaim({ target, name, args }: CallNode, reading: Reading): Claim | null {
  const [variable, condition] = args;
  if (target === null || args.length !== 2 || variable?.kind !== 'ident' || condition === undefined)
    return null;
  if (!['all', 'exists', 'exists_one', 'existsOne'].includes(name)) return null;
  const over = listingOf(reading.nounOf(target, reading));
  const entry = distinctFrom([...reading.names.values()], entryOf(over), over);
  const claim = reading.claimOf(condition, naming(reading, variable.name, entry));
  if (name === 'all') return { kind: 'every', over, entry, claim };
  if (name === 'exists') return { kind: 'some', over, entry, claim };
  return { kind: 'one', over, entry, claim, positive: true };
}

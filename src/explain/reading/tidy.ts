import { foldContainment } from './fold-containment.ts';
import { foldGuards } from './fold-guards.ts';
import { foldTemplates } from './fold-templates.ts';
import { merge } from './merge.ts';
import { negated, type Atom, type Claim } from './claim.ts';

type Joined = Extract<Claim, { kind: 'all' | 'any' }>;

/** The same claim in fewer words: guards folded into what they guard, what is alike said once. */
export function tidy(claim: Claim): Claim {
  switch (claim.kind) {
    case 'all':
    case 'any':
      return join(claim.kind, flat(claim.kind, claim.claims).map(tidy));
    case 'if':
      return tidyIf(tidy(claim.test), tidy(claim.then), tidy(claim.otherwise));
    case 'every':
    case 'some':
    case 'one':
      return foldContainment({ ...claim, claim: tidy(claim.claim), over: tidyListing(claim.over) });
    case 'atom':
    case 'constant':
      return claim;
  }
}

function tidyListing<T extends { readonly where: Claim | null }>(over: T): T {
  return over.where === null ? over : { ...over, where: tidy(over.where) };
}

function join(kind: Joined['kind'], claims: readonly Claim[]): Claim {
  const flat = claims.flatMap((claim) => (claim.kind === kind ? claim.claims : [claim]));
  const decisive = kind === 'any';
  if (flat.some((claim) => claim.kind === 'constant' && claim.value === decisive)) {
    return { kind: 'constant', value: decisive };
  }
  const left = flat.filter(({ kind }) => kind !== 'constant');
  const merged = merge(kind, foldGuards(kind, left));
  const [only] = merged;
  if (only === undefined) return { kind: 'constant', value: !decisive };
  return merged.length === 1 ? only : { kind, claims: merged };
}

/** The claims of a chain, which the parser balances as a tree. */
function flat(kind: Joined['kind'], claims: readonly Claim[]): readonly Claim[] {
  return claims.flatMap((claim) => (claim.kind === kind ? flat(kind, claim.claims) : [claim]));
}

/** A choice of which one side is settled says no more than a conjunction or an alternative. */
function tidyIf(test: Claim, then: Claim, otherwise: Claim): Claim {
  if (test.kind === 'constant') return test.value ? then : otherwise;
  if (then.kind === 'constant') {
    return then.value ? join('any', [test, otherwise]) : join('all', [negatedTidy(test), otherwise]);
  }
  if (otherwise.kind === 'constant') {
    return otherwise.value ? join('any', [negatedTidy(test), then]) : join('all', [test, then]);
  }
  return foldedAtoms(then, otherwise) ?? { kind: 'if', test, then, otherwise };
}

function negatedTidy(claim: Claim): Claim {
  return tidy(negated(claim));
}

/** One statement for a pod and for the template of one. */
function foldedAtoms(then: Claim, otherwise: Claim): Atom | null {
  if (then.kind !== 'atom' || otherwise.kind !== 'atom') return null;
  const [one, other] = [then.subjects[0], otherwise.subjects[0]];
  if (one === undefined || other === undefined || then.subjects.length + otherwise.subjects.length > 2)
    return null;
  const isSame = then.relation === otherwise.relation && then.positive === otherwise.positive;
  const values = (atom: Atom): string => atom.values.map(({ text }) => text).join('\n');
  if (!isSame || values(then) !== values(otherwise)) return null;
  const subject = foldTemplates(one, other);
  return subject === null ? null : { ...then, subjects: [subject] };
}

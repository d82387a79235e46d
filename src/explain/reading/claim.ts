import type { Listing, Noun } from './noun.ts';

/** What a condition says, negations moved inwards, ready to be said in words. */
export type Claim =
  | { readonly kind: 'constant'; readonly value: boolean }
  | { readonly kind: 'all'; readonly claims: readonly Claim[] }
  | { readonly kind: 'any'; readonly claims: readonly Claim[] }
  | (Quantified & { readonly kind: 'every' })
  | (Quantified & { readonly kind: 'some' })
  | (Omit<Quantified, 'kind'> & { readonly kind: 'one'; readonly positive: boolean })
  | { readonly kind: 'if'; readonly test: Claim; readonly then: Claim; readonly otherwise: Claim }
  | Atom;

/** A statement about all entries of something, or about at least one. */
export interface Quantified {
  readonly kind: 'every' | 'some';
  readonly over: Listing;
  /** What one entry is called within the claim, the very noun. */
  readonly entry: Noun;
  readonly claim: Claim;
}

/** One statement about one or several things. */
export interface Atom {
  readonly kind: 'atom';
  readonly subjects: readonly Noun[];
  /** Whether it is enough that one of the subjects is so. */
  readonly isAnySubject: boolean;
  readonly relation: Relation;
  /** With what they are compared; several are alternatives, or all needed, as `join` says. */
  readonly values: readonly Noun[];
  readonly join: 'any' | 'all';
  readonly positive: boolean;
  /** What the statement comes to where its subject is absent; null where that follows from the subject. */
  readonly whenAbsent: boolean | null;
}

/** How the things of a statement are related. */
export type Relation =
  | 'is'
  | 'among'
  | 'shares'
  | 'includes'
  | 'set'
  | 'null'
  | 'empty'
  | 'true'
  | 'has'
  | 'hasOnce'
  | 'contains'
  | 'starts'
  | 'ends'
  | 'matches'
  | 'fits'
  | 'less'
  | 'atMost'
  | 'more'
  | 'atLeast'
  | 'between';

/** A statement about one thing. */
export function atom(subject: Noun, relation: Relation, values: readonly Noun[], positive: boolean): Atom {
  return {
    kind: 'atom',
    subjects: [subject],
    isAnySubject: false,
    relation,
    values,
    join: 'any',
    positive,
    whenAbsent: null,
  };
}

type Negations = { readonly [K in Claim['kind']]: (claim: Extract<Claim, { kind: K }>) => Claim };

const negations: Negations = {
  constant: ({ value }) => ({ kind: 'constant', value: !value }),
  all: ({ claims }) => ({ kind: 'any', claims: claims.map(negated) }),
  any: ({ claims }) => ({ kind: 'all', claims: claims.map(negated) }),
  every: (claim) => ({ ...claim, kind: 'some', claim: negated(claim.claim) }),
  some: (claim) => ({ ...claim, kind: 'every', claim: negated(claim.claim) }),
  if: (claim) => ({ ...claim, then: negated(claim.then), otherwise: negated(claim.otherwise) }),
  one: (claim) => ({ ...claim, positive: !claim.positive }),
  atom: negatedAtom,
};

/** The contrary of a claim. */
export function negated(claim: Claim): Claim {
  return (negations[claim.kind] as (claim: Claim) => Claim)(claim);
}

/** The contrary of one statement. */
export function negatedAtom(claim: Atom): Atom {
  const { positive, whenAbsent, subjects, isAnySubject } = claim;
  return {
    ...claim,
    positive: !positive,
    whenAbsent: whenAbsent === null ? null : !whenAbsent,
    isAnySubject: subjects.length > 1 && !isAnySubject,
  };
}

import type { Atom, Claim } from './claim.ts';
import { mergeQuantified, orElseKey } from './merge-quantified.ts';

type Pair = (one: Atom, other: Atom, kind: 'all' | 'any') => Atom | null;

/** What is alike said once: one subject with several values, several subjects with one value, ranges, and entries of one list. */
export function merge(kind: 'all' | 'any', claims: readonly Claim[]): readonly Claim[] {
  const merged: Claim[] = [];
  for (const claim of claims) {
    const first = Math.max(0, merged.length - lookBack);
    const at = merged.findIndex((other, index) => index >= first && mergeTwo(kind, other, claim) !== null);
    const other = merged[at];
    const both = other === undefined ? null : mergeTwo(kind, other, claim);
    if (both === null) merged.push(claim);
    else merged[at] = both;
  }
  return merged;
}

/** With how many claims before it one is compared: all that anybody writes, and not all of a hostile expression. */
const lookBack = 50;

function mergeTwo(kind: 'all' | 'any', one: Claim, other: Claim): Claim | null {
  if (one.kind === 'atom' && other.kind === 'atom') return mergeAtoms(kind, one, other);
  const quantifier = kind === 'all' ? 'every' : 'some';
  const isQuantified = one.kind === quantifier && other.kind === quantifier;
  return isQuantified ? mergeQuantified(one, other, mergeAll) : null;
}

function mergeAtoms(kind: 'all' | 'any', one: Atom, other: Atom): Atom | null {
  for (const pair of pairs) {
    const both = pair(one, other, kind);
    if (both !== null) return both;
  }
  return null;
}

function mergeAll(claims: readonly Claim[]): readonly Claim[] {
  return merge('all', claims);
}

const pairs: readonly Pair[] = [sameClaim, sameSubjects, sameStatement, range];

function sameClaim(one: Atom, other: Atom): Atom | null {
  return isSameBut(one, other, []) ? one : null;
}

function sameSubjects(one: Atom, other: Atom, kind: 'all' | 'any'): Atom | null {
  if (!isSameBut(one, other, ['values', 'join']) || one.values.length === 0) return null;
  const join = joinOf(one, kind);
  if (join === null || one.subjects.length > 1 || !isJoined(one, other, join)) return null;
  const more = other.values.filter(({ text }) => one.values.every((known) => known.text !== text));
  return { ...one, values: [...one.values, ...more], join };
}

/** How several values of one relation are joined; null where they cannot be. */
function joinOf({ positive, relation }: Atom, kind: 'all' | 'any'): Atom['join'] | null {
  if (relation === 'between') return null;
  if ((kind === 'any') === positive) return 'any';
  return positive && (relation === 'contains' || relation === 'has') ? 'all' : null;
}

function isJoined(one: Atom, other: Atom, join: Atom['join']): boolean {
  return [one, other].every((atom) => atom.values.length === 1 || atom.join === join);
}

function sameStatement(one: Atom, other: Atom, kind: 'all' | 'any'): Atom | null {
  if (!isSameBut(one, other, ['subjects', 'isAnySubject']) || orElses(one) !== orElses(other)) return null;
  const isAnySubject = kind === 'any';
  const isJoinable = [one, other].every(
    (atom) => atom.subjects.length === 1 || atom.isAnySubject === isAnySubject,
  );
  if (!isJoinable) return null;
  return { ...one, subjects: [...one.subjects, ...other.subjects], isAnySubject };
}

/** What absent subjects count as: where that differs, one sentence cannot say both. */
function orElses({ subjects }: Atom): string {
  return [...new Set(subjects.map(({ place }) => orElseKey(place)))].join('\n');
}

function range(one: Atom, other: Atom, kind: 'all' | 'any'): Atom | null {
  if (kind !== 'all' || !isSameBut(one, other, ['relation', 'values'])) return null;
  const [low, high] = one.relation === 'atLeast' ? [one, other] : [other, one];
  if (low.relation !== 'atLeast' || high.relation !== 'atMost' || !one.positive) return null;
  return { ...one, relation: 'between', values: [...low.values, ...high.values], join: 'all' };
}

const fields: Readonly<
  Record<
    'subjects' | 'isAnySubject' | 'relation' | 'values' | 'join' | 'positive' | 'whenAbsent',
    (atom: Atom) => string
  >
> = {
  subjects: ({ subjects }) => subjects.map(({ text, place }) => `${text} ${orElseKey(place)}`).join('\n'),
  isAnySubject: ({ isAnySubject, subjects }) => String(isAnySubject && subjects.length > 1),
  relation: ({ relation }) => relation,
  values: ({ values }) => values.map(({ text }) => text).join('\n'),
  join: ({ join, values }) => (values.length > 1 ? join : ''),
  positive: ({ positive }) => String(positive),
  whenAbsent: ({ whenAbsent }) => String(whenAbsent),
};

function isSameBut(one: Atom, other: Atom, but: readonly string[]): boolean {
  return Object.entries(fields).every(([name, field]) => but.includes(name) || field(one) === field(other));
}

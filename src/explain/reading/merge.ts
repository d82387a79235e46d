import { print, type Node } from '../../cel/index.ts';
import type { Atom, Claim } from './claim.ts';

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
  if (one.kind === 'atom' && other.kind === 'atom') {
    for (const pair of pairs) {
      const both = pair(one, other, kind);
      if (both !== null) return both;
    }
    return null;
  }
  if (kind === 'all' && one.kind === 'every' && other.kind === 'every') return mergeEvery(one, other);
  return null;
}

function mergeEvery(
  one: Extract<Claim, { kind: 'every' | 'some' }>,
  other: Extract<Claim, { kind: 'every' | 'some' }>,
): Claim | null {
  const isSame =
    keyOf(one.over) === keyOf(other.over) && one.over.where === null && other.over.where === null;
  if (!isSame || one.entry.text !== other.entry.text) return null;
  // The entry of one must be the entry of both, or it is not known again.
  const claim: Claim = { kind: 'all', claims: [one.claim, other.claim] };
  return { ...one, claim: { ...claim, claims: merge('all', claim.claims) } };
}

function keyOf({ parts, singles }: Extract<Claim, { kind: 'every' | 'some' }>['over']): string {
  return [...singles, ...parts].map(({ text, place }) => `${text} ${orElseKey(place?.orElse)}`).join('\n');
}

function orElseKey(orElse: Node | 'none' | undefined): string {
  return orElse === undefined || orElse === 'none' ? (orElse ?? '') : print(orElse);
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
  return [...new Set(subjects.map(({ place }) => orElseKey(place?.orElse)))].join('\n');
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
  subjects: ({ subjects }) =>
    subjects.map(({ text, place }) => `${text} ${orElseKey(place?.orElse)}`).join('\n'),
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

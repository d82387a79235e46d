import { whenAbsent } from './absence.ts';
import { mentions, placesOf } from './places-of.ts';
import type { Atom, Claim } from './claim.ts';
import type { Listing, Noun } from './noun.ts';

/**
 * Leaves out the guards that say of a field only whether it is set where another statement needs it: `!has(a) || a.b == 1`
 * is `a.b` being 1 or absent, and `has(a) && a.b == 1` is `a.b` being 1.
 */
export function foldGuards(kind: 'all' | 'any', claims: readonly Claim[]): readonly Claim[] {
  const all: readonly Claim[] = claims.filter((claim) => isGuard(claim, kind));
  if (all.length === 0) return claims;
  const guards = deepest(all);
  const rest = claims.filter((claim) => !all.includes(claim) || guards.includes(claim));
  if (guards.length === rest.length) return rest;
  return guards.reduce<readonly Claim[]>((left, guard) => foldGuard(kind, guard, left), rest);
}

function isGuard(claim: Claim, kind: 'all' | 'any'): claim is Atom {
  if (claim.kind !== 'atom' || claim.subjects.length !== 1) return false;
  const isAbsent = claim.relation === 'null' ? claim.positive : !claim.positive;
  return (claim.relation === 'set' || claim.relation === 'null') && isAbsent === (kind === 'any');
}

/** What is said of a field says it of those above it, too: nothing is set within what is not. */
function deepest(guards: readonly Claim[]): readonly Claim[] {
  return guards.filter((guard) => {
    const path = pathOf(guard);
    return path === null || !guards.some((other) => other !== guard && isBelow(pathOf(other), path));
  });
}

function pathOf(claim: Claim): string | null {
  if (claim.kind !== 'atom' || claim.relation !== 'set') return null;
  const place = claim.subjects[0]?.place;
  return place ? `${place.of ?? ''}:${place.path}` : null;
}

function isBelow(path: string | null, above: string): boolean {
  return (
    path !== null &&
    path.length > above.length &&
    path.startsWith(above) &&
    /^[.[]/.test(path.slice(above.length))
  );
}

function foldGuard(kind: 'all' | 'any', guard: Claim, claims: readonly Claim[]): readonly Claim[] {
  const place = guard.kind === 'atom' ? guard.subjects[0]?.place : null;
  if (!place) return claims;
  const others = claims.filter((claim) => !isSame(claim, guard));
  const isNull = guard.kind === 'atom' && guard.relation === 'null';
  if (isNull && kind === 'any') return claims;
  const folded = others.map((claim) => (kind === 'any' ? admitting(claim, place) : requiring(claim, place)));
  const isFolded = kind === 'any' ? folded.every((one) => one !== null) : folded.some((one) => one !== null);
  if (!isFolded) return claims;
  return others.map((claim, index) => folded[index] ?? claim);
}

/** Whether a statement about something below a place is true where that is absent. */
function isFree(claim: Atom, subject: Noun, place: Of): boolean {
  return whenAbsent(claim) === true && mentions(subject, place);
}

/** Whether two guards say the same; folding another one may have made a copy of it. */
function isSame(claim: Claim, guard: Claim): boolean {
  if (claim === guard) return true;
  if (claim.kind !== 'atom' || guard.kind !== 'atom' || claim.relation !== guard.relation) return false;
  return claim.positive === guard.positive && claim.subjects[0]?.text === guard.subjects[0]?.text;
}

/** Whether a noun is that very place: what is below it may be absent where it is set. */
function isThe({ place }: Noun, other: Of): boolean {
  return place !== null && place.path === other.path && place.of === other.of;
}

type Of = NonNullable<Noun['place']>;

/** The claim with an absent field as one of the cases in which it is true; null where that cannot be said. */
function admitting(claim: Claim, place: Of): Claim | null {
  if (claim.kind === 'atom') {
    const isAbout = claim.subjects.every((subject) => isThe(subject, place) || isFree(claim, subject, place));
    return isAbout && claim.subjects.length === 1 ? { ...claim, whenAbsent: true } : null;
  }
  if (claim.kind !== 'every' || claim.over.parts.length !== 1) return null;
  return claim.over.parts.every((part) => isThe(part, place))
    ? { ...claim, over: optional(claim.over) }
    : null;
}

/** The claim with an absent field as one in which it is not true; null where it says nothing of the field. */
function requiring(claim: Claim, place: Of): Claim | null {
  if (claim.kind === 'atom') {
    const isAbout = claim.subjects.some((subject) => mentions(subject, place));
    const isCompared = claim.values.some((value) => value.place !== null);
    if (!isAbout || isCompared || whenAbsent(claim) === true) return null;
    return { ...claim, whenAbsent: claim.relation === 'set' ? null : false };
  }
  if (claim.kind === 'some') return isAboutListing(claim.over, place) ? claim : null;
  return null;
}

function isAboutListing(over: Listing, place: Of): boolean {
  return placesOf(over).some((part) => mentions(part, place)) && over.parts.length === 1;
}

const emptyList = { kind: 'list', elements: [], start: 0, end: 0 } as const;

function optional(over: Listing): Listing {
  const parts = over.parts.map((part) =>
    part.place === null
      ? part
      : { ...part, place: { ...part.place, orElse: part.place.orElse ?? emptyList } },
  );
  return { ...over, parts };
}

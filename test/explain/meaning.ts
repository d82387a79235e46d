import type { JsonValue } from '../../src/core/json.ts';
import { whenAbsent } from '../../src/explain/reading/absence.ts';
import type { Atom, Claim } from '../../src/explain/reading/claim.ts';
import type { Listing, Noun } from '../../src/explain/reading/noun.ts';
import { plainValue } from '../../src/explain/reading/fold-constant.ts';

/** What the paths of a claim stand for: the object, and the entries that are gone through. */
export interface World {
  readonly object: JsonValue;
  readonly entries: readonly (readonly [Noun, JsonValue])[];
}

/** Thrown for what a claim says in words, which no program can look up. */
export class Unsaid extends Error {}

type Readings = {
  readonly [K in Claim['kind']]: (claim: Extract<Claim, { kind: K }>, world: World) => boolean | null;
};

const readings: Readings = {
  constant: ({ value }) => value,
  all: ({ claims }, world) => every(claims.map((one) => isTrueOf(one, world))),
  any: ({ claims }, world) => some(claims.map((one) => isTrueOf(one, world))),
  if: (claim, world) => {
    const test = isTrueOf(claim.test, world);
    return test === null ? null : isTrueOf(test ? claim.then : claim.otherwise, world);
  },
  every: (claim, world) => ofEntries(claim, world, every),
  some: (claim, world) => ofEntries(claim, world, some),
  one: (claim, world) =>
    ofEntries(
      claim,
      world,
      (results) => (results.filter((one) => one === true).length === 1) === claim.positive,
    ),
  atom: atomOf,
};

/** Whether a claim is true of an object, read from the claim alone; null where it says that it cannot be evaluated. */
export function isTrueOf(claim: Claim, world: World): boolean | null {
  return (readings[claim.kind] as (claim: Claim, world: World) => boolean | null)(claim, world);
}

function ofEntries(
  { over, entry, claim }: Extract<Claim, { kind: 'every' | 'some' | 'one' }>,
  world: World,
  combined: (results: readonly (boolean | null)[]) => boolean | null,
): boolean | null {
  const entries = entriesOf(over, world);
  if (entries === null) return null;
  return combined(
    entries.map((value) => isTrueOf(claim, { ...world, entries: [...world.entries, [entry, value]] })),
  );
}

function every(results: readonly (boolean | null)[]): boolean | null {
  return results.includes(false) ? false : results.includes(null) ? null : true;
}

function some(results: readonly (boolean | null)[]): boolean | null {
  return results.includes(true) ? true : results.includes(null) ? null : false;
}

function entriesOf({ parts, singles, where }: Listing, world: World): readonly JsonValue[] | null {
  if (where !== null || singles.length > 0) throw new Unsaid();
  const lists = parts.map((part) => {
    if (part.place === null || part.listing?.isSpread === true) throw new Unsaid();
    const value = valueOf(part, world);
    if (value !== undefined) return value;
    return part.place.orElse === undefined ? null : [];
  });
  if (lists.includes(null)) return null;
  return lists.flatMap(
    (list) => (Array.isArray(list) ? list : Object.keys(list as object)) as readonly JsonValue[],
  );
}

function atomOf(atom: Atom, world: World): boolean | null {
  const results = atom.subjects.map((subject) => ofSubject(atom, subject, world));
  return atom.isAnySubject ? some(results) : every(results);
}

function ofSubject(atom: Atom, subject: Noun, world: World): boolean | null {
  const value = subject.literal === null ? valueOf(subject, world) : literalOf(subject);
  if (atom.relation === 'set') return (value !== undefined) === atom.positive;
  if (value === undefined) return whenAbsent(atom);
  return holds(atom, value, world) === atom.positive;
}

function holds({ relation, values, join }: Atom, value: JsonValue, world: World): boolean {
  if (relation === 'null') return value === null;
  if (relation === 'true') return value === true;
  if (relation === 'empty')
    return typeof value === 'object' ? Object.keys(value ?? {}).length === 0 : value === '';
  const others = values.map((one) => (one.literal === null ? standIn(one, world) : literalOf(one)));
  if (relation === 'between') return Number(value) >= Number(others[0]) && Number(value) <= Number(others[1]);
  const results = others.map((other) => compare(relation, value, other));
  return join === 'any' ? results.some(Boolean) : results.every(Boolean);
}

/** What a value is compared with: what stands in for it, where it is absent. */
function standIn(noun: Noun, world: World): JsonValue | undefined {
  const value = valueOf(noun, world);
  const orElse = noun.place?.orElse;
  return value === undefined && typeof orElse === 'object' ? literalOf({ ...noun, literal: orElse }) : value;
}

function text(value: JsonValue | undefined): string {
  return typeof value === 'string' ? value : JSON.stringify(value ?? null);
}

type Compare = (value: JsonValue, other: JsonValue | undefined) => boolean;

const comparisons: Partial<Record<Atom['relation'], Compare>> = {
  is: (value, other) => JSON.stringify(value) === JSON.stringify(other),
  has: (value, other) =>
    Array.isArray(value) ? value.includes(other ?? null) : Object.hasOwn(value as object, text(other)),
  hasOnce: (value, other) => Array.isArray(value) && value.filter((one) => one === other).length === 1,
  contains: (value, other) => text(value).includes(text(other)),
  starts: (value, other) => text(value).startsWith(text(other)),
  ends: (value, other) => text(value).endsWith(text(other)),
  less: (value, other) => Number(value) < Number(other),
  atMost: (value, other) => Number(value) <= Number(other),
  more: (value, other) => Number(value) > Number(other),
  atLeast: (value, other) => Number(value) >= Number(other),
};

function compare(relation: Atom['relation'], value: JsonValue, other: JsonValue | undefined): boolean {
  const comparison = comparisons[relation];
  if (comparison === undefined) throw new Unsaid();
  return comparison(value, other);
}

function literalOf({ literal }: Noun): JsonValue {
  const value = literal === null ? undefined : plainValue(literal);
  if (value === undefined || typeof value === 'bigint') throw new Unsaid();
  return value;
}

/** The value at a place: below the innermost entry that its path begins with, or of the object. */
function valueOf(noun: Noun, { object, entries }: World): JsonValue | undefined {
  const { place } = noun;
  if (place === null) throw new Unsaid();
  for (const [entry, value] of entries.toReversed()) {
    const path = pathWithin(noun, entry);
    if (path !== null) return below(value, path);
  }
  if (place.of !== null || place.path === '' || place.path.startsWith('request')) throw new Unsaid();
  return below(object, place.path);
}

/** The path of a place from an entry on; empty for the entry itself, null where it is not within. */
function pathWithin({ place, text: said }: Noun, entry: Noun): string | null {
  if (place === null || entry.place === null || place.of !== entry.place.of) return null;
  const [path, above] = [place.path, entry.place.path];
  if (entry.text === said && path === above) return '';
  if (above === '') return ofObjects.test(path) ? null : path;
  return path.startsWith(`${above}.`) ? path.slice(above.length + 1) : null;
}

/** Paths that begin at the object, where those of an entry of several lists begin at the entry. */
const ofObjects = /^(?:spec|metadata|kind|apiVersion|type|rules|subjects|roleRef)\b/;

function below(value: JsonValue, path: string): JsonValue | undefined {
  let found: JsonValue | undefined = value;
  for (const name of stepsOf(path)) {
    // Where a template has no metadata, whether that is an error depends on how the path is written.
    if (found === undefined && path.includes('template.metadata.')) throw new Unsaid();
    found = typeof found === 'object' && found !== null ? ownField(found, name) : undefined;
  }
  return found;
}

function ownField(of: object, name: string): JsonValue | undefined {
  return Object.hasOwn(of, name) ? (of as Record<string, JsonValue>)[name] : undefined;
}

function stepsOf(path: string): readonly string[] {
  const steps = path.match(/[^.[\]"]+|\["[^"]*"\]|\[[^\]]*\]/g) ?? [];
  if (steps.some((step) => step === '[]' || step === '[key]')) throw new Unsaid();
  return steps.map((step) => (step.startsWith('[') ? step.slice(1, -1).replaceAll('"', '') : step));
}

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

/** Whether a claim is true of an object, read from the claim alone; null where it says that it cannot be evaluated. */
export function isTrueOf(claim: Claim, world: World): boolean | null {
  switch (claim.kind) {
    case 'constant':
      return claim.value;
    case 'all':
      return every(claim.claims.map((one) => isTrueOf(one, world)));
    case 'any':
      return some(claim.claims.map((one) => isTrueOf(one, world)));
    case 'if': {
      const test = isTrueOf(claim.test, world);
      return test === null ? null : isTrueOf(test ? claim.then : claim.otherwise, world);
    }
    case 'atom':
      return atomOf(claim, world);
    default: {
      const entries = entriesOf(claim.over, world);
      if (entries === null) return null;
      const results = entries.map((entry) =>
        isTrueOf(claim.claim, { ...world, entries: [...world.entries, [claim.entry, entry]] }),
      );
      if (claim.kind === 'every') return every(results);
      if (claim.kind === 'some') return some(results);
      return (results.filter((one) => one === true).length === 1) === claim.positive;
    }
  }
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

type Compare = (value: JsonValue, other: JsonValue | undefined) => boolean;

const comparisons: Partial<Record<Atom['relation'], Compare>> = {
  is: (value, other) => JSON.stringify(value) === JSON.stringify(other),
  has: (value, other) =>
    Array.isArray(value) ? value.includes(other ?? null) : Object.hasOwn(value as object, String(other)),
  hasOnce: (value, other) => Array.isArray(value) && value.filter((one) => one === other).length === 1,
  contains: (value, other) => String(value).includes(String(other)),
  starts: (value, other) => String(value).startsWith(String(other)),
  ends: (value, other) => String(value).endsWith(String(other)),
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
function valueOf({ place, text }: Noun, { object, entries }: World): JsonValue | undefined {
  if (place === null) throw new Unsaid();
  for (const [entry, value] of entries.toReversed()) {
    const above = entry.place?.path ?? '';
    if (entry.text === text && place.path === above) return value;
    if (place.of !== (entry.place?.of ?? null)) continue;
    if (above !== '' && place.path.startsWith(`${above}.`))
      return below(value, place.path.slice(above.length + 1));
    if (
      above === '' &&
      !/^(?:spec|metadata|kind|apiVersion|type|rules|subjects|roleRef)\b/.test(place.path)
    ) {
      return below(value, place.path);
    }
  }
  if (place.of !== null || place.path === '' || place.path.startsWith('request')) throw new Unsaid();
  return below(object, place.path);
}

function below(value: JsonValue, path: string): JsonValue | undefined {
  const steps = path.match(/[^.[\]"]+|\["[^"]*"\]|\[[^\]]*\]/g) ?? [];
  let found: JsonValue | undefined = value;
  for (const step of steps) {
    if (step === '[]' || step === '[key]') throw new Unsaid();
    const name = step.startsWith('[') ? step.slice(1, -1).replaceAll('"', '') : step;
    // Where a template has no metadata, whether that is an error depends on how the path is written.
    if (found === undefined && path.includes('template.metadata.')) throw new Unsaid();
    if (typeof found !== 'object' || found === null) return undefined;
    found = Object.hasOwn(found, name) ? (found as Record<string, JsonValue>)[name] : undefined;
  }
  return found;
}

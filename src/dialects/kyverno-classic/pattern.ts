import { isJsonObject, type JsonObject, type JsonValue } from '../../core/json.ts';
import { always, and, atom, literal, loop, method, never, not, or, relation, type Cel } from './cel-text.ts';
import { hasWildcard, wildcardCel } from './wildcard.ts';
import { absentOrLeafCel, eachMeets, leafCel, metBy, ofNothing, type Scalar } from './leaf.ts';
import { orderOf, type Entry } from './pattern-order.ts';
import {
  demanded,
  elementOf,
  fieldOf,
  isNeverEmpty,
  isThere,
  orElse,
  sure,
  variableFor,
  type Place,
} from './place.ts';
import { metMap, passes, skippedAroundMap, skippedMap, unskipped, type Judged } from './judged.ts';
import { Refusal } from './refusal.ts';

/** How a part of a pattern is read. */
export interface Reading {
  /** Names of the loops around it. */
  readonly used: readonly string[];
  /** What the pattern skips is not judged at all, so `met` need not say it again. */
  readonly isWhole: boolean;
  /** Within an anchor that decides whether anything is judged: an error would not do for “no”. */
  readonly isCondition?: boolean;
  /** What a text with `{{ }}` says of a place; null for plain text. */
  readonly variable: (text: string, place: Place) => Cel | null;
}

/** What Kyverno's `MatchPattern` says of a place. */
export function judgePattern(place: Place, pattern: JsonValue, reading: Reading): Judged {
  if (isJsonObject(pattern)) return judgeMap(place, pattern, reading);
  if (Array.isArray(pattern)) return judgeList(place, pattern as readonly JsonValue[], reading);
  return judgeScalar(place, pattern as Scalar, reading);
}

function judgeScalar(of: Place, scalar: Scalar, reading: Reading): Judged {
  const { variable, used } = reading;
  const place = loosened(of, reading);
  const dynamic = typeof scalar === 'string' ? variable(scalar, place) : null;
  const needsIt = dynamic !== null || !ofNothing(scalar);
  return unskipped(dynamic ?? leafCel(place, scalar, used), needsIt);
}

function loosened(place: Place, { isCondition }: Reading): Place {
  return isCondition === true && place.kind === 'any' ? { ...place, kind: 'loose' } : place;
}

/** A list: the first element of the pattern speaks of every element of the object's. */
function judgeList(place: Place, [first]: readonly JsonValue[], reading: Reading): Judged {
  if (first === undefined) return unskipped(never, true);
  if (Array.isArray(first)) throw new Refusal('pattern: list of lists', 'elements are compared one by one');
  if (!isJsonObject(first)) return judgeScalars(place, first as Scalar, reading);
  const variable = variableFor(place.name, reading.used);
  const list = { ...place, kind: place.kind === 'any' ? ('list' as const) : place.kind };
  const inner = { ...reading, used: [...reading.used, variable], isWhole: false };
  const element = judgeMap(elementOf(list, variable), first, inner);
  return {
    met: and(isThere(place), loop(place.there, 'all', variable, element.met)),
    skipped: allSkipped(place, variable, element.skipped),
    skipsAround: never,
    needsIt: true,
  };
}

/** A list is skipped if each of its elements is, and it has some. */
function allSkipped(place: Place, variable: string, skipped: Cel): Cel {
  if (skipped.text === never.text) return never;
  const list = orElse(place, []);
  const none = loop(list, 'exists', variable, not(skipped));
  if (isNeverEmpty(place)) return not(none);
  return and(relation(method(list, 'size'), '>', literal(0)), not(none));
}

function judgeScalars(place: Place, scalar: Scalar, { used, variable }: Reading): Judged {
  if (typeof scalar === 'string' && variable(scalar, place) !== null)
    throw new Refusal('pattern: variable in a list', `\`${scalar}\``);
  const list = place.kind === 'any' || place.kind === 'map' ? { ...place, kind: 'texts' as const } : place;
  return unskipped(and(isThere(place), eachMeets(list, scalar, used)), true);
}

function judgeMap(place: Place, pattern: JsonObject, reading: Reading): Judged {
  const { anchors, fields } = orderOf(pattern);
  if (isLabels(place)) return judgeLabels(place, [...anchors, ...fields], reading);
  const conditions = anchors.filter(({ type }) => type === 'condition');
  const others = anchors.filter(({ type }) => type !== 'condition');
  const isAlone = conditions.length === 0 && others.length === 1;
  const applies = and(...conditions.map((entry) => holds(place, entry, reading)));
  const anchored = others.map((entry) =>
    judgeAnchor(place, entry, { ...reading, isWhole: reading.isWhole && isAlone }),
  );
  const judged = fields.map((entry) => judgeField(place, entry, reading));
  const needsIt = judged.some((field) => field.needsIt) && (reading.isWhole || conditions.length === 0);
  const parts = { applies, anchored, fields: judged, isThere: isThere(place) };
  return {
    met: metMap({ ...parts, isThere: needsIt ? always : parts.isThere }, reading.isWhole),
    skipped: skippedMap(parts),
    skipsAround: skippedAroundMap(parts),
    needsIt: true,
  };
}

/** A conditional anchor: there, and met. */
function holds(parent: Place, { key, value }: Entry, reading: Reading): Cel {
  const place = fieldOf(parent, key);
  const judged = judgePattern(place, value, { ...reading, isWhole: false, isCondition: true });
  return judged.needsIt ? passes(judged) : and(isThere(place), passes(judged));
}

function judgeAnchor(parent: Place, { type, key, value }: Entry, reading: Reading): Judged {
  const place = fieldOf(parent, key);
  if (type === 'negation') return unskipped(not(isThere(place)), false);
  if (type === 'existence') return unskipped(exists(place, value, reading), false);
  return judgeEquality(place, value, reading);
}

/** An equality anchor: absent, or met. */
function judgeEquality(place: Place, value: JsonValue, reading: Reading): Judged {
  if (!isJsonObject(value) && !Array.isArray(value)) {
    const dynamic = typeof value === 'string' ? reading.variable(value, place) : null;
    const met =
      dynamic === null
        ? absentOrLeafCel(loosened(place, reading), value as Scalar, reading.used)
        : or(not(isThere(place)), dynamic);
    return unskipped(met, false);
  }
  const judged = judgePattern(demanded(place), value, reading);
  const short = shortList(place, value, judged);
  return {
    met: short ?? or(not(isThere(place)), judged.met),
    skipped: judged.skipped.text === never.text ? never : and(isThere(place), judged.skipped),
    skipsAround: judged.skipsAround.text === never.text ? never : and(isThere(place), judged.skipsAround),
    needsIt: false,
  };
}

/** `list.orValue([]).all(…)` for a list that may be absent. */
function shortList(place: Place, value: JsonValue, { met }: Judged): Cel | null {
  if (!Array.isArray(value) || place.maybe === null || !met.text.startsWith(`${place.there.text}.all(`))
    return null;
  return atom(`${orElse(place, []).text}${met.text.slice(place.there.text.length)}`);
}

/** An existence anchor: absent, or for each map of the pattern some element of the list that meets it. */
function exists(place: Place, value: JsonValue, reading: Reading): Cel {
  const maps = Array.isArray(value) ? (value as readonly JsonValue[]) : [];
  if (maps.length === 0 || !maps.every(isJsonObject))
    throw new Refusal('pattern: ^() without a list of maps', `the anchor ^(${place.name}) needs one`);
  const variable = variableFor(place.name, reading.used);
  const inner = { ...reading, used: [...reading.used, variable], isWhole: false };
  const list: Place = { ...place, kind: 'list' };
  const found = maps.map((map) =>
    loop(place.there, 'exists', variable, passes(judgePattern(elementOf(list, variable), map, inner))),
  );
  return or(not(isThere(place)), and(...found));
}

/** A plain field, or a global anchor, which skips the whole where what it names is there and different. */
function judgeField(parent: Place, { type, key, value }: Entry, reading: Reading): Judged {
  if (type === 'addition') throw new Refusal(`pattern: +(${key})`, 'this anchor is for mutation');
  const place = fieldOf(parent, key);
  if (type === 'global') return judgeGlobal(place, value, reading);
  if (value === '*') return unskipped(isSomething(place), true);
  return judgePattern(isStructure(place, value) ? demanded(place) : place, value, reading);
}

/** A spec and the templates in it are read as such: where they are missing, nothing below can be met. */
function isStructure({ there }: Place, value: JsonValue): boolean {
  return isJsonObject(value) && /^object(?:\.spec|\.template|\.jobTemplate)+$/.test(there.text);
}

function judgeGlobal(place: Place, value: JsonValue, reading: Reading): Judged {
  const passed = passes(
    judgePattern(demanded(place), value, { ...reading, isWhole: false, isCondition: true }),
  );
  const holdsHere = or(not(isThere(place)), passed);
  const skipped = not(holdsHere);
  return { met: always, skipped, skipsAround: skipped, needsIt: false };
}

function isSomething(place: Place): Cel {
  return and(isThere(place), relation(place.there, '!=', literal(null)));
}

/** Kyverno replaces wildcards in the keys of labels and annotations by keys that the object has. */
function isLabels({ name, parent }: Place): boolean {
  return (name === 'labels' || name === 'annotations') && parent?.name === 'metadata';
}

function judgeLabels(place: Place, entries: readonly Entry[], reading: Reading): Judged {
  const texts = entries.filter(({ value }) => typeof value === 'string');
  const judged = texts.map((entry) =>
    hasWildcard(entry.key) ? judgeWildcardKey(place, entry, reading) : judgeLabel(place, entry, reading),
  );
  const needed = judged.some(({ needsIt }) => needsIt) ? always : isThere(place);
  const applies = judged.map(({ skipped }) => not(skipped));
  const met = and(...judged.map((label) => label.met));
  const skipped = not(and(...applies));
  return {
    met: and(needed, reading.isWhole ? met : or(skipped, met)),
    skipped: skipped.text === never.text ? never : and(isThere(place), skipped),
    skipsAround: never,
    needsIt: true,
  };
}

function judgeLabel(place: Place, entry: Entry, reading: Reading): Judged {
  if (entry.type === 'condition')
    return { ...unskipped(always, false), skipped: not(holds(place, entry, reading)) };
  if (entry.type === 'plain' || entry.type === 'global') return judgeField(place, entry, reading);
  return judgeAnchor(place, entry, reading);
}

function judgeWildcardKey(place: Place, { type, key, value }: Entry, { used }: Reading): Judged {
  const variable = variableFor('keys', used);
  const named = wildcardCel(atom(variable), key);
  const entry = sure(atom(`${place.there.text}[${variable}]`), 'text');
  const met = metBy(entry, value as Scalar, used);
  const keys = orElse(place, {});
  const found = loop(keys, 'exists', variable, and(named, met));
  if (type === 'condition') return { ...unskipped(always, false), skipped: not(found) };
  if (type === 'plain') return unskipped(found, true);
  const any = loop(keys, 'exists', variable, named);
  if (type === 'global') return { ...unskipped(always, false), skipped: and(any, not(found)) };
  return unskipped(type === 'negation' ? not(any) : or(not(any), found), false);
}

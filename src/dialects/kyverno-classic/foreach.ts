import { isJsonObject, own, type JsonObject, type JsonValue } from '../../core/json.ts';
import { always, and, never, not, or, type Cel } from './cel-text.ts';
import { denyConditions, readConditions } from './conditions.ts';
import { judgePattern } from './pattern.ts';
import { patternVariable } from './pattern-variable.ts';
import { sure, wholeObject, type Place } from './place.ts';
import type { Scope } from './query-term.ts';
import { Refusal } from './refusal.ts';
import { scopeOf, type Element } from './scope.ts';
import { asMany, isList, quantify, type Many, type Single } from './term.ts';
import { readQuery } from './text-term.ts';

/** What a rule or a part of it says. */
export interface Statement {
  /** It judges the object, and does not skip it. */
  readonly applies: Cel;
  /** What it judges is right. */
  readonly met: Cel;
}

/** Where a part of a rule stands. */
export interface Surroundings {
  readonly context: readonly JsonObject[];
  readonly elements: readonly Element[];
  readonly used: readonly string[];
}

/** The lists of a rule, one after another; it is skipped if no element was judged. */
export function eachOf(foreach: readonly JsonValue[], around: Surroundings): Statement {
  const parts = foreach.map((each) => {
    if (!isJsonObject(each)) throw new Refusal('foreach', 'an entry is no map');
    return eachElement(each, around);
  });
  return { applies: or(...parts.map(({ applies }) => applies)), met: and(...parts.map(({ met }) => met)) };
}

function eachElement(foreach: JsonObject, around: Surroundings): Statement {
  const list = listOf(foreach, around);
  const inner = { ...around, used: [...around.used, ...list.loops.map(({ variable }) => variable)] };
  const says = (item: Single): Statement => judgeElement(foreach, item, inner);
  const isNeverEmpty = list.loops.every(({ over, where }) => where === always && hasContainers(over));
  const isEach = says(list.item).applies.text === always.text;
  return {
    applies: isNeverEmpty && isEach ? always : quantify(list, 'exists', (item) => says(item).applies),
    met: quantify(list, 'all', (item) => or(not(says(item).applies), says(item).met)),
  };
}

/** A Pod has containers, whatever else is in the list. */
function hasContainers({ text }: Cel): boolean {
  return text
    .replace(/^\(|\)$/g, '')
    .split(' + ')
    .some((part) => /^object\.spec\.(?:(?:jobTemplate\.spec\.)?template\.spec\.)?containers$/.test(part));
}

/** What is no list is one element; a list that is not there has none. */
function listOf(foreach: JsonObject, { context, elements, used }: Surroundings): Many {
  const text = own(foreach, 'list');
  if (typeof text !== 'string') throw new Refusal('foreach: list', 'it is missing');
  const term = readQuery(text.replace(/^\{\{(.*)\}\}$/, '$1'), scopeOf(context, elements, used));
  if (term.form === 'many' || isList(term) || term.kind === 'any') return asMany(term, used);
  throw new Refusal('foreach over a single value', `\`${text}\``);
}

function mayBeMap({ kind }: Single): boolean {
  return kind === 'any' || kind === 'map';
}

function judgeElement(foreach: JsonObject, item: Single, around: Surroundings): Statement {
  const elements = [...around.elements, { depth: around.elements.length, term: item }];
  const context = [...around.context, ...objectsOf(own(foreach, 'context'))];
  const inner: Surroundings = { ...around, context, elements };
  const scope = scopeOf(context, elements, around.used);
  if (own(foreach, 'elementScope') === true && !mayBeMap(item))
    throw new Refusal('foreach: elementScope', 'the elements are no maps, which Kyverno reports as an error');
  const preconditions = readConditions(own(foreach, 'preconditions'), scope);
  const statement = judgeBody(foreach, inner, placeOf(foreach, item), scope);
  return { applies: and(preconditions.hold, statement.applies), met: statement.met };
}

export function objectsOf(value: JsonValue | undefined): readonly JsonObject[] {
  return Array.isArray(value) ? (value as readonly JsonValue[]).filter(isJsonObject) : [];
}

/** A pattern speaks of the element if that is a map, and of the object otherwise. */
function placeOf(foreach: JsonObject, item: Single): Place {
  if (own(foreach, 'elementScope') === false) return wholeObject;
  if (item.kind === 'name' || item.kind === 'text' || item.kind === 'integer') return wholeObject;
  return item.place ?? sure(item.cel, 'map');
}

/** What `deny`, `pattern`, `anyPattern` or a nested `foreach` says. */
export function judgeBody(body: JsonObject, around: Surroundings, place: Place, scope: Scope): Statement {
  const deny = own(body, 'deny');
  if (isJsonObject(deny)) {
    const { hold, fail } = denyConditions(deny, scope);
    return { applies: always, met: and(not(fail), not(hold)) };
  }
  const reading = { used: around.used, isWhole: true, variable: patternVariable(scope) };
  const pattern = own(body, 'pattern');
  if (pattern !== undefined && pattern !== null) {
    const { met, skipped } = judgePattern(place, pattern, reading);
    return { applies: not(skipped), met };
  }
  const anyPattern = own(body, 'anyPattern');
  if (Array.isArray(anyPattern)) return anyOf(place, anyPattern as readonly JsonValue[], reading);
  const nested = own(body, 'foreach');
  if (Array.isArray(nested)) return eachOf(nested as readonly JsonValue[], around);
  throw new Refusal('validate', 'neither deny, pattern, anyPattern, foreach nor podSecurity');
}

/** Skipped if each pattern is; met if one is. */
function anyOf(
  place: Place,
  patterns: readonly JsonValue[],
  reading: Parameters<typeof judgePattern>[2],
): Statement {
  const judged = patterns.map((pattern) => judgePattern(place, pattern, { ...reading, isWhole: false }));
  if (judged.length === 0) return { applies: always, met: always };
  const skipped = and(...judged.map((each) => each.skipped));
  return {
    applies: not(skipped),
    met: or(
      ...judged.map((each) => and(each.met, each.skipped.text === never.text ? always : not(each.skipped))),
    ),
  };
}

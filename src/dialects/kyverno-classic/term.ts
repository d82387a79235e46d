import type { JsonValue } from '../../core/json.ts';
import {
  always,
  and,
  atom,
  call,
  choose,
  equal,
  hasField,
  literal,
  loop,
  method,
  never,
  not,
  or,
  plus,
  relation,
  type Cel,
} from './cel-text.ts';
import { elementKind, isPlural, type FieldKind } from './field-kind.ts';
import { elementOf, isThere, orElse, variableFor, type Place } from './place.ts';
import { Refusal } from './refusal.ts';

/** What an expression of JMESPath gives: a value, or a list that is made element by element. */
export type Term = Single | Many;

/** A value. */
export interface Single {
  readonly form: 'single';
  /** The value, where it is neither missing nor null. */
  readonly cel: Cel;
  readonly kind: FieldKind;
  /** When JMESPath gives null. */
  readonly nilWhen: Cel;
  /** When a key on the way is unknown, which is an error unless something takes it for null. */
  readonly missingWhen: Cel;
  /** Where it stands in the object, if it does. */
  readonly place: Place | null;
  /** The value itself, where the policy states it. */
  readonly literal?: JsonValue;
  /** The value that stands for none: the right side of `||`. */
  readonly fallback?: JsonValue;
  /** Null may stand where the fallback is for: the API server does not know the field. */
  readonly mayBeNull?: boolean;
}

/** A list as loops over others, nested: each element gives elements of the next. */
export interface Many {
  readonly form: 'many';
  readonly loops: readonly Loop[];
  /** One element, in the innermost loop. */
  readonly item: Single;
  /** When it is null rather than a list. */
  readonly nilWhen: Cel;
  /** As of a single value. */
  readonly missingWhen: Cel;
  /** The text that stands for no element: the right side of `||`. */
  readonly fallback?: string;
  /** The map whose keys it lists. */
  readonly keysOf?: Single;
}

/** Whether a list of keys has one that the policy states; null for another list. */
export function keyIn({ keysOf, loops }: Many, { literal: key }: Single): Cel | null {
  const isAll = loops.every(({ where }) => where.text === always.text);
  if (keysOf === undefined || !isAll || typeof key !== 'string') return null;
  return and(keysOf.place === null ? always : isThere(keysOf.place), hasField(keysOf.cel, key));
}

/** A list of one loop, which is there. */
export function manyOf(loop: Loop, item: Single): Many {
  return { form: 'many', loops: [loop], item, nilWhen: never, missingWhen: never };
}

export interface Loop {
  readonly over: Cel;
  readonly variable: string;
  /** Which elements count. */
  readonly where: Cel;
}

/** A value that is there. */
export function single(cel: Cel, kind: FieldKind): Single {
  return { form: 'single', cel, kind, nilWhen: never, missingWhen: never, place: null };
}

/** A value that the policy states. */
export function constant(value: JsonValue): Single {
  return {
    ...single(literal(value), kindOf(value)),
    literal: value,
    nilWhen: value === null ? always : never,
  };
}

function kindOf(value: JsonValue): FieldKind {
  if (typeof value === 'string') return /[*?]/.test(value) ? 'text' : 'name';
  if (typeof value === 'boolean') return 'boolean';
  if (typeof value === 'number' || typeof value === 'bigint') return 'integer';
  if (Array.isArray(value)) return 'list';
  return value === null ? 'any' : 'map';
}

/** A part of the object. */
export function fromPlace(place: Place): Single {
  const { there: cel, kind } = place;
  return { form: 'single', cel, kind, nilWhen: never, missingWhen: not(isThere(place)), place };
}

/** When a term has no value at all. */
export function absentWhen(term: Term): Cel {
  return or(term.missingWhen, term.nilWhen);
}

/** The same value computed further; where there is none before, there is none after. */
export function mapped(term: Single, cel: Cel, kind: FieldKind): Single {
  return { ...single(cel, kind), nilWhen: term.nilWhen, missingWhen: term.missingWhen };
}

/** Whether a field holds a list, as far as is known. */
export function isList({ kind, place }: Single): boolean {
  if (kind === 'any') return place?.name === null || place === null ? false : isPlural(place.name);
  return kind === 'list' || kind === 'texts' || kind === 'names' || kind === 'integers';
}

/** A value as the list that it is. */
export function asMany(term: Term, used: readonly string[]): Many {
  if (term.form === 'many') return { ...term, nilWhen: absentWhen(term), missingWhen: never };
  if (term.kind === 'name' || term.kind === 'text' || term.kind === 'boolean' || term.kind === 'integer')
    throw new Refusal('JMESPath: [] on a single value', `\`${term.cel.text}\``);
  const variable = variableFor(term.place?.name ?? null, used);
  const list = term.place ?? null;
  const item =
    list === null ? single(atom(variable), elementKind(term.kind)) : fromPlace(elementOf(list, variable));
  return { ...manyOf({ over: orNone(term, []), variable, where: always }, item), nilWhen: absentWhen(term) };
}

/** The value, and another where there is none. */
export function orNone(term: Single, otherwise: JsonValue): Cel {
  if (absentWhen(term).text === never.text) return term.cel;
  if (term.place !== null) return orElse(term.place, otherwise);
  return atom(`(${choose(absentWhen(term), literal(otherwise), term.cel).text})`);
}

/** Whether some, or each, element of a list is as said. */
export function quantify(list: Many, name: 'exists' | 'all', says: (item: Single) => Cel): Cel {
  return list.loops.reduceRight<Cel>((inner, { over, variable, where }) => {
    const body = name === 'exists' ? and(where, inner) : or(not(where), inner);
    return someOf(over, name, variable, body);
  }, says(list.item));
}

function someOf(over: Cel, name: 'exists' | 'all', variable: string, body: Cel): Cel {
  const isSome = name === 'exists' && body.text === always.text;
  return isSome ? relation(method(over, 'size'), '>', literal(0)) : loop(over, name, variable, body);
}

/** A list as one value of CEL. */
export function gathered(list: Many): Cel {
  const [only, ...more] = list.loops;
  if (only === undefined || more.length > 0)
    throw new Refusal('JMESPath: nested projection as a value', 'no portable function flattens lists');
  const { over, variable, where } = only;
  const item = list.item.cel;
  if (item.text === variable)
    return where.text === always.text ? over : method(over, 'filter', atom(variable), where);
  const args = where.text === always.text ? [item] : [where, item];
  return method(over, 'map', atom(variable), ...args);
}

/** How many elements a list has. */
export function sizeOf(list: Many): Cel {
  const inner = list.loops.length > 1 ? { ...list, loops: list.loops.slice(1) } : null;
  const [outer] = list.loops;
  if (outer === undefined) return literal(0);
  if (inner === null) return method(gathered({ ...list, item: single(atom(outer.variable), 'any') }), 'size');
  const each = method(outer.over, 'filter', atom(outer.variable), outer.where);
  const over = outer.where.text === always.text ? outer.over : each;
  return method(method(over, 'map', atom(outer.variable), sizeOf(inner)), 'sum');
}

/** Several lists one after another. */
export function concatenated(lists: readonly Single[], used: readonly string[]): Many {
  const [first] = lists;
  const variable = variableFor(first?.place?.name ?? null, used);
  const kind = first?.kind ?? 'list';
  return manyOf(
    { over: plus(...lists.map((each) => orNone(each, []))), variable, where: always },
    single(atom(variable), kind === 'list' ? 'map' : elementKind(kind)),
  );
}

/** Whether JMESPath takes a value for true: not null, false, or empty. */
export function truthy(term: Term): Cel {
  if (term.form === 'many') return quantify(term, 'exists', () => always);
  if (term.literal !== undefined) return isTruthy(term.literal) ? always : never;
  return and(not(absentWhen(term)), isTrue(term));
}

function isTrue({ kind, cel, place }: Single): Cel {
  switch (kind) {
    case 'boolean':
      return place === null ? cel : equal(cel, literal(true));
    case 'name':
    case 'text':
    case 'quantity':
      return relation(cel, '!=', literal(''));
    case 'integer':
      return always;
    case 'any':
      return not(isFalse(cel));
    default:
      return relation(method(cel, 'size'), '>', literal(0));
  }
}

function isFalse(value: Cel): Cel {
  const none: readonly JsonValue[] = [null, '', false, [], {}];
  return or(...none.map((each) => equal(value, literal(each))));
}

/** Whether JMESPath takes a value for true. */
export function isTruthy(value: JsonValue): boolean {
  if (value === null || value === '' || value === false) return false;
  return typeof value !== 'object' || Object.keys(value).length > 0;
}

/** Names that expressions use, which a loop around them must not take. */
export function namesIn(...cels: readonly Cel[]): readonly string[] {
  return cels.flatMap(({ text }) => text.match(/[A-Za-z_]\w*/g) ?? []);
}

/** A boolean with a text for none, which JMESPath gives for false, too: `hostNetwork || ''`. */
export function unfolded(term: Term): Term {
  if (term.form === 'many' || term.kind !== 'boolean' || typeof term.fallback !== 'string') return term;
  const isTrue = equal(term.cel, literal(true));
  return single(atom(`(${isTrue.text} ? dyn(true) : dyn(${literal(term.fallback).text}))`), 'any');
}

/** A value as text. */
export function textOf(term: Single): Cel {
  return term.kind === 'name' || term.kind === 'text' ? term.cel : call('string', term.cel);
}

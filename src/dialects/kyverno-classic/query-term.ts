import type { JsonValue } from '../../core/json.ts';
import {
  always,
  and,
  atom,
  choose,
  equal,
  literal,
  method,
  never,
  not,
  or,
  relation,
  select,
  trySelect,
  type Cel,
} from './cel-text.ts';
import { fieldOf, isThere, orElse, sure, variableFor, type Place } from './place.ts';
import { callFunction } from './functions.ts';
import type { ListQuery, LogicQuery, Query } from './jmespath/query.ts';
import { Refusal } from './refusal.ts';
import { requestField } from './request-field.ts';
import {
  absentWhen,
  asMany,
  concatenated,
  constant,
  fromPlace,
  gathered,
  isTruthy,
  manyOf,
  mapped,
  quantify,
  single,
  truthy,
  type Many,
  type Single,
  type Term,
} from './term.ts';

/** What the names in an expression of JMESPath mean. */
export interface Scope {
  /** What `@` and a plain name are read from; null at the beginning, where names are those of the context. */
  readonly current: Term | null;
  /** Names of the loops around it. */
  readonly used: readonly string[];
  /** What a name of the context stands for. */
  readonly named: (name: string, scope: Scope) => Term;
}

/** An expression of JMESPath as CEL. */
export function queryTerm(query: Query, scope: Scope): Term {
  switch (query.type) {
    case 'current':
      return currentOf(scope);
    case 'field':
      return scope.current === null ? scope.named(query.name, scope) : field(scope.current, query.name);
    case 'index':
      return indexed(currentOf(scope), query.index, scope);
    case 'literal':
      return constant(query.value);
    case 'sub':
      return subTerm(query.left, query.right, scope);
    case 'pipe':
      return queryTerm(query.right, { ...scope, current: nilForMissing(queryTerm(query.left, scope)) });
    case 'call':
      return callFunction(query, scope, queryTerm);
    case 'projection':
    case 'values':
    case 'filter':
    case 'flatten':
      return listTerm(query, scope);
    case 'or':
    case 'and':
    case 'not':
    case 'compare':
      return logicTerm(query, scope);
    default:
      throw new Refusal(`JMESPath: ${constructs[query.type]}`, 'it makes a value that no field holds');
  }
}

const constructs: Readonly<Record<'slice' | 'list' | 'map' | 'reference', string>> = {
  slice: '[a:b]',
  list: '[a, b] without []',
  map: '{a: b}',
  reference: '&expression',
};

/** Of what is missing nothing is asked, not even by a function. */
function subTerm(left: Query, right: Query, scope: Scope): Term {
  const current = queryTerm(left, scope);
  if (right.type !== 'call') return queryTerm(right, { ...scope, current });
  const there = { ...current, missingWhen: never, nilWhen: never };
  const made = queryTerm(right, { ...scope, current: there });
  return {
    ...made,
    nilWhen: or(current.nilWhen, made.nilWhen),
    missingWhen: or(current.missingWhen, made.missingWhen),
  };
}

function currentOf({ current }: Scope): Term {
  if (current === null) throw new Refusal('JMESPath: @ of the whole context', '`@` stands for everything');
  return current;
}

/** What a pipe, a function or an operator makes of a missing key. */
export function nilForMissing<T extends Term>(term: T): T {
  return { ...term, nilWhen: absentWhen(term), missingWhen: never };
}

function field(of: Term, name: string): Term {
  if (of.form === 'many') throw new Refusal('JMESPath: field of a list', `\`${name}\` of a list is null`);
  if (of.literal !== undefined) throw new Refusal('JMESPath: field of a literal', `\`${name}\``);
  const ofRequest = requestField(of.place, name);
  if (ofRequest !== null) return ofRequest;
  const place = fieldOf(of.place ?? sure(of.cel, of.kind), name);
  const term = fromPlace(place);
  if (of.nilWhen.text === never.text) return term;
  // Of nothing there is nothing; only of what is there a missing key is an error.
  return { ...term, nilWhen: of.nilWhen, missingWhen: and(not(of.nilWhen), term.missingWhen) };
}

function indexed(of: Term, index: number, { used }: Scope): Term {
  if (index < 0) throw new Refusal('JMESPath: index from the end', `[${index}]`);
  const list = of.form === 'many' ? single(gathered(of), 'list') : of;
  if (list.kind === 'name' || list.kind === 'text')
    throw new Refusal('JMESPath: index of a text', `[${index}]`);
  const parent = list.place ?? sure(list.cel, list.kind);
  const place: Place = {
    there: select(parent.there, index),
    maybe: trySelect(parent.maybe ?? parent.there, index),
    kind: of.form === 'many' ? of.item.kind : (asMany(of, used).item.kind ?? 'any'),
    name: null,
    parent: null,
  };
  const missing = of.form === 'many' ? never : of.missingWhen;
  return { ...fromPlace(place), missingWhen: missing, nilWhen: and(not(missing), not(isThere(place))) };
}

function listTerm(query: ListQuery, scope: Scope): Many {
  if (query.type === 'flatten') return flattened(query.of, scope);
  const list =
    query.type === 'values' ? valuesOf(query.left, scope) : asMany(leftOf(query.left, scope), scope.used);
  const inner = { ...scope, used: [...scope.used, ...list.loops.map(({ variable }) => variable)] };
  const kept = query.type === 'filter' ? filtered(list, query.condition, inner) : list;
  return query.right.type === 'current' ? kept : projected(kept, query.right, inner);
}

/** `[a, b]` before `[]` is read as the lists one after another. */
function leftOf(left: Query, scope: Scope): Term {
  return queryTerm(left, scope);
}

function filtered(list: Many, condition: Query, scope: Scope): Many {
  const met = truthy(queryTerm(condition, { ...scope, current: list.item }));
  return narrowed(list, met);
}

/** Only elements of the innermost loop that are as said. */
function narrowed(list: Many, met: Cel): Many {
  const last = list.loops.at(-1);
  if (last === undefined) return list;
  return { ...list, loops: [...list.loops.slice(0, -1), { ...last, where: and(last.where, met) }] };
}

/** What is asked of each element; what gives null is left out. */
function projected(list: Many, right: Query, scope: Scope): Many {
  const item = queryTerm(right, { ...scope, current: list.item });
  if (item.form === 'many')
    throw new Refusal('JMESPath: list of lists', '`[*]` within `[*]` does not flatten; `[]` does');
  const kept = narrowed(list, not(absentWhen(item)));
  return { ...kept, item: { ...item, nilWhen: never, missingWhen: never } };
}

function valuesOf(left: Query, scope: Scope): Many {
  const map = queryTerm(left, scope);
  if (map.form === 'many') throw new Refusal('JMESPath: * of a list', 'only maps have values');
  const variable = variableFor('keys', scope.used);
  const place = fieldOf(map.place ?? sure(map.cel, map.kind), 'value');
  const item = fromPlace(
    sure(atom(`${map.cel.text}[${variable}]`), place.kind === 'text' ? 'any' : place.kind),
  );
  const over = map.place === null ? map.cel : orElse(map.place, {});
  return { ...manyOf({ over, variable, where: always }, item), nilWhen: absentWhen(map) };
}

function flattened(of: Query, scope: Scope): Many {
  const lists = severalLists(of, scope);
  if (lists !== null) return lists;
  const list = queryTerm(of, scope);
  if (list.form === 'single') return asMany(list, scope.used);
  const swallowed = nilForMissing(list);
  const { kind } = list.item;
  if (kind === 'map' || kind === 'name' || kind === 'text' || kind === 'boolean' || kind === 'integer')
    return list;
  const used = [...scope.used, ...list.loops.map(({ variable }) => variable)];
  const inner = asMany(list.item, used);
  return { ...swallowed, loops: [...list.loops, ...inner.loops], item: inner.item };
}

/** `x.[a, b][]`: the elements of a, then those of b. */
function severalLists(of: Query, scope: Scope): Many | null {
  const isSub = of.type === 'sub' && of.right.type === 'list';
  const list = isSub ? of.right : of;
  if (list.type !== 'list') return null;
  const base = isSub ? queryTerm(of.left, scope) : scope.current;
  const terms = list.items.map((item) => queryTerm(item, { ...scope, current: base }));
  const places = terms.filter((term) => term.form === 'single');
  if (places.length !== terms.length) throw new Refusal('JMESPath: [a[], b[]]', 'lists of projections');
  return concatenated(places, scope.used);
}

function logicTerm(query: LogicQuery, scope: Scope): Term {
  if (query.type === 'not') return single(not(truthy(queryTerm(query.of, scope))), 'boolean');
  const left = queryTerm(query.left, scope);
  const right = queryTerm(query.right, scope);
  if (query.type === 'compare') return compared(query.operator, left, right);
  if (query.type === 'or') return either(left, right);
  if (
    left.form === 'single' &&
    right.form === 'single' &&
    left.kind === 'boolean' &&
    right.kind === 'boolean'
  )
    return single(and(truthy(left), truthy(right)), 'boolean');
  throw new Refusal('JMESPath: && of other than booleans', 'it gives one of two values');
}

function either(left: Term, right: Term): Term {
  if (left.form === 'many') return manyOr(left, right);
  if (left.literal !== undefined) return isTruthy(left.literal) ? left : right;
  if (right.form === 'many')
    throw new Refusal('JMESPath: || of a value and a list', 'it gives one of two kinds');
  if (left.kind === 'boolean' && left.place === null && right.kind === 'boolean')
    return single(or(truthy(left), truthy(right)), 'boolean');
  if (right.literal !== undefined) return withFallback(left, right.literal);
  const kind = left.kind === right.kind ? left.kind : 'any';
  return {
    ...single(choose(truthy(left), left.cel, right.cel), kind),
    nilWhen: and(not(truthy(left)), absentWhen(right)),
  };
}

function manyOr(left: Many, right: Term): Term {
  const isEmptyList = right.form === 'single' && Array.isArray(right.literal) && right.literal.length === 0;
  if (isEmptyList) return { ...left, nilWhen: never };
  const isEmptyText = right.form === 'single' && right.literal === '';
  // An empty list and an empty text differ from null, and from each other, only for operators on lists.
  if (isEmptyText) return { ...left, nilWhen: not(quantify(left, 'exists', () => always)) };
  throw new Refusal('JMESPath: || of a list and something else', 'it gives one of two kinds');
}

function withFallback(left: Single, value: JsonValue): Term {
  if (Array.isArray(value) && value.length === 0) {
    const list = { ...left, kind: left.kind === 'any' ? ('list' as const) : left.kind };
    return { ...mapped(list, orNull(left, []), list.kind), nilWhen: never, missingWhen: never };
  }
  const kind = kindWith(left.kind, value);
  const isPlain = !isTruthy(value) || neverEmpty(left);
  if (isPlain)
    return { ...single(orNull(left, value), kind), fallback: value, mayBeNull: left.kind === 'any' };
  return { ...single(choose(truthy(left), left.cel, literal(value)), kind), fallback: value };
}

function orNull(term: Single, value: JsonValue): Cel {
  if (absentWhen(term).text === never.text) return term.cel;
  if (term.place !== null && term.place.maybe !== null)
    return method(term.place.maybe, 'orValue', literal(value));
  return choose(absentWhen(term), literal(value), term.cel);
}

function neverEmpty({ cel }: Single): boolean {
  return /^(?:request\.operation|(?:object|oldObject)\.(?:metadata\.name|kind|apiVersion))$/.test(cel.text);
}

/** What a field or the value that stands for it holds. */
function kindWith(kind: Single['kind'], value: JsonValue): Single['kind'] {
  if (typeof value === 'boolean') return kind === 'any' ? 'boolean' : kind;
  if (typeof value !== 'string') return kind;
  return kind === 'integer' ? 'any' : kind;
}

function compared(operator: string, left: Term, right: Term): Term {
  if (left.form === 'many' || right.form === 'many')
    throw new Refusal(`JMESPath: ${operator} of lists`, 'projections are compared as a whole');
  if (operator === '==' || operator === '!=') {
    const same = sameValue(left, right);
    return single(operator === '==' ? same : not(same), 'boolean');
  }
  const there = and(not(absentWhen(left)), not(absentWhen(right)));
  const result = relation(left.cel, operator, right.cel);
  return { ...single(result, 'boolean'), nilWhen: not(there) };
}

/** Two missing values are equal. */
function sameValue(left: Single, right: Single): Cel {
  const [a, b] = [left.place?.maybe, right.place?.maybe];
  if (a !== null && a !== undefined && b !== null && b !== undefined) return equal(a, b);
  const isNull = [left, right].find(({ literal: value }) => value === null);
  if (isNull !== undefined) {
    const other = isNull === left ? right : left;
    return or(absentWhen(other), other.place === null ? never : equal(other.cel, literal(null)));
  }
  const absent = and(absentWhen(left), absentWhen(right));
  return or(absent, and(not(absentWhen(left)), not(absentWhen(right)), equal(left.cel, right.cel)));
}

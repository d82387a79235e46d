import { always, and, atom, never, not, or, select, trySelect, type Cel } from './cel-text.ts';
import { fieldOf, isThere, orElse, sure, variableFor, type Place } from './place.ts';
import { callFunction } from './functions.ts';
import type { ListQuery, LogicQuery, Query } from './jmespath/query.ts';
import { fieldKind } from './field-kind.ts';
import { logicTerm } from './logic-term.ts';
import { Refusal } from './refusal.ts';
import { requestField } from './request-field.ts';
import {
  absentWhen,
  asMany,
  concatenated,
  constant,
  fromPlace,
  gathered,
  manyOf,
  single,
  truthy,
  type Many,
  type Term,
} from './term.ts';

/** What the names in an expression of JMESPath mean. */
export interface Scope {
  /** What `@` and a plain name are read from; null at the beginning, where names are those of the context. */
  readonly current: Term | null;
  /** Names of the loops around it. */
  readonly used: readonly string[];
  /** What stands for texts in quotes that are one `{{ }}` themselves: `nested_0()` is the first. */
  readonly nested?: readonly Term[];
  /** What a name of the context stands for. */
  readonly named: (name: string, scope: Scope) => Term;
}

/** An expression of JMESPath as CEL. */
export function queryTerm(query: Query, scope: Scope): Term {
  switch (query.type) {
    case 'projection':
    case 'values':
    case 'filter':
    case 'flatten':
      return listTerm(query, scope);
    case 'or':
    case 'and':
    case 'not':
    case 'compare':
      return logicTerm(query, scope, queryTerm);
    default:
      return valueTerm(query, scope);
  }
}

type ValueQuery = Exclude<Query, ListQuery | LogicQuery>;

function valueTerm(query: ValueQuery, scope: Scope): Term {
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
  const kind = fieldKind(map.place?.name ?? null, '');
  if (map.place === null || kind === 'any')
    throw new Refusal('JMESPath: * of a map', 'of which it is not known what its values are');
  const variable = variableFor('keys', scope.used);
  const item = fromPlace(sure(atom(`${map.cel.text}[${variable}]`), kind));
  const over = orElse(map.place, {});
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

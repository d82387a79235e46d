import type { JsonValue } from '../../core/json.ts';
import { and, choose, equal, literal, method, never, not, or, relation, type Cel } from './cel-text.ts';
import type { LogicQuery, Query } from './jmespath/query.ts';
import type { Scope } from './query-term.ts';
import { Refusal } from './refusal.ts';
import {
  absentWhen,
  isTruthy,
  mapped,
  asMany,
  isList,
  single,
  truthy,
  type Many,
  type Single,
  type Term,
} from './term.ts';

type Translate = (query: Query, scope: Scope) => Term;

/** What is true or false, or one of two values: `||`, `&&`, `!` and comparisons. */
export function logicTerm(query: LogicQuery, scope: Scope, translate: Translate): Term {
  if (query.type === 'not') return single(not(truthy(translate(query.of, scope))), 'boolean');
  const left = translate(query.left, scope);
  const right = translate(query.right, scope);
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
  if (right.form === 'single' && typeof right.literal === 'string')
    return { ...left, nilWhen: never, fallback: right.literal };
  throw new Refusal('JMESPath: || of a list and something else', 'it gives one of two kinds');
}

function withFallback(left: Single, value: JsonValue): Term {
  if (Array.isArray(value) && value.length === 0) {
    const list = { ...left, kind: left.kind === 'any' ? ('list' as const) : left.kind };
    return { ...mapped(list, orNull(left, []), list.kind), nilWhen: never, missingWhen: never };
  }
  if (typeof value === 'string' && isList(left))
    return { ...asMany(left, []), nilWhen: never, fallback: value };
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

import { isJsonObject, own, type JsonObject, type JsonValue } from '../../core/json.ts';
import { always, and, equal, literal, never, not, or, type Cel } from './cel-text.ts';
import { equals } from './equality.ts';
import { isMember } from './membership.ts';
import { isLonger, isOrdered, orderSign } from './ordering.ts';
import type { Scope } from './query-term.ts';
import { Refusal } from './refusal.ts';
import { readValue } from './text-term.ts';
import { unfolded, type Term } from './term.ts';
import type { MembershipOperator, Values } from './values.ts';

/** What conditions say together, and when they cannot be asked because a key is unknown. */
export interface Conditions {
  /** They hold, and can be asked. */
  readonly hold: Cel;
  /** A key on the way is unknown, which Kyverno reports as an error. */
  readonly fail: Cel;
}

/** One condition; `holds` is right where it does not fail. */
interface Condition {
  readonly holds: Cel;
  readonly fails: Cel;
}

/** Conditions as they are written: `any` and `all`, the old list, or nothing, which holds. */
export function readConditions(raw: JsonValue | undefined, scope: Scope): Conditions {
  if (raw === undefined || raw === null) return { hold: always, fail: never };
  if (Array.isArray(raw)) return allOf(raw as readonly JsonValue[], scope);
  if (!isJsonObject(raw)) throw new Refusal('conditions', 'neither `any` and `all` nor a list');
  const any = own(raw, 'any');
  const all = own(raw, 'all');
  const some = Array.isArray(any) ? anyOf(any as readonly JsonValue[], scope) : allOf([], scope);
  const every = Array.isArray(all) ? allOf(all as readonly JsonValue[], scope) : allOf([], scope);
  return { hold: and(some.hold, every.hold), fail: or(some.fail, every.fail) };
}

/** Kyverno asks in order and ends with the first that holds, so an unknown key after it does not matter. */
function anyOf(list: readonly JsonValue[], scope: Scope): Conditions {
  return list
    .map((each) => readCondition(each, scope))
    .reduceRight<Conditions>(
      (rest, { holds, fails }) => ({
        hold: and(not(fails), or(holds, rest.hold)),
        fail: or(fails, and(not(holds), rest.fail)),
      }),
      { hold: never, fail: never },
    );
}

/** Kyverno asks in order and ends with the first that does not hold. */
function allOf(list: readonly JsonValue[], scope: Scope): Conditions {
  return list
    .map((each) => readCondition(each, scope))
    .reduceRight<Conditions>(
      (rest, { holds, fails }) => ({
        hold: and(not(fails), holds, rest.hold),
        fail: or(fails, and(holds, rest.fail)),
      }),
      { hold: always, fail: never },
    );
}

function readCondition(raw: JsonValue, scope: Scope): Condition {
  if (!isJsonObject(raw)) throw new Refusal('conditions', 'a condition is no map');
  const operator = own(raw, 'operator');
  if (typeof operator !== 'string') throw new Refusal('conditions', 'a condition without operator');
  const key = plainValues(operator, readValue(own(raw, 'key') ?? null, scope));
  const value = readValue(own(raw, 'value') ?? null, scope);
  const fails = or(...[key, value].flat().map(({ missingWhen }) => missingWhen));
  return { holds: holds(operator, key, value), fails };
}

/** Only equality knows what to do with a boolean that has a text for none. */
function plainValues(operator: string, values: Values): Values {
  const isEquality = /^(?:not)?equals?$/i.test(operator);
  return isEquality || Array.isArray(values) ? values : unfolded(values as Term);
}

/** A key that is null holds in no condition; nothing is unequal only to a value that is null. */
function holds(operator: string, key: Values, value: Values): Cel {
  const name = operator.toLowerCase();
  const keyIsNil = nilOf(key);
  if (keyIsNil.text === always.text) return never;
  const valueIsNil = nilOf(value);
  if (name === 'equals' || name === 'equal')
    return and(not(keyIsNil), not(valueIsNil), equals(one(key), one(value)));
  if (name === 'notequals' || name === 'notequal')
    return and(not(keyIsNil), notNull(key), or(valueIsNil, not(equals(one(key), one(value)))));
  const known = Object.hasOwn(memberships, name) ? memberships[name] : undefined;
  return known === undefined ? inOrder(operator, key, value) : among(known, key, value);
}

function among(operator: MembershipOperator, key: Values, value: Values): Cel {
  return and(
    listGuard(operator, key, value),
    operator.includes('Not') ? notNull(key) : always,
    isMember(operator, key, value),
  );
}

function inOrder(operator: string, key: Values, value: Values): Cel {
  const name = operator.toLowerCase();
  const sign = orderSign(name);
  if (sign === null) throw new Refusal(`operator ${operator}`, 'Kyverno has no such operator');
  const ordered = name.startsWith('duration') ? isLonger : isOrdered;
  return and(not(nilOf(key)), not(nilOf(value)), ordered(sign, one(key), one(value)));
}

/** What asks for some element holds for no list that is null anyway. */
function listGuard(operator: MembershipOperator, key: Values, value: Values): Cel {
  const keyIsMany = !Array.isArray(key) && (key as Term).form === 'many';
  const valueIsMany = !Array.isArray(value) && (value as Term).form === 'many';
  const isPositive = operator === 'AnyIn' || operator === 'AllIn';
  return and(
    keyIsMany && operator.startsWith('Any') ? always : not(nilOf(key)),
    valueIsMany && isPositive && !keyIsMany ? always : not(nilOf(value)),
  );
}

const memberships: Readonly<Record<string, MembershipOperator>> = {
  anyin: 'AnyIn',
  allin: 'AllIn',
  in: 'In',
  anynotin: 'AnyNotIn',
  allnotin: 'AllNotIn',
  notin: 'NotIn',
};

function nilOf(values: Values): Cel {
  return Array.isArray(values) ? never : (values as Term).nilWhen;
}

/** What the API server does not know may hold null, which is neither equal nor unequal. */
function notNull(values: Values): Cel {
  if (Array.isArray(values)) return always;
  const term = values as Term;
  const mayBeNull =
    term.form === 'single' && term.kind === 'any' && term.place?.name !== null && term.place !== null;
  return mayBeNull ? not(equal(term.cel, literal(null))) : always;
}

function one(values: Values): Term {
  if (!Array.isArray(values)) return values as Term;
  throw new Refusal('{{ }} within a list', 'only the operators for lists take it');
}

/** The conditions of a `deny`, or nothing, which denies everything. */
export function denyConditions(deny: JsonObject, scope: Scope): Conditions {
  return readConditions(own(deny, 'conditions'), scope);
}

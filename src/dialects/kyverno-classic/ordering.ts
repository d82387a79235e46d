import {
  always,
  and,
  atom,
  call,
  equal,
  literal,
  method,
  never,
  not,
  or,
  plus,
  relation,
  type Cel,
} from './cel-text.ts';
import { isDurationCel, isPatternDuration } from './leaf.ts';
import { Refusal } from './refusal.ts';
import { isDuration, isQuantity } from './scalar.ts';
import { textOf, type Single, type Term } from './term.ts';

/** The comparison of CEL for an operator of Kyverno. */
const signs: Readonly<Record<string, string>> = {
  greaterthan: '>',
  greaterthanorequals: '>=',
  lessthan: '<',
  lessthanorequals: '<=',
};

/** The sign of GreaterThan and its like, also after `Duration`; null for another operator. */
export function orderSign(operator: string): string | null {
  const name = operator.toLowerCase().replace(/^duration/, '');
  return Object.hasOwn(signs, name) ? (signs[name] ?? null) : null;
}

/** What GreaterThan and its like say of a key and a value. Neither is missing or null. */
export function isOrdered(sign: string, key: Term, value: Term): Cel {
  if (key.form === 'many' || value.form === 'many') return never;
  const stated = value.literal;
  if (stated === undefined) return orderedDynamic(sign, key, value);
  if (typeof stated === 'number' || typeof stated === 'bigint')
    return orderedByNumber(sign, key, Number(stated));
  if (typeof stated !== 'string') return never;
  return key.kind === 'integer' ? integerByText(sign, key, stated) : orderedByText(sign, key, stated);
}

const isNumberSyntax = String.raw`^[-+]?([0-9]+(\.[0-9]*)?|\.[0-9]+)([eE][-+]?[0-9]+)?$`;

function orderedByNumber(sign: string, key: Single, value: number): Cel {
  if (key.kind === 'integer') return relation(key.cel, sign, literal(value));
  if (!isSingle(key)) return never;
  const text = textOf(key);
  const number = { text: Number.isInteger(value) ? `${value}.0` : String(value), rank: value < 0 ? 6 : 7 };
  const isNumber = method(text, 'matches', literal(isNumberSyntax));
  const asNumber = and(isNumber, relation(call('double', text), sign, number));
  if (key.kind === 'name') return asNumber;
  return or(
    asNumber,
    and(isDurationCel(text), relation(call('duration', text), sign, call('duration', literal(`${value}s`)))),
  );
}

function isSingle({ kind }: Single): boolean {
  return kind === 'text' || kind === 'name' || kind === 'any' || kind === 'quantity';
}

function integerByText(sign: string, { cel }: Single, value: string): Cel {
  if (isDuration(value) && value !== '0') {
    const key = call('duration', { text: `string(${cel.text}) + 's'`, rank: 4 });
    return relation(key, sign, call('duration', literal(value)));
  }
  const number = Number(value);
  return value.trim() === '' || Number.isNaN(number) ? never : relation(cel, sign, literal(number));
}

function orderedByText(sign: string, key: Single, value: string): Cel {
  if (!isSingle(key)) return never;
  const text = textOf(key);
  const isLasting = isDuration(value) && value !== '0';
  const lasting = and(
    isDurationCel(text),
    relation(call('duration', text), sign, call('duration', literal(value))),
  );
  if (isQuantity(value)) {
    const order = method(call('quantity', text), 'compareTo', call('quantity', literal(value)));
    const met = and(call('isQuantity', text), relation(order, sign, literal(0)));
    const asQuantity = and(numberGuard(key, value), met);
    return isLasting ? or(lasting, asSeconds(sign, key, value), asQuantity) : asQuantity;
  }
  if (isLasting) return or(lasting, inSeconds(sign, key, value));
  return /^\d+\.\d+\.\d+/.test(value) ? byVersion(sign, text, value) : never;
}

/** A number is compared with another number, and with no quantity that has a unit. */
export function numberGuard({ kind, cel }: Single, value: string): Cel {
  const isPlain = new RegExp(isNumberSyntax).test(value);
  if (isPlain || (kind !== 'any' && kind !== 'quantity')) return always;
  return equal(call('type', cel), atom('string'));
}

/** A number is compared with a duration as seconds. */
export function asSeconds(sign: string, key: Single, value: string): Cel {
  if (key.kind !== 'any' && key.kind !== 'quantity') return never;
  return and(not(equal(call('type', key.cel), atom('string'))), inSeconds(sign, key, value));
}

/** A number, and a text that is one. */
function inSeconds(sign: string, key: Single, value: string): Cel {
  const text = textOf(key);
  const seconds = call('duration', plus(text, literal('s')));
  const isNumber = method(text, 'matches', literal(isNumberSyntax));
  return and(isNumber, relation(seconds, sign, call('duration', literal(value))));
}

/** Semantic versions; the functions are there since Kubernetes 1.33 and Kyverno 1.17. */
function byVersion(sign: string, text: Cel, value: string): Cel {
  const order = method(call('semver', text), 'compareTo', call('semver', literal(value)));
  return and(call('isSemver', text), relation(order, sign, literal(0)));
}

function orderedDynamic(sign: string, key: Single, value: Single): Cel {
  if (key.kind === 'integer' && value.kind === 'integer') return relation(key.cel, sign, value.cel);
  if (key.kind === 'quantity' && value.kind === 'quantity') {
    const order = method(call('quantity', textOf(key)), 'compareTo', call('quantity', textOf(value)));
    return relation(order, sign, literal(0));
  }
  throw new Refusal(
    'comparison of two fields',
    'of which it is not known whether they are numbers, quantities or durations',
  );
}

/** DurationGreaterThan and its like, which take numbers for seconds. */
export function isLonger(sign: string, key: Term, value: Term): Cel {
  if (key.form === 'many' || value.form === 'many') return never;
  const stated = value.literal;
  const seconds = typeof stated === 'number' ? `${Math.trunc(stated)}s` : stated;
  if (typeof seconds !== 'string')
    throw new Refusal('Duration operator upon a field', 'the value is not stated');
  if (!isDuration(seconds)) return never;
  if (key.kind === 'integer') return integerByText(sign, key, seconds);
  if (!isSingle(key)) return never;
  const text = textOf(key);
  const lasting = relation(call('duration', text), sign, call('duration', literal(seconds)));
  return or(and(isPatternDuration(text), lasting), asSeconds(sign, key, seconds));
}

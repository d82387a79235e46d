import type { JsonValue } from '../../core/json.ts';
import {
  and,
  atom,
  call,
  choose,
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
import { isDurationCel } from './leaf.ts';
import { asSeconds, numberGuard } from './ordering.ts';
import { Refusal } from './refusal.ts';
import { isDuration, isQuantity, meetsPattern } from './scalar.ts';
import { gathered, isList, quantify, textOf, type Many, type Single, type Term } from './term.ts';
import { hasWildcard, matchedByCel, wildcardCel } from './wildcard.ts';

/** Whether a key equals a value, as Kyverno's operator Equals compares them. Neither is missing or null. */
export function equals(key: Term, value: Term): Cel {
  if (value.form === 'many') throw new Refusal('Equals of a projection', 'lists are compared as a whole');
  if (key.form === 'many') return equalsMany(key, value);
  if (value.literal !== undefined) return equalsLiteral(key, value.literal);
  if (key.literal !== undefined) return literalEquals(key.literal, value);
  return equalsDynamic(key, value);
}

/** A list, or the text that stands for an empty one. */
function equalsMany(key: Many, value: Single): Cel {
  if (key.fallback === undefined) return equalsList(gathered(key), value);
  const isEmpty = not(quantify(key, 'exists', () => atom('true')));
  if (typeof value.literal === 'string') return sameLiteral(key.fallback, value.literal) ? isEmpty : never;
  return and(not(isEmpty), equalsList(gathered(key), value));
}

function equalsList(key: Cel, { literal: stated }: Single): Cel {
  if (!Array.isArray(stated)) return never;
  return equal(key, literal(stated));
}

/** Whether a key equals what the policy states. */
export function equalsLiteral(key: Single, value: JsonValue): Cel {
  if (key.literal !== undefined) return sameLiteral(key.literal, value) ? atom('true') : never;
  if (value === null) return never;
  if (key.kind === 'boolean' && typeof key.fallback === 'string') return equalsFolded(key, value);
  switch (typeof value) {
    case 'string':
      return equalsText(key, value);
    case 'boolean':
      return equalsBoolean(key, value);
    case 'object':
      return equalsStructure(key, value);
    default:
      return equalsNumber(key, value);
  }
}

function equalsBoolean(key: Single, value: boolean): Cel {
  if (isTest(key)) return value ? key.cel : not(key.cel);
  return key.kind === 'boolean' || key.kind === 'any' ? equal(key.cel, literal(value)) : never;
}

function sameLiteral(key: JsonValue, value: JsonValue): boolean {
  if (typeof key === 'string' && typeof value === 'string') return meetsPattern(key, value);
  return key === value;
}

/** `hostNetwork || ''` is true, or the text. */
function equalsFolded({ cel, fallback }: Single, value: JsonValue): Cel {
  const isTrue = equal(cel, literal(true));
  if (value === true) return isTrue;
  return typeof value === 'string' && sameLiteral(fallback ?? null, value) ? not(isTrue) : never;
}

/** A boolean that CEL makes, and no field, which may hold something else. */
function isTest({ kind, place, fallback }: Single): boolean {
  return kind === 'boolean' && place === null && fallback === undefined;
}

/** A list or map equals only one of its own kind. */
function equalsStructure(key: Single, value: JsonValue & object): Cel {
  const isFitting = key.kind === 'any' || (Array.isArray(value) ? isList(key) : key.kind === 'map');
  return isFitting ? equal(key.cel, literal(value)) : never;
}

function equalsNumber(key: Single, value: number | bigint): Cel {
  if (key.kind === 'integer' || key.kind === 'any') return equal(key.cel, literal(value));
  if (key.kind !== 'text' && key.kind !== 'quantity') return never;
  const isLasting = and(
    isDurationCel(textOf(key)),
    equal(call('duration', textOf(key)), call('duration', literal(`${value}s`))),
  );
  return key.kind === 'quantity' ? equal(key.cel, literal(value)) : isLasting;
}

function equalsText(key: Single, value: string): Cel {
  if (key.kind === 'boolean') return never;
  if (key.kind === 'integer') return integerEquals(key, value);
  if (key.kind === 'list' || key.kind === 'texts' || key.kind === 'map') return never;
  if (isQuantity(value)) return quantityEquals(key, value);
  if (isDuration(value)) return durationEquals(key, value);
  const same = wildcardCel(key.cel, value);
  const isGuarded = key.kind === 'any' && hasWildcard(value);
  const met = isGuarded ? and(equal(call('type', key.cel), atom('string')), same) : same;
  return nullToo(key, value, met);
}

/** What else counts as none beside an empty text, in a field that may hold anything. */
function nullToo(key: Single, value: string, met: Cel): Cel {
  const isAnything = key.fallback === '' && value === '' && key.mayBeNull === true;
  return isAnything ? relation(key.cel, 'in', literal(['', null, false, [], {}])) : met;
}

function integerEquals({ cel }: Single, value: string): Cel {
  if (isDuration(value) && value !== '0')
    return equal(call('duration', plus(call('string', cel), literal('s'))), call('duration', literal(value)));
  const number = Number(value);
  return value.trim() === '' || Number.isNaN(number) ? never : equal(cel, literal(number));
}

function quantityEquals(key: Single, value: string): Cel {
  const text = textOf(key);
  const same = equal(
    method(call('quantity', text), 'compareTo', call('quantity', literal(value))),
    literal(0),
  );
  const asQuantity = and(numberGuard(key, value), call('isQuantity', text), same);
  if (!isDuration(value) || value === '0') return asQuantity;
  const lasting = equal(call('duration', text), call('duration', literal(value)));
  return or(choose(isDurationCel(text), lasting, asQuantity), asSeconds('==', key, value));
}

function durationEquals(key: Single, value: string): Cel {
  const text = textOf(key);
  const lasting = and(isDurationCel(text), equal(call('duration', text), call('duration', literal(value))));
  return or(lasting, asSeconds('==', key, value));
}

/** A text that the policy states, and a value of the object that may be a wildcard for it. */
function literalEquals(key: JsonValue, value: Single): Cel {
  if (typeof key !== 'string') return equal(literal(key), value.cel);
  if (value.kind === 'name') return equal(value.cel, literal(key));
  return or(equal(value.cel, literal(key)), matchedByCel(textOf(value), literal(key)));
}

/** Two values of the object. */
function equalsDynamic(key: Single, value: Single): Cel {
  if (key.kind === 'boolean' || key.kind === 'integer') {
    if (key.kind === value.kind) return equal(key.cel, value.cel);
    throw new Refusal('Equals of two fields', 'of different kinds');
  }
  if (value.kind === 'name') return equal(key.cel, value.cel);
  if (key.kind === 'map' && value.kind === 'map') return equal(key.cel, value.cel);
  if (isVague(key) || isVague(value))
    throw new Refusal(
      'Equals of two fields',
      'of which nothing is known, so that Kyverno may compare them in several ways',
    );
  return equalsTexts(key, value);
}

function isVague(term: Single): boolean {
  return term.kind === 'any' || term.kind === 'map' || isList(term);
}

/** Quantities by their amount, other texts as they are, the value being a wildcard if it holds `*` or `?`. */
function equalsTexts(key: Single, value: Single): Cel {
  const [a, b] = [textOf(key), textOf(value)];
  const bothQuantities = and(call('isQuantity', a), call('isQuantity', b));
  const sameQuantity = equal(method(call('quantity', a), 'compareTo', call('quantity', b)), literal(0));
  if (key.kind === 'quantity' && value.kind === 'quantity') return sameQuantity;
  return or(equal(a, b), and(bothQuantities, sameQuantity), and(not(bothQuantities), matchedByCel(b, a)));
}

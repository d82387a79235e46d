import type { JsonValue } from '../../core/json.ts';
import { and, atom, call, equal, literal, never, not, or, relation, type Cel } from './cel-text.ts';
import { equalsLiteral } from './equality.ts';
import { metBy } from './leaf.ts';
import { sure } from './place.ts';
import { Refusal } from './refusal.ts';
import { bySpecialValue } from './special-values.ts';
import { isRange } from './scalar.ts';
import {
  constant,
  isList,
  namesIn,
  keyIn,
  quantify,
  textOf,
  type Many,
  type Single,
  type Term,
} from './term.ts';
import { amongCel, hasWildcard, matchedByCel, matchesWildcard, wildcardCel } from './wildcard.ts';
import { isPositive, jsonTexts, manyBeside, type MembershipOperator, type Values } from './values.ts';

/** What an operator for lists says of a key and a value. Neither is missing or null. */
export function isMember(operator: MembershipOperator, key: Values, value: Values): Cel {
  const special = bySpecialValue(operator, key, value);
  if (special !== null) return special;
  const keys = Array.isArray(key) ? (key as readonly Term[]) : null;
  const list = keys ?? literalTexts(key as Term);
  if (list !== null) return ofStated(operator, list, value);
  const term = key as Term;
  if (term.form === 'many' && term.fallback !== undefined) return ofEither(operator, term, value);
  if (term.form === 'single' && !isList(term)) return ofSingle(operator, term, value);
  return ofSet(operator, manyBeside(term, value), value);
}

/** A list, or the text that stands for an empty one: `drop[] || ''`. */
function ofEither(operator: MembershipOperator, key: Many, value: Values): Cel {
  const { fallback = '', ...list } = key;
  const isEmpty = not(quantify(list, 'exists', () => atom('true')));
  const ofText = isMember(operator, constant(fallback), value);
  const ofElements = isMember(operator, list, value);
  return or(and(isEmpty, ofText), operator.startsWith('Any') ? ofElements : and(not(isEmpty), ofElements));
}

/** The elements of a list that the policy states. */
function literalTexts(term: Term): readonly Term[] | null {
  if (term.form === 'many' || !Array.isArray(term.literal)) return null;
  return (term.literal as readonly JsonValue[]).map(constant);
}

/** Any and All differ for a list only. */
function ofSingle(operator: MembershipOperator, key: Single, value: Values): Cel {
  if (key.kind === 'map') return never;
  const found = within(key, value, false);
  if (found === null) return never;
  return isPositive(operator) ? found : not(found);
}

function ofStated(operator: MembershipOperator, keys: readonly Term[], value: Values): Cel {
  const texts = statedTexts(keys);
  if (
    texts !== null &&
    !Array.isArray(value) &&
    (value as Term).form === 'many' &&
    /^AnyIn|^AllNotIn/.test(operator)
  ) {
    const some = quantify(value as Many, 'exists', (item) => amongCel(textOf(item), texts, item.kind));
    return operator === 'AnyIn' ? some : not(some);
  }
  const found = keys.map((each) => within(oneOf(each), value, true));
  const known = found.filter((each) => each !== null);
  if (known.length !== found.length) return never;
  switch (operator) {
    case 'AnyIn':
      return or(...known);
    case 'AllIn':
      return and(...known);
    case 'AnyNotIn':
      return or(...known.map(not));
    default:
      return and(...known.map(not));
  }
}

function statedTexts(keys: readonly Term[]): readonly string[] | null {
  const texts = keys.flatMap((key) =>
    key.form === 'single' && typeof key.literal === 'string' ? [key.literal] : [],
  );
  return texts.length === keys.length && keys.length > 1 ? texts : null;
}

function ofSet(operator: MembershipOperator, keys: Many, value: Values): Cel {
  const isIn = (item: Single): Cel => found(item, value);
  switch (operator) {
    case 'AnyIn':
      return quantify(keys, 'exists', isIn);
    case 'AllIn':
      return quantify(keys, 'all', isIn);
    case 'AnyNotIn':
      return quantify(keys, 'exists', (item) => not(isIn(item)));
    default:
      return not(quantify(keys, 'exists', isIn));
  }
}

function found(item: Single, value: Values): Cel {
  return within(item, value, true) ?? never;
}

function oneOf(term: Term): Single {
  if (term.form === 'single') return term;
  throw new Refusal(
    'a list in the list of a condition',
    'lists within lists are compared by how Go prints them',
  );
}

/** Whether a key is in a value; null where Kyverno takes the value for wrong. */
function within(key: Single, value: Values, inSet: boolean): Cel | null {
  if (Array.isArray(value))
    return or(...(value as readonly Term[]).map((each) => matchesEither(key, oneOf(each))));
  const term = value as Term;
  if (term.form === 'many' || isList(term)) return withinList(key, term);
  if (term.literal !== undefined) return withinLiteral(key, term.literal, inSet);
  if (term.kind === 'name' || term.kind === 'text') return withinText(key, term);
  throw new Refusal(
    'a list operator upon a field',
    `of \`${term.cel.text}\` it is not known whether it holds a list`,
  );
}

function withinList(key: Single, term: Term): Cel {
  const stated = term.form === 'single' ? term.literal : undefined;
  if (Array.isArray(stated)) return amongLiterals(key, stated as readonly JsonValue[]);
  const list = manyBeside(term, key);
  if (namesIn(key.cel).some((name) => list.loops.some(({ variable }) => variable === name)))
    throw new Refusal('a list operator upon two projections', 'of lists of the same name');
  const isPlain = typeof key.literal === 'string' && !hasWildcard(key.literal);
  const known = isPlain ? keyIn(list, key) : null;
  if (known !== null) return known;
  return quantify(list, 'exists', (item) => matchesEither(key, item));
}

function amongLiterals(key: Single, values: readonly JsonValue[]): Cel {
  if (key.literal !== undefined) {
    const text = shown(key.literal);
    const isIn = values.some(
      (each) => matchesWildcard(shown(each), text) || matchesWildcard(text, shown(each)),
    );
    return isIn ? atom('true') : never;
  }
  if (key.kind === 'boolean') return or(...booleans(key, values));
  if (key.kind === 'integer') return integers(key, values);
  const texts = values.map(shown);
  const isPlain = values.every((each) => typeof each === 'string' && !/^(?:[-+\d.]+|true|false)$/.test(each));
  return amongCel(isPlain ? key.cel : textOf(key), texts, key.kind);
}

function booleans(key: Single, values: readonly JsonValue[]): readonly Cel[] {
  return [true, false]
    .filter((each) => values.some((value) => matchesWildcard(shown(value), String(each))))
    .map((each) => equalsLiteral(key, each));
}

function integers(key: Single, values: readonly JsonValue[]): Cel {
  const numbers = values.map(Number);
  const isPlain = values.every((value) => String(Number(value)) === shown(value));
  if (isPlain) return relation(key.cel, 'in', literal(numbers));
  return amongCel(call('string', key.cel), values.map(shown), 'name');
}

/** A value as Go prints it, as far as conditions state such. */
function shown(value: JsonValue): string {
  return typeof value === 'object' ? JSON.stringify(value) : String(value);
}

/** A text may be a range, a list written as JSON, or a wildcard. */
function withinLiteral(key: Single, value: JsonValue, inSet: boolean): Cel | null {
  if (typeof value !== 'string') {
    const isStated = typeof value === 'number' || typeof value === 'boolean';
    return inSet && isStated ? amongLiterals(key, [value]) : null;
  }
  return isRange(value) ? metBy(sure(key.cel, key.kind), value, []) : withinStated(key, value, inSet);
}

function withinStated(key: Single, value: string, inSet: boolean): Cel | null {
  const list = jsonTexts(value);
  if (list === 'wrong') return null;
  if (list !== null)
    return or(plainIn(key, list), inSet ? amongLiterals(key, list) : wildcardCel(textOf(key), value));
  if (inSet) return amongLiterals(key, [value]);
  return key.literal === undefined ? wildcardCel(textOf(key), value) : amongLiterals(key, [value]);
}

function plainIn(key: Single, list: readonly string[]): Cel {
  return list.length === 0 ? never : relation(textOf(key), 'in', literal(list));
}

/** A single text of the object: a wildcard for the key. */
function withinText(key: Single, value: Single): Cel {
  if (value.kind === 'name') return equal(textOf(key), value.cel);
  throw new Refusal(
    'a list operator upon a text of the object',
    'Kyverno reads ranges, wildcards and JSON in it',
  );
}

/** Whether one of two texts is a wildcard for the other, or the same. */
function matchesEither(key: Single, item: Single): Cel {
  const [a, b] = [textOf(key), textOf(item)];
  if (item.literal !== undefined) return amongLiterals(key, [item.literal]);
  if (typeof key.literal === 'string') {
    const plain = hasWildcard(key.literal) ? wildcardCel(b, key.literal) : equal(b, a);
    if (item.kind === 'name') return plain;
    return hasWildcard(key.literal) ? or(plain, matchedByCel(b, a)) : matchedByCel(b, a);
  }
  if (key.kind === 'name' && item.kind === 'name') return equal(a, b);
  return or(
    equal(a, b),
    key.kind === 'name' ? never : matchedByCel(a, b),
    item.kind === 'name' ? never : matchedByCel(b, a),
  );
}

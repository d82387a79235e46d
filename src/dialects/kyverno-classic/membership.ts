import type { JsonValue } from '../../core/json.ts';
import { and, atom, call, equal, literal, never, not, or, relation, type Cel } from './cel-text.ts';
import { equalsLiteral } from './equality.ts';
import { metBy } from './leaf.ts';
import { sure } from './place.ts';
import { Refusal } from './refusal.ts';
import { isRange } from './scalar.ts';
import {
  asMany,
  constant,
  isList,
  namesIn,
  keyIn,
  quantify,
  sizeOf,
  textOf,
  type Many,
  type Single,
  type Term,
} from './term.ts';
import { amongCel, hasWildcard, matchedByCel, matchesWildcard, wildcardCel } from './wildcard.ts';

export type MembershipOperator = 'AnyIn' | 'AllIn' | 'AnyNotIn' | 'AllNotIn' | 'In' | 'NotIn';

/** Several values of the policy or the object. */
type Values = Term | readonly Term[];

/** What an operator for lists says of a key and a value. Neither is missing or null. */
export function isMember(operator: MembershipOperator, key: Values, value: Values): Cel {
  const special = bySpecialValue(operator, key, value);
  if (special !== null) return special;
  const keys = Array.isArray(key) ? (key as readonly Term[]) : null;
  const list = keys ?? literalTexts(key as Term);
  if (list !== null) return ofStated(operator, list, value);
  const term = key as Term;
  const isSet = term.form === 'many' || isList(term);
  if (!isSet) return ofSingle(operator, term as Single, value);
  return ofSet(operator, manyBeside(term, value), value);
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

function isPositive(operator: MembershipOperator): boolean {
  return operator === 'AnyIn' || operator === 'AllIn' || operator === 'In';
}

/** Values that Kyverno takes only for some operators; null where nothing is special. */
function bySpecialValue(operator: MembershipOperator, key: Values, value: Values): Cel | null {
  const stated = Array.isArray(value) ? undefined : (value as Term);
  const literalValue = stated?.form === 'single' ? stated.literal : undefined;
  const isSet = Array.isArray(key) || (key as Term).form === 'many' || isList(key as Single);
  if (operator === 'In' || operator === 'NotIn') return byOldOperator(operator, key, literalValue, isSet);
  if (typeof literalValue === 'number' || typeof literalValue === 'boolean')
    return isSet && operator.startsWith('All') ? never : null;
  if (typeof literalValue !== 'string') return null;
  if (isRange(literalValue) && isSet && operator === 'AnyNotIn') return outsideRange(key, literalValue);
  return jsonTexts(literalValue) === 'wrong' ? byWrongJson(operator, key, literalValue, isSet) : null;
}

/** The old operators read no ranges, and a text only as a wildcard or a list written as JSON. */
function byOldOperator(
  operator: 'In' | 'NotIn',
  key: Values,
  value: JsonValue | undefined,
  isSet: boolean,
): Cel | null {
  if (isSet)
    throw new Refusal(`operator ${operator} upon a list`, 'Kyverno fails where an element is no text');
  if (typeof value !== 'string' || Array.isArray(jsonTexts(value))) return null;
  return operator === 'NotIn' ? never : wildcardCel(textOf(key as Single), value);
}

/** Text that is JSON, but no list of texts: only the very same text is in it, and nothing is not in it. */
function byWrongJson(operator: MembershipOperator, key: Values, value: string, isSet: boolean): Cel {
  if (!isPositive(operator)) return never;
  if (!isSet) return wildcardCel(textOf(key as Single), value);
  if (Array.isArray(key)) throw new Refusal('a list operator upon a list', `with the text ${value}`);
  const term = key as Term;
  const stated = term.form === 'single' ? term.literal : undefined;
  if (Array.isArray(stated)) return stated.length === 1 && stated[0] === value ? atom('true') : never;
  const list = manyBeside(term, constant(value));
  const isSame = quantify(list, 'exists', (item) => equal(textOf(item), literal(value)));
  return and(equal(sizeOf(list), literal(1)), isSame);
}

/** What is no number is neither within a range nor outside of it. */
function outsideRange(key: Values, range: string): Cel {
  if (Array.isArray(key) || range.startsWith('-')) throw new Refusal('AnyNotIn with a range', `\`${range}\``);
  const outside = range.replace('-', '!-');
  return quantify(manyBeside(key as Term, constant(null)), 'exists', (item) =>
    metBy(sure(item.cel, item.kind), outside, []),
  );
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

/** A value as a list whose loop takes no name that another value uses. */
function manyBeside(term: Term, other: Values): Many {
  const others = Array.isArray(other) ? [] : [other as Term];
  const cels = others.flatMap((each) =>
    each.form === 'single' ? [each.cel] : each.loops.map(({ variable }) => atom(variable)),
  );
  return asMany(term, namesIn(...(term.form === 'single' ? [term.cel] : []), ...cels));
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
    const text = String(key.literal);
    const isIn = values.some(
      (each) => matchesWildcard(String(each), text) || matchesWildcard(text, String(each)),
    );
    return isIn ? atom('true') : never;
  }
  if (key.kind === 'boolean') return or(...booleans(key, values));
  if (key.kind === 'integer') return integers(key, values);
  const texts = values.map(String);
  const isPlain = values.every((each) => typeof each === 'string' && !/^(?:[-+\d.]+|true|false)$/.test(each));
  return amongCel(isPlain ? key.cel : textOf(key), texts, key.kind);
}

function booleans(key: Single, values: readonly JsonValue[]): readonly Cel[] {
  return [true, false]
    .filter((each) => values.some((value) => matchesWildcard(String(value), String(each))))
    .map((each) => equalsLiteral(key, each));
}

function integers(key: Single, values: readonly JsonValue[]): Cel {
  const numbers = values.map(Number);
  const isPlain = values.every((value) => String(Number(value)) === String(value));
  if (isPlain) return relation(key.cel, 'in', literal(numbers));
  return amongCel(call('string', key.cel), values.map(String), 'name');
}

/** A text may be a range, a list written as JSON, or a wildcard. */
function withinLiteral(key: Single, value: JsonValue, inSet: boolean): Cel | null {
  if (typeof value !== 'string') {
    const isStated = typeof value === 'number' || typeof value === 'boolean';
    return inSet && isStated ? amongLiterals(key, [value]) : null;
  }
  if (isRange(value)) return metBy(sure(key.cel, key.kind), value, []);
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

/** The texts of a JSON list; `wrong` for other JSON, which Kyverno does not take. */
function jsonTexts(text: string): readonly string[] | 'wrong' | null {
  try {
    const value: unknown = JSON.parse(text);
    if (value === null) return [];
    return Array.isArray(value) && value.every((each) => typeof each === 'string') ? value : 'wrong';
  } catch {
    return null;
  }
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

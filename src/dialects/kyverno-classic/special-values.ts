import type { JsonValue } from '../../core/json.ts';
import { and, atom, equal, literal, never, type Cel } from './cel-text.ts';
import { metBy } from './leaf.ts';
import { sure } from './place.ts';
import { Refusal } from './refusal.ts';
import { isRange } from './scalar.ts';
import { constant, quantify, sizeOf, textOf, type Single, type Term } from './term.ts';
import {
  isPositive,
  isSetOf,
  jsonTexts,
  manyBeside,
  statedIn,
  type MembershipOperator,
  type Values,
} from './values.ts';
import { wildcardCel } from './wildcard.ts';

/** Values that Kyverno takes only for some operators; null where nothing is special. */
export function bySpecialValue(operator: MembershipOperator, key: Values, value: Values): Cel | null {
  const literalValue = statedIn(value);
  const isSet = isSetOf(key);
  if (operator === 'In' || operator === 'NotIn') return byOldOperator(operator, key, literalValue, isSet);
  if (typeof literalValue !== 'string') return byPlainValue(operator, literalValue, isSet);
  if (isRange(literalValue) && isSet && operator === 'AnyNotIn') return outsideRange(key, literalValue);
  return jsonTexts(literalValue) === 'wrong' ? byWrongJson(operator, key, literalValue, isSet) : null;
}

/** A list has no All in a number or a boolean. */
function byPlainValue(
  operator: MembershipOperator,
  value: JsonValue | undefined,
  isSet: boolean,
): Cel | null {
  return isSet && operator.startsWith('All') && isNumberOrBoolean(value) ? never : null;
}

function isNumberOrBoolean(value: JsonValue | undefined): boolean {
  return typeof value === 'number' || typeof value === 'boolean';
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

import type { JsonValue } from '../../core/json.ts';
import {
  always,
  and,
  atom,
  call,
  equal,
  literal,
  loop,
  method,
  never,
  not,
  or,
  relation,
  type Cel,
} from './cel-text.ts';
import { elementKind, isAny, isPlural, type FieldKind } from './field-kind.ts';
import { isThere, orElse, variableFor, type Place } from './place.ts';
import { Refusal } from './refusal.ts';
import { hasWildcard, wildcardCel } from './wildcard.ts';
import { isDuration, isQuantity, meetsPattern, readPattern, type Comparison } from './scalar.ts';

/** A single value of a pattern. */
export type Scalar = string | number | bigint | boolean | null;

/** Whether a place without a value meets a single value of a pattern. */
export function ofNothing(pattern: Scalar): boolean {
  if (typeof pattern === 'string') return meetsPattern(null, pattern);
  return pattern === null;
}

/** Whether a place meets a single value of a pattern, as Kyverno's `pattern.Validate` compares them. */
export function leafCel(place: Place, pattern: Scalar, used: readonly string[]): Cel {
  const nothing = ofNothing(pattern);
  const short = withDefault(place, pattern, nothing);
  if (short !== null) return short;
  const met = metBy(place, pattern, used);
  return nothing ? or(not(isThere(place)), met) : and(isThere(place), met);
}

/** Whether the place is absent or meets the value: an equality anchor upon a single value. */
export function absentOrLeafCel(place: Place, pattern: Scalar, used: readonly string[]): Cel {
  return withDefault(place, pattern, true) ?? or(not(isThere(place)), metBy(place, pattern, used));
}

/** Whether a value that is there meets the pattern's; a list does if each of its elements does. */
export function metBy(place: Place, pattern: Scalar, used: readonly string[]): Cel {
  const { there, kind, name } = place;
  if (kind === 'list' || kind === 'texts' || kind === 'names' || kind === 'integers')
    return eachMeets(place, pattern, used);
  if (kind === 'map') return never;
  const single = notNull(predicate(there, pattern, kind), there, kind);
  if (!isAny(kind) || name === null || !isPlural(name) || single.text === always.text) return single;
  const isList = equal(call('type', there), atom('list'));
  return or(and(isList, eachMeets(place, pattern, used)), and(not(isList), single));
}

/** What is not equal to something else would admit null, which no pattern does but that of nothing. */
function notNull(met: Cel, there: Cel, kind: FieldKind): Cel {
  const isNegative = met.text.includes('!=') || met.text.startsWith('!') || met.text === always.text;
  return isAny(kind) && isNegative ? and(relation(there, '!=', literal(null)), met) : met;
}

/** Whether each element of a list meets the pattern's value. */
export function eachMeets({ there, kind, name }: Place, pattern: Scalar, used: readonly string[]): Cel {
  const variable = variableFor(name, used);
  const met = kind === 'list' ? never : predicate(atom(variable), pattern, elementKind(kind));
  return met.text === never.text
    ? equal(method(there, 'size'), literal(0))
    : loop(there, 'all', variable, met);
}

/** `place.orValue(default) == value`, where a default exists that has the verdict of nothing at all. */
function withDefault(place: Place, pattern: Scalar, nothing: boolean): Cel | null {
  if (place.maybe === null || (isAny(place.kind) && place.name !== null && isPlural(place.name))) return null;
  const candidates = defaults(place.kind, pattern);
  const found = candidates.find((value) => verdict(value, pattern) === nothing);
  if (found === undefined) return null;
  const there = orElse(place, found);
  const met = predicate(there, pattern, place.kind);
  return notNull(met, there, place.kind) === met ? met : null;
}

function verdict(value: JsonValue, pattern: Scalar): boolean {
  return typeof pattern === 'string' ? meetsPattern(value, pattern) : value === pattern;
}

/** Values that a reader would take for “none”, most natural first. */
function defaults(kind: FieldKind, pattern: Scalar): readonly JsonValue[] {
  if (typeof pattern === 'boolean') return kind === 'boolean' || isAny(kind) ? [false, true] : [];
  if (typeof pattern !== 'string') return [];
  const known = Object.hasOwn(naturals, kind) ? naturals[kind] : undefined;
  if (known !== undefined) return known;
  if (kind === 'name' || kind === 'text') return ['', ...plainOperands(pattern)];
  return isPlainText(pattern) ? ['', pattern] : [];
}

const naturals: Partial<Readonly<Record<FieldKind, readonly JsonValue[]>>> = {
  integer: [0],
  quantity: ['0'],
  boolean: [false, true],
};

/** Texts that the pattern names as they stand. */
function plainOperands(pattern: string): readonly string[] {
  const parts = readPattern(pattern).flatMap(([first, ...more]) =>
    more.length === 0 && first !== undefined ? [first] : [],
  );
  return parts
    .filter(({ operator, operand }) => operator === '' && !hasWildcard(operand))
    .map(({ operand }) => operand);
}

function isPlainText(pattern: string): boolean {
  const [only] = readPattern(pattern);
  const [part] = only ?? [];
  return (
    part !== undefined &&
    part.operand === pattern &&
    !isQuantity(pattern) &&
    !isDuration(pattern) &&
    !hasWildcard(pattern)
  );
}

/** Whether one value meets the pattern's. */
function predicate(value: Cel, pattern: Scalar, kind: FieldKind): Cel {
  if (pattern === null) return isNothing(value, kind);
  if (typeof pattern === 'boolean') return equal(value, literal(pattern));
  if (typeof pattern !== 'string') return equalsNumber(value, pattern, kind);
  return or(
    ...readPattern(pattern).map((parts) => and(...parts.map((part) => comparison(value, part, kind)))),
  );
}

function isNothing(value: Cel, kind: FieldKind): Cel {
  const zeros: readonly JsonValue[] =
    kind === 'boolean'
      ? [false]
      : kind === 'integer'
        ? [0]
        : kind === 'quantity'
          ? ['', 0]
          : kind === 'any'
            ? ['', 0, false]
            : [''];
  return or(equal(value, literal(null)), ...zeros.map((zero) => equal(value, literal(zero))));
}

function equalsNumber(value: Cel, pattern: number | bigint, kind: FieldKind): Cel {
  if (kind === 'integer') return equal(value, literal(pattern));
  if (kind === 'name' || kind === 'text') return equal(value, literal(String(pattern)));
  return equal(call('string', value), literal(String(pattern)));
}

function comparison(value: Cel, part: Comparison, kind: FieldKind): Cel {
  const { operator, operand } = part;
  if (isQuantity(operand)) return quantityOrDuration(value, part, kind);
  const same = isDuration(operand) ? durationComparison(value, part, kind) : sameText(value, operand, kind);
  if (operator === '') return same;
  if (operator === '!') return not(same);
  return isDuration(operand) ? same : never;
}

function sameText(value: Cel, operand: string, kind: FieldKind): Cel {
  if (kind === 'boolean') return sameBoolean(value, operand);
  if (kind === 'integer') return sameDigits(operand);
  if (isAny(kind) && (operand === 'true' || operand === 'false'))
    return equal(call('string', value), literal(operand));
  if (kind === 'loose' && hasWildcard(operand) && !isAnyText(operand))
    return and(equal(call('type', value), atom('string')), wildcardCel(value, operand));
  return wildcardCel(value, operand);
}

function sameBoolean(value: Cel, operand: string): Cel {
  const admitted = [true, false].filter((each) => meetsPattern(each, operand));
  return admitted.length === 2 ? always : or(...admitted.map((each) => equal(value, literal(each))));
}

/** A number is no text that a policy would state, but it is some text. */
function sameDigits(operand: string): Cel {
  if (isAnyText(operand)) return always;
  if (hasWildcard(operand))
    throw new Refusal(
      'pattern: wildcard on a number',
      `\`${operand}\` would be compared with a number's digits`,
    );
  return never;
}

/** Whether a wildcard matches every text, or every text but the empty one. */
function isAnyText(operand: string): boolean {
  return /^(?:\*+|\?\*+|\*+\?)$/.test(operand);
}

const durationSyntax = String.raw`(([0-9]+(\.[0-9]*)?|\.[0-9]+)(ns|us|µs|ms|s|m|h))+`;

/** Whether a text of the object is a duration as Go reads it, with a unit. */
export function isDurationCel(value: Cel): Cel {
  return method(value, 'matches', literal(`^[-+]?${durationSyntax}$`));
}

/** Whether a text of the object is a duration as Go reads it; 0 needs no unit. */
export function isPatternDuration(value: Cel): Cel {
  return method(value, 'matches', literal(`^[-+]?(0|${durationSyntax})$`));
}

function durationComparison(value: Cel, { operator, operand }: Comparison, kind: FieldKind): Cel {
  if (kind === 'boolean' || kind === 'integer') return never;
  const text = kind === 'text' || kind === 'name' ? value : call('string', value);
  const sign = operator === '' || operator === '!' ? '==' : operator;
  return and(
    isPatternDuration(text),
    relation(call('duration', text), sign, call('duration', literal(operand))),
  );
}

/** `5m` is both, and a duration first. */
function quantityOrDuration(value: Cel, part: Comparison, kind: FieldKind): Cel {
  const asQuantity = quantityComparison(value, part, kind);
  const isPlain = !isDuration(part.operand) || /^[-+]?0+$/.test(part.operand);
  if (isPlain || (kind !== 'text' && !isAny(kind))) return asQuantity;
  const asDuration = durationComparison(value, part, kind);
  return part.operator === '!' ? and(not(asDuration), asQuantity) : or(asDuration, asQuantity);
}

/** A number that is compared as one; everything else as a quantity. */
function quantityComparison(value: Cel, { operator, operand }: Comparison, kind: FieldKind): Cel {
  const sign = operator === '' ? '==' : operator === '!' ? '!=' : operator;
  if (kind === 'boolean') return operator === '!' ? always : never;
  if (kind === 'integer' && /^[-+]?\d{1,15}$/.test(operand))
    return relation(value, sign, literal(Number(operand)));
  return unitComparison(value, { operator, operand }, kind);
}

function unitComparison(value: Cel, { operator, operand }: Comparison, kind: FieldKind): Cel {
  const sign = operator === '' ? '==' : operator === '!' ? '!=' : operator;
  const text = kind === 'text' || kind === 'name' ? value : call('string', value);
  const order = method(call('quantity', text), 'compareTo', call('quantity', literal(operand)));
  const holds = relation(order, sign, literal(0));
  if (kind === 'quantity' || kind === 'integer') return holds;
  const isNumber = call('isQuantity', text);
  return operator === '!' ? or(not(isNumber), holds) : and(isNumber, holds);
}

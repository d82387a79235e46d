import { parseAmount } from '../../cel/libraries/kubernetes/parse-amount.ts';
import { compareAmounts } from '../../cel/libraries/kubernetes/amount.ts';
import { CelError } from '../../cel/value/cel-error.ts';
import { parseDuration } from '../../cel/value/duration.ts';
import type { JsonValue } from '../../core/json.ts';
import { Refusal } from './refusal.ts';
import { matchesWildcard } from './wildcard.ts';

/** How a value of a pattern is compared: `>=10` and its like, `!x`, or by equality. */
export type ScalarOperator = '' | '!' | '>' | '<' | '>=' | '<=';

/** One comparison within a pattern's text. */
export interface Comparison {
  readonly operator: ScalarOperator;
  readonly operand: string;
}

const number = String.raw`[-|+]?\d+(?:\.\d+)?[A-Za-z]*`;
const range = new RegExp(`^(${number})-(${number})$`);
const outside = new RegExp(`^(${number})!-(${number})$`);
const operators = ['>=', '<=', '>', '<', '!'] as const;

/**
 * A pattern's text as alternatives of comparisons that hold together: `|` separates the former, `&` the
 * latter, and a range is two of them.
 */
export function readPattern(text: string): readonly (readonly Comparison[])[] {
  const alternatives = text.split('|');
  if (alternatives.length > mostAlternatives) throw tooMany();
  return alternatives.flatMap((each) => conjunction(each.split('&').map((part) => trim(part))));
}

/** More than anybody writes, and little enough to be read at once. */
const mostAlternatives = 1000;

function tooMany(): Refusal {
  return new Refusal('pattern: too many alternatives', `a value has at most ${mostAlternatives} of them`);
}

function trim(text: string): string {
  return text.replaceAll(/^ +| +$/g, '');
}

/** Every way to choose one alternative of each part. */
function conjunction(parts: readonly string[]): readonly (readonly Comparison[])[] {
  let ways: readonly (readonly Comparison[])[] = [[]];
  for (const part of parts) {
    const choices = readComparison(part);
    ways = ways.flatMap((way) => choices.map((choice) => [...way, ...choice]));
    if (ways.length > mostAlternatives) throw tooMany();
  }
  return ways;
}

/** The alternatives of one part: two for `1!-5`, which is what lies outside. */
function readComparison(text: string): readonly (readonly Comparison[])[] {
  const operator = text.length < 2 ? undefined : operators.find((each) => text.startsWith(each));
  if (operator !== undefined) return [[{ operator, operand: text.slice(operator.length).trim() }]];
  const [, below, above] = outside.exec(text) ?? [];
  if (below !== undefined && above !== undefined)
    return [[{ operator: '<', operand: below }], [{ operator: '>', operand: above }]];
  const [, from, upTo] = range.exec(text) ?? [];
  if (from !== undefined && upTo !== undefined)
    return [
      [
        { operator: '>=', operand: from },
        { operator: '<=', operand: upTo },
      ],
    ];
  return [[{ operator: '', operand: text.trim() }]];
}

/** Whether the text is a range such as `10-20`. */
export function isRange(text: string): boolean {
  return (
    text.length >= 2 &&
    !operators.some((each) => text.startsWith(each)) &&
    !outside.test(text) &&
    range.test(text)
  );
}

/** Whether a text is a duration as Go reads it: `1h30m`. */
export function isDuration(text: string): boolean {
  return parseDuration(text) !== undefined;
}

/** Whether a text is a quantity of Kubernetes: `100m`, `1Gi`, `5`. */
export function isQuantity(text: string): boolean {
  return !(parseAmount(text) instanceof CelError);
}

/** Whether a single value meets a pattern's text, exactly as Kyverno compares them. */
export function meetsPattern(value: JsonValue, pattern: string): boolean {
  if (value === pattern) return true;
  return readPattern(pattern).some((parts) => parts.every((part) => meets(value, part)));
}

function meets(value: JsonValue, { operator, operand }: Comparison): boolean {
  const text = numberText(value);
  const order =
    text === null ? undefined : (compareDurations(text, operand) ?? compareQuantities(text, operand));
  if (order !== undefined) return holds(order, operator);
  const plain = plainText(value);
  if (plain === null || (operator !== '' && operator !== '!')) return false;
  return matchesWildcard(operand, plain) === (operator === '');
}

/** Nothing counts as 0; what is no number and no text has none. */
function numberText(value: JsonValue): string | null {
  if (value === null) return '0';
  if (typeof value === 'string') return value;
  return typeof value === 'number' || typeof value === 'bigint' ? String(value) : null;
}

function plainText(value: JsonValue): string | null {
  if (typeof value === 'string') return value;
  if (typeof value === 'boolean') return String(value);
  return typeof value === 'number' || typeof value === 'bigint' ? exponential(Number(value)) : null;
}

/** As Go writes it with the verb E: `1E+01`. */
function exponential(value: number): string {
  return value
    .toExponential()
    .replace('e', 'E')
    .replace(/([+-])(\d)$/, '$10$2');
}

function compareDurations(left: string, right: string): number | undefined {
  const [a, b] = [parseDuration(left), parseDuration(right)];
  if (a === undefined || b === undefined) return undefined;
  return a.nanos < b.nanos ? -1 : Number(a.nanos > b.nanos);
}

/** The order of two quantities, or undefined where one is none. */
export function compareQuantities(left: string, right: string): number | undefined {
  const [a, b] = [parseAmount(left), parseAmount(right)];
  return a instanceof CelError || b instanceof CelError ? undefined : compareAmounts(a, b);
}

function holds(order: number, operator: ScalarOperator): boolean {
  switch (operator) {
    case '':
      return order === 0;
    case '!':
      return order !== 0;
    case '>':
      return order > 0;
    case '<':
      return order < 0;
    case '>=':
      return order >= 0;
    case '<=':
      return order <= 0;
  }
}

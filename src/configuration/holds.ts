import { isJsonObject, type JsonValue } from '../core/json.ts';
import { parseQuantity } from '../schema/defaults/quantity.ts';
import { CelError } from '../cel/value/cel-error.ts';
import { regex } from '../cel/value/regex.ts';
import type { Condition } from './custom-rule-shape.ts';
import { missingOf } from './operator-expression.ts';

type Wanted = string | number | boolean;

const tests: Readonly<Record<Condition['operator'], (value: JsonValue, wanted: Wanted) => boolean>> = {
  exists: () => true,
  not_exists: () => false,
  equals: (value, wanted) => value === wanted,
  not_equals: (value, wanted) => value !== wanted,
  contains: has,
  not_contains: (value, wanted) => !has(value, wanted),
  regex_match: (value, wanted) => matches(textOf(value), String(wanted)),
  greater_than: (value, wanted) => (compare(textOf(value), String(wanted)) ?? 0) > 0,
  less_than: (value, wanted) => (compare(textOf(value), String(wanted)) ?? 0) < 0,
};

/** Whether a condition holds of one value, undefined for one that is not there; null where it has no say. */
export function holds(condition: Condition, value: JsonValue | undefined): boolean | null {
  if (value !== undefined) return tests[condition.operator](value, condition.value ?? '');
  const missing = missingOf(condition);
  return missing === 'skip' ? null : missing === 'pass';
}

function has(value: JsonValue, wanted: string | number | boolean): boolean {
  if (Array.isArray(value)) return (value as readonly JsonValue[]).includes(wanted);
  if (isJsonObject(value)) return Object.hasOwn(value, String(wanted));
  return textOf(value).includes(String(wanted));
}

function textOf(value: JsonValue): string {
  return typeof value === 'object' ? '' : String(value);
}

function matches(text: string, pattern: string): boolean {
  const compiled = regex(pattern);
  return !(compiled instanceof CelError) && compiled.test(text);
}

function compare(a: string, b: string): number | null {
  const [left, right] = [parseQuantity(a), parseQuantity(b)];
  if (left === null || right === null) return null;
  if (left.nanos === right.nanos) return 0;
  return left.nanos > right.nanos ? 1 : -1;
}

import type { FieldType } from '../schema/field-schema.ts';
import type { Condition } from './custom-rule-shape.ts';

/** What a field means that is not there. */
export type Missing = 'pass' | 'fail' | 'skip';

const missing: Readonly<Record<Condition['operator'], Missing>> = {
  equals: 'fail',
  not_equals: 'pass',
  contains: 'fail',
  not_contains: 'pass',
  greater_than: 'fail',
  less_than: 'skip',
  regex_match: 'fail',
  exists: 'fail',
  not_exists: 'pass',
};

/** What a condition makes of a field that is not there; for `exists` that is what it asks. */
export function missingOf({ operator, onMissing }: Condition): Missing {
  if (operator === 'exists' || operator === 'not_exists') return missing[operator];
  return onMissing ?? missing[operator];
}

type Written = (value: string, condition: Condition, type: FieldType) => string;

const written: Readonly<Record<Condition['operator'], Written>> = {
  equals: (value, condition) => `${value} == ${wanted(condition)}`,
  not_equals: (value, condition) => `${value} != ${wanted(condition)}`,
  contains: (value, condition, type) => containsExpression(value, wanted(condition), type),
  not_contains: (value, condition, type) =>
    `!${grouped(containsExpression(value, wanted(condition), type), type)}`,
  greater_than: (value, condition, type) => orderExpression(condition, value, type),
  less_than: (value, condition, type) => orderExpression(condition, value, type),
  regex_match: (value, condition, type) => `${asText(value, type)}.matches(${wanted(condition)})`,
  exists: () => 'true',
  not_exists: () => 'false',
};

/** A CEL expression that is true where an operator holds of `value`, an expression of that type. */
export function holdsExpression(condition: Condition, value: string, type: FieldType): string {
  return written[condition.operator](value, condition, type);
}

function wanted({ value = '' }: Condition): string {
  return literal(value);
}

/** A value as CEL writes it: a JSON text is a literal of the same value. */
export function literal(value: string | number | boolean): string {
  return JSON.stringify(value);
}

/** Text that holds it, a list or map that has it. */
function containsExpression(value: string, wanted: string, type: FieldType): string {
  const inText = `${asText(value, type)}.contains(${quoted(wanted)})`;
  if (type === 'list' || type === 'map') return `${wanted} in ${value}`;
  if (type !== 'any') return inText;
  return `(type(${value}) == list || type(${value}) == map ? ${wanted} in dyn(${value}) : ${inText})`;
}

function quoted(wanted: string): string {
  return wanted.startsWith('"') ? wanted : JSON.stringify(wanted);
}

function grouped(expression: string, type: FieldType): string {
  return type === 'list' || type === 'map' ? `(${expression})` : expression;
}

function asText(value: string, type: FieldType): string {
  return type === 'string' ? value : `string(${value})`;
}

/** The order of quantities; whole numbers are compared as they are. */
function orderExpression({ operator, value: wanted = 0 }: Condition, value: string, type: FieldType): string {
  const limit = String(wanted);
  if (type === 'integer' && /^-?\d{1,15}$/.test(limit))
    return `${value} ${operator === 'greater_than' ? '>' : '<'} ${limit}`;
  const text = asText(value, type);
  const method = operator === 'greater_than' ? 'isGreaterThan' : 'isLessThan';
  const compared = `quantity(${text}).${method}(quantity(${JSON.stringify(limit)}))`;
  return type === 'integer' || type === 'number' ? compared : `isQuantity(${text}) && ${compared}`;
}

import type { JsonPointer } from '../core/json.ts';
import { CelError } from '../cel/value/cel-error.ts';
import { regex } from '../cel/value/regex.ts';
import { parseQuantity } from '../schema/defaults/quantity.ts';
import type { FieldType } from '../schema/field-schema.ts';
import { isQuantified, type ConditionReading } from './condition-expression.ts';
import type { Condition } from './custom-rule-shape.ts';
import type { Remark } from './remark.ts';

/** What is wrong with a condition's value for its operator and field; the pointer is the condition's. */
export function valueProblem(
  condition: Condition,
  reading: ConditionReading,
  pointer: JsonPointer,
): readonly Remark[] {
  if (condition.quantifier !== undefined && !isQuantified(reading))
    return [{ pointer: `${pointer}/quantifier`, message: '`quantifier` needs a `[*]` in the field' }];
  if (condition.operator === 'exists' || condition.operator === 'not_exists') return [];
  const { value, operator } = condition;
  if (value === undefined)
    return [{ pointer, message: `\`value\` is missing: \`${operator}\` compares with it` }];
  if (typeof value === 'string' && !value.isWellFormed())
    return [{ pointer: `${pointer}/value`, message: '`value` is no text: half of a character is missing' }];
  const message = sentence(condition, value, reading.target.type.type);
  return message === null ? [] : [{ pointer: `${pointer}/value`, message }];
}

type Scalar = string | number | boolean;

function sentence({ operator }: Condition, value: Scalar, type: FieldType): string | null {
  switch (operator) {
    case 'equals':
    case 'not_equals':
      return equality(value, type);
    case 'contains':
    case 'not_contains':
      return containment(value, type);
    case 'regex_match':
      return pattern(value, type);
    case 'greater_than':
    case 'less_than':
      return order(value, type);
    default:
      return null;
  }
}

const called: Readonly<Record<FieldType, string>> = {
  object: 'an object',
  list: 'a list',
  map: 'a map',
  string: 'text',
  integer: 'a whole number',
  number: 'a number',
  boolean: 'true or false',
  'int-or-string': 'a number or text',
  quantity: 'a quantity',
  any: 'anything',
};

function equality(value: Scalar, type: FieldType): string | null {
  if (type === 'list' || type === 'map' || type === 'object')
    return `the field is ${called[type]}, which equals no text or number: name a field in it`;
  const fits = fitting[type];
  if (fits === undefined || fits(value)) return null;
  if (type === 'string')
    return `the field is text, so \`value\` must be, too: put ${String(value)} in quotes`;
  const isQuoted = typeof value === 'string' && /^(?:true|false|-?\d+)$/.test(value);
  return `the field is ${called[type]}, and \`value\` is not${isQuoted ? ': take the quotes away' : ''}`;
}

const fitting: Readonly<Partial<Record<FieldType, (value: Scalar) => boolean>>> = {
  string: (value) => typeof value === 'string',
  boolean: (value) => typeof value === 'boolean',
  integer: (value) => Number.isInteger(value),
  number: (value) => typeof value === 'number',
};

function containment(value: Scalar, type: FieldType): string | null {
  if (value === '') return '`value` is empty, and every text contains that';
  if (type === 'object') return 'the field is an object: name a field in it';
  if ((type === 'string' || type === 'map') && typeof value !== 'string')
    return `\`value\` must be text: put ${String(value)} in quotes`;
  return null;
}

function pattern(value: Scalar, type: FieldType): string | null {
  if (typeof value !== 'string') return '`value` must be text: a regular expression';
  if (type === 'list' || type === 'map' || type === 'object')
    return `the field is ${called[type]}, which matches no expression: name a field in it`;
  const compiled = value.length > longestPattern ? tooLong : regex(value);
  if (!(compiled instanceof CelError)) return null;
  const lacking = /\(\?[=!<]|\\[1-9]/.test(value) ? '; RE2 has no look-around and no back-references' : '';
  const why = compiled.message.replace(/^error parsing regexp: /, '');
  return `\`value\` is no regular expression (RE2): ${why.slice(0, 120)}${lacking}`;
}

const longestPattern = 10_000;
const tooLong = new CelError(`it is longer than ${longestPattern} characters`);

function order(value: Scalar, type: FieldType): string | null {
  if (typeof value === 'boolean') return '`value` must be a number or a quantity, such as 500m or 2Gi';
  if (type === 'list' || type === 'map' || type === 'object' || type === 'boolean')
    return `the field is ${called[type]}, which is neither more nor less than a quantity`;
  if (parseQuantity(String(value)) !== null) return null;
  return `\`value\` is no quantity: \`${String(value).slice(0, 40)}\`; write it like 500m, 2 or 2Gi`;
}

import type { JsonValue } from '../core/json.ts';
import { formatQuantity, parseQuantity } from '../schema/defaults/quantity.ts';
import { itemsOf, type FieldSchema } from '../schema/field-schema.ts';
import type { Schema } from '../schema/schema.ts';
import type { Condition } from './custom-rule-shape.ts';
import { sampleTexts } from './sample-text.ts';

type Wanted = string | number | boolean;
type Samples = (value: Wanted, type: FieldSchema, schema: Schema) => readonly JsonValue[];

const equal: Samples = (value, type) => [value, ...othersThan(value, type)];
const present: Samples = (_, type, schema) => [minimal(schema, type)];

const samples: Readonly<Record<Condition['operator'], Samples>> = {
  equals: equal,
  not_equals: equal,
  contains: containing,
  not_contains: containing,
  greater_than: around,
  less_than: around,
  regex_match: (value) => texts(String(value)),
  exists: present,
  not_exists: present,
};

/** Values of which some hold and some break a condition. */
export function sampleValues(
  { operator, value = '' }: Condition,
  type: FieldSchema,
  schema: Schema,
): readonly JsonValue[] {
  return samples[operator](value, type, schema);
}

function othersThan(
  value: string | number | boolean,
  { enum: allowed = [] }: FieldSchema,
): readonly JsonValue[] {
  if (typeof value === 'boolean') return [!value];
  if (typeof value === 'number') return [value + 1, value - 1];
  const listed = allowed.filter((one) => one !== value);
  return listed.length > 0 ? listed : [`${value}-other`, `other-${value}`, value.toUpperCase()];
}

function containing(value: string | number | boolean, { type }: FieldSchema): readonly JsonValue[] {
  const text = String(value);
  if (type === 'list') return [[value], ['other', value], ['other'], []];
  if (type === 'map') return [{ [text]: 'here' }, { other: 'here' }];
  if (type === 'boolean') return [true, false];
  if (type === 'integer') return [Number(text), 1, 22].filter((number) => Number.isInteger(number));
  return [`before${text}after`, text, 'unlike', '', text.slice(1), text.slice(0, -1)];
}

/** At, above and below a quantity, in its own unit. */
function around(value: string | number | boolean, { type }: FieldSchema): readonly JsonValue[] {
  const limit = parseQuantity(String(value));
  if (limit === null) return [];
  if (type === 'integer') return wholeAround(limit.nanos);
  const step = limit.nanos === 0n ? 1_000_000_000n : limit.nanos;
  const written = [
    limit.nanos + step,
    limit.nanos + 2n * step,
    limit.nanos - step / 2n,
    limit.nanos - step,
  ].map((nanos) => formatQuantity({ ...limit, nanos }));
  return [String(value), ...written, 'plenty'];
}

function wholeAround(nanos: bigint): readonly number[] {
  const middle = Number(nanos) / 1e9;
  const whole = [Math.floor(middle), Math.ceil(middle)];
  return [
    ...whole,
    ...whole.map((number) => number + 1),
    ...whole.map((number) => number - 1),
    2 * Math.ceil(middle),
  ];
}

function texts(pattern: string): readonly string[] {
  const samples = sampleTexts(pattern);
  const changed = samples.flatMap((text) => [
    `x${text}`,
    `${text}x`,
    text.slice(0, -1),
    text.replaceAll('.', 'x'),
    `evil.test/${text}`,
  ]);
  const common = [
    '',
    'x',
    '-',
    '0',
    'latest',
    'registry.example.com/shop/checkout:1.0',
    'Always',
    'true',
    'évident',
  ];
  return [...samples, ...changed, ...common];
}

const deepest = 6;

const smallest: Readonly<Partial<Record<FieldSchema['type'], JsonValue>>> = {
  integer: 1,
  number: 1,
  'int-or-string': 1,
  boolean: true,
  quantity: '1',
};

/** The smallest valid value of a type. */
export function minimal(schema: Schema, field: FieldSchema, depth = 0): JsonValue {
  const inner = (): JsonValue => minimal(schema, itemsOf(field), depth + 1);
  if (field.type === 'object') return minimalObject(schema, field, depth);
  if (field.type === 'list') return depth > deepest ? [] : [inner()];
  if (field.type === 'map') return { app: inner() };
  return smallest[field.type] ?? field.enum?.[0] ?? 'x';
}

function minimalObject(schema: Schema, { object }: FieldSchema, depth: number): JsonValue {
  const type = object === undefined ? undefined : schema.type(object);
  if (type === undefined || depth > deepest) return {};
  return Object.fromEntries(
    [...type.required].flatMap((name) => {
      const field = type.fields.get(name);
      return field === undefined ? [] : [[name, minimal(schema, field, depth + 1)]];
    }),
  );
}

import fc from 'fast-check';
import type { JsonObject, JsonValue } from '../../src/core/json.ts';

const words = fc.constantFrom('a', 'b', 'ab', 'abc', 'c');
const texts = fc.constantFrom<JsonValue>('a', '!a', 'a*', '?*', '*', 'b | c', '!a & !b', 'c', '*b*');
const modifiers = fc.constantFrom('', '', '', '()', '=()', 'X()', '<()');
const fields = fc.constantFrom('name', 'image', 'color');

function anchored(key: string, modifier: string): string {
  return modifier === '' ? key : modifier.replace('()', `(${key})`);
}

const leaves = fc
  .array(fc.tuple(fields, modifiers, texts), { minLength: 1, maxLength: 3 })
  .map((entries): JsonObject =>
    Object.fromEntries(entries.map(([key, modifier, value]) => [anchored(key, modifier), value])),
  );

/** Maps, lists of maps and anchors, two levels deep. */
export const wholePatterns = fc
  .tuple(
    leaves,
    fc.option(fc.tuple(modifiers, leaves)),
    fc.option(fc.tuple(fc.oneof(modifiers, fc.constant('^()')), leaves)),
  )
  .map(([flat, inner, list]): JsonObject => ({
    ...flat,
    ...(inner !== null && { [anchored('inner', inner[0])]: inner[1] }),
    ...(list !== null && { [anchored('list', list[0])]: [list[1]] }),
  }));

const flatObjects = fc.record({ name: words, image: words, color: words }, { requiredKeys: [] });

const amounts = fc.constantFrom<JsonValue>(
  '5',
  '7',
  '0',
  '100m',
  '1Gi',
  '512Mi',
  '5m',
  '300s',
  '10s',
  'abc',
  5,
  7,
  0,
  true,
);

/** Specs that such patterns and conditions speak of. */
export const specs: fc.Arbitrary<JsonObject> = fc.record(
  {
    name: words,
    image: words,
    color: words,
    amount: amounts,
    verbs: fc.array(fc.constantFrom('get', 'list', '*', 'create'), { maxLength: 3 }),
    inner: flatObjects,
    list: fc.array(flatObjects, { maxLength: 3 }),
  },
  { requiredKeys: [] },
);

const keys = fc.constantFrom(
  'request.object.spec.amount',
  "request.object.spec.amount || ''",
  'request.object.spec.name',
  "request.object.spec.name || 'a'",
  'request.object.spec.verbs',
  "request.object.spec.verbs || ''",
  'request.object.spec.list[].name',
  "request.object.spec.list[?name=='a'] | length(@)",
);

const operators = fc.constantFrom(
  'Equals',
  'NotEquals',
  'AnyIn',
  'AllIn',
  'AnyNotIn',
  'AllNotIn',
  'GreaterThan',
  'LessThanOrEquals',
);

const values = fc.constantFrom<JsonValue>(
  'a',
  'a*',
  '5',
  5,
  0,
  true,
  '5m',
  '10s',
  '1Gi',
  ['a', 'b'],
  ['a*', 'get'],
  '1-10',
  '',
);

/** One condition of a `deny`. */
export const conditions = fc
  .record({ key: keys, operator: operators, value: values })
  .map(({ key, operator, value }): JsonObject => ({ key: `{{ ${key} }}`, operator, value }));

import fc from 'fast-check';
import { expect, test } from 'vitest';
import type { JsonValue } from './json.ts';
import { partKey } from './part-key.ts';
import { noParts, type Parts } from './parts.ts';

const text = fc.constantFrom('', 'a', 'b', "1'a", ',', '{', '-', '__proto__');
const scalar = fc.oneof(text, fc.constantFrom(0, -0, 1, 10, 1n, 10n, NaN, true, false, null));
const { value } = fc.letrec<{ value: JsonValue }>((tie) => ({
  value: fc.oneof(
    { depthSize: 'small' },
    scalar,
    fc.array(tie('value'), { maxLength: 3 }),
    fc.dictionary(text, tie('value'), { maxKeys: 3 }),
  ),
}));

test('of two values the keys of all that they hold are the same only where they are', () => {
  fc.assert(
    fc.property(value, value, (one, other) => {
      if (partKey('all')(one) === partKey('all')(other)) expect(other).toEqual(one);
      expect(partKey('all')(structuredClone(one))).toBe(partKey('all')(one));
    }),
    { numRuns: 5000 },
  );
});

const parts: Parts = {
  fields: {
    kind: 'all',
    list: { fields: {}, each: { fields: { on: 'all', there: noParts }, each: null } },
    map: { fields: { known: 'all' }, each: noParts },
    keys: { fields: {}, each: null, items: 'all' },
  },
  each: null,
};
const key = (of: JsonValue): string => partKey(parts)(of);
const same: readonly (readonly [string, JsonValue, JsonValue])[] = [
  ['a field that is not meant', { kind: 'A', other: 1 }, { kind: 'A', other: 2 }],
  ['the order of fields', { kind: 'A', map: {} }, { map: {}, kind: 'A' }],
  [
    'what is below a field that need only be there',
    { list: [{ there: { a: 1 } }] },
    { list: [{ there: {} }] },
  ],
  ['what a map says under keys of which only the names are meant', { keys: { a: 1 } }, { keys: { a: 2 } }],
];
const different: readonly (readonly [string, JsonValue, JsonValue])[] = [
  ['a field that is meant', { kind: 'A' }, { kind: 'B' }],
  ['a field that is missing', { kind: null }, {}],
  ['how many elements there are', { list: [{}] }, { list: [{}, {}] }],
  ['which element says it', { list: [{ on: true }, {}] }, { list: [{}, { on: true }] }],
  ['whether a field is there', { list: [{ there: {} }] }, { list: [{}] }],
  ['which fields a map has', { map: { a: {} } }, { map: { b: {} } }],
  ['the names of keys', { keys: { a: 1 } }, { keys: { b: 1 } }],
  ['an element where a map would have keys', { keys: ['a'] }, { keys: ['b'] }],
  ['a list in place of a map', { map: [] }, { map: {} }],
  ['a text in place of a number', { kind: '1' }, { kind: 1 }],
];

test.each(same)('%s makes no difference', (_, one, other) => {
  expect(key(other)).toBe(key(one));
});

test.each(different)('%s makes a difference', (_, one, other) => {
  expect(key(other)).not.toBe(key(one));
});

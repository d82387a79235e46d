import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { JsonObject, JsonValue } from '../../src/core/json.ts';
import { meetsPattern } from '../../src/dialects/kyverno-classic/scalar.ts';
import { matchPattern } from './reference.ts';
import { verdictOf } from './verdict.ts';

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
const patterns = fc
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
const objects = fc.record(
  {
    name: words,
    image: words,
    color: words,
    inner: flatObjects,
    list: fc.array(flatObjects, { maxLength: 3 }),
  },
  { requiredKeys: [] },
);

describe('a pattern', () => {
  test('says of every object what Kyverno says, through every anchor', () => {
    const cases = fc.tuple(patterns, fc.array(objects, { minLength: 8, maxLength: 8 }));
    fc.assert(
      fc.property(cases, ([pattern, specs]) => {
        const verdict = verdictOf({ validate: { pattern: { spec: pattern } } });
        const said = specs.map(verdict);
        expect(said).toEqual(specs.map((spec) => matchPattern({ spec }, { spec: pattern })));
      }),
      { numRuns: 150, seed: 7 },
    );
  });

  test.each([
    '5',
    '>5',
    '<=5',
    '!5',
    '1-10',
    '1!-10',
    '>=1Gi',
    '<100m',
    '5m',
    '>30s',
    '!10s',
    'a* | 5',
    '0',
    '!0',
    'true',
  ])('`%s` compares text, numbers, quantities and durations as Kyverno does', (pattern) => {
    const verdict = verdictOf({ validate: { pattern: { spec: { amount: pattern } } } });
    const values = [
      '5',
      '5.0',
      '7',
      '0',
      '100m',
      '50m',
      '1Gi',
      '512Mi',
      '5m',
      '300s',
      '10s',
      'abc',
      '',
      '-3',
      5,
      7,
      0,
    ];
    for (const value of values) {
      const expected = meetsPattern(value, pattern) ? 'pass' : 'fail';
      expect([value, verdict({ amount: value })]).toEqual([value, expected]);
    }
    expect(verdict({})).toBe(meetsPattern(null, pattern) ? 'pass' : 'fail');
  });

  test.each<[string, JsonValue, JsonObject, string]>([
    ['each element of a list meets a single value', { things: 'a*' }, { things: ['a', 'ab'] }, 'pass'],
    ['one element that does not is enough', { things: '!a' }, { things: ['b', 'a'] }, 'fail'],
    ['an empty list of a pattern is met by nothing', { list: [] }, { list: [] }, 'fail'],
    ['nothing is met by nothing', { name: null }, {}, 'pass'],
    ['null is not something', { name: '*' }, { name: null }, 'fail'],
    ['a map is no text', { inner: { name: 'a' } }, { inner: 'a' }, 'fail'],
    ['keys of objects are only keys', { '=(constructor)': 'a' }, {}, 'pass'],
    ['keys of objects are keys', { constructor: '?*' }, {}, 'fail'],
  ])('%s', (_what, pattern, spec, expected) => {
    expect(verdictOf({ validate: { pattern: { spec: pattern } } })(spec)).toBe(expected);
  });

  test('anyPattern is skipped only if each of its patterns is', () => {
    const verdict = verdictOf({
      validate: {
        anyPattern: [{ spec: { '(name)': 'a', color: 'b' } }, { spec: { '(name)': 'b', color: 'c' } }],
      },
    });
    expect(['a', 'b', 'c'].map((name) => verdict({ name, color: 'c' }))).toEqual(['fail', 'pass', 'skip']);
  });
});

describe('a condition', () => {
  const denies = (key: string, operator: string, value: JsonValue): ((spec: JsonObject) => string) =>
    verdictOf({ validate: { deny: { conditions: { all: [{ key: `{{ ${key} }}`, operator, value }] } } } });

  test.each<[string, string, JsonValue, JsonObject, string]>([
    ['request.object.spec.name', 'Equals', 'a*', { name: 'abc' }, 'fail'],
    ['request.object.spec.name', 'Equals', 'a', {}, 'fail'],
    ["request.object.spec.name || ''", 'Equals', '', {}, 'fail'],
    ["request.object.spec.name || ''", 'Equals', '', { name: null }, 'fail'],
    ['request.object.spec.count', 'Equals', '5', { count: 5 }, 'fail'],
    ['request.object.spec.size', 'Equals', '1Gi', { size: '1024Mi' }, 'fail'],
    ['request.object.spec.time', 'Equals', '1h', { time: '60m' }, 'fail'],
    ['request.object.spec.verbs', 'AnyIn', ['create', 'get'], { verbs: ['*'] }, 'fail'],
    ['request.object.spec.verbs', 'AnyNotIn', ['get'], { verbs: ['get', 'list'] }, 'fail'],
    ['request.object.spec.verbs', 'AllNotIn', ['get'], { verbs: ['get', 'list'] }, 'pass'],
    ['request.object.spec.verbs', 'AllIn', ['get', 'l*'], { verbs: ['get', 'list'] }, 'fail'],
    ['request.object.spec.count', 'AnyIn', '1-10', { count: 5 }, 'fail'],
    ['request.object.spec.count', 'GreaterThan', 5, { count: 7 }, 'fail'],
    ['request.object.spec.count', 'GreaterThan', 5, { count: '7' }, 'fail'],
    ['request.object.spec.size', 'LessThan', '1Gi', { size: '512Mi' }, 'fail'],
    ['request.object.spec.time', 'DurationGreaterThan', '10s', { time: '1m' }, 'fail'],
    ['length(request.object.spec.list)', 'GreaterThanOrEquals', 2, { list: [{}, {}] }, 'fail'],
    ['request.object.spec.list[].name', 'AnyIn', ['a'], { list: [{ name: 'b' }, { name: 'a' }] }, 'fail'],
    ["request.object.spec.list[?name=='a'] | length(@)", 'Equals', 0, { list: [{ name: 'b' }] }, 'fail'],
    ["contains(request.object.spec.name, 'b')", 'Equals', true, { name: 'abc' }, 'fail'],
    ['request.object.spec.keys(@)', 'AnyIn', ['name'], { name: 'x' }, 'fail'],
    ['request.operation', 'Equals', 'DELETE', {}, 'pass'],
  ])('{{ %s }} %s %j of %j: %s', (key, operator, ...[value, spec, expected]) => {
    expect(denies(key, operator, value)(spec)).toBe(expected);
  });

  test('that is false beforehand skips the rule', () => {
    const verdict = verdictOf({
      preconditions: {
        any: [{ key: "{{ request.object.spec.name || '' }}", operator: 'Equals', value: 'a' }],
      },
      validate: { deny: {} },
    });
    expect([verdict({ name: 'a' }), verdict({ name: 'b' }), verdict({})]).toEqual(['fail', 'skip', 'skip']);
  });
});

describe('foreach', () => {
  test('judges the elements that its preconditions leave, and is skipped if none is left', () => {
    const verdict = verdictOf({
      validate: {
        foreach: [
          {
            list: 'request.object.spec.list',
            preconditions: { all: [{ key: '{{ element.name }}', operator: 'Equals', value: 'a' }] },
            deny: {
              conditions: { any: [{ key: '{{ element.color }}', operator: 'NotEquals', value: 'b' }] },
            },
          },
        ],
      },
    });
    const lists = [
      [{ name: 'a', color: 'b' }],
      [{ name: 'a', color: 'c' }],
      [{ name: 'b', color: 'c' }],
      [{ color: 'c' }],
      [],
    ];
    expect(lists.map((list) => verdict({ list }))).toEqual(['pass', 'fail', 'skip', 'skip', 'skip']);
  });

  test('may be nested, each level with a name of its own', () => {
    const verdict = verdictOf({
      validate: {
        foreach: [
          {
            list: 'request.object.spec.list',
            foreach: [
              {
                list: 'element.tags',
                deny: {
                  conditions: { all: [{ key: '{{ element1 }}', operator: 'Equals', value: 'x' }] },
                },
              },
            ],
          },
        ],
      },
    });
    expect(verdict({ list: [{ tags: ['a'] }, { tags: ['b', 'x'] }] })).toBe('fail');
    expect(verdict({ list: [{ tags: ['a'] }] })).toBe('pass');
  });
});

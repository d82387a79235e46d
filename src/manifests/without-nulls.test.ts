import fc from 'fast-check';
import { expect, test } from 'vitest';
import type { JsonValue } from '../core/json.ts';
import type { Resource } from '../core/resource.ts';
import { withoutNulls } from './without-nulls.ts';

const resource = (spec: JsonValue): Resource => ({
  apiVersion: 'v1',
  kind: 'Pod',
  metadata: { name: 'a' },
  spec,
});

test('a field that says null is not there, however deep, and elements of lists keep their places', () => {
  const before = resource({ a: null, b: { c: null, d: [null, { e: null, f: 1 }] } });
  expect(withoutNulls(before)).toEqual(resource({ b: { d: [null, { f: 1 }] } }));
});

test('what holds no null field stays the same object, for identity is the place', () => {
  const before = resource({ a: [null, 1], b: {} });
  expect(withoutNulls(before)).toBe(before);
});

test('nothing is null afterwards but elements, and doing it again changes nothing', () => {
  fc.assert(
    fc.property(fc.jsonValue(), (spec) => {
      const once = withoutNulls(resource(spec as JsonValue));
      expect(withoutNulls(once)).toBe(once);
      expect(JSON.stringify(once)).not.toMatch(/":null/);
    }),
  );
});

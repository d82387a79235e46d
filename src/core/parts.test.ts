import { expect, test } from 'vitest';
import type { JsonValue } from './json.ts';
import { partCopy } from './part-copy.ts';
import { allParts, noParts, type Parts } from './parts.ts';

const same = (text: string): string => text;
const partOf = (value: JsonValue, parts: Parts, text: (text: string) => string): JsonValue =>
  partCopy(parts)(value, text);

test('copies what is meant, each at its place; elements keep what names them', () => {
  const parts: Parts = {
    fields: {
      spec: { fields: { list: { fields: {}, each: { fields: { on: noParts }, each: null } } }, each: null },
    },
    each: null,
  };
  const value = {
    kind: 'A',
    spec: { other: 1, list: [{ name: 'a', on: true, off: 2 }, 'text', { port: 80 }] },
  };
  expect(partOf(value, parts, same)).toEqual({
    spec: { list: [{ on: true, name: 'a' }, 'text', { port: 80 }] },
  });
});

test('leaves out fields that say null, and keeps such elements', () => {
  expect(partOf({ a: null, b: [null, { c: null }] }, 'all', same)).toEqual({ b: [null, {}] });
});

test('keys that objects have by themselves are keys like any other', () => {
  const value = JSON.parse('{"__proto__": {"a": 1}, "constructor": 2}') as never;
  expect(Object.keys(partOf(value, 'all', same) as object)).toEqual(['__proto__', 'constructor']);
  const fields = Object.fromEntries([['constructor', 'all' as const]]);
  expect(partOf({}, { fields, each: null }, same)).toEqual({});
});

test('copies every text', () => {
  expect(partOf({ a: ['b', { c: 'd' }] }, 'all', (text) => `${text}!`)).toEqual({ a: ['b!', { c: 'd!' }] });
});

test('two sets of parts mean both', () => {
  const one: Parts = { fields: { a: 'all' }, each: null };
  const other: Parts = { fields: { b: noParts }, each: { fields: { c: 'all' }, each: null } };
  expect(partOf({ a: { x: 1 }, b: { x: 1, c: 2 }, d: { c: 3 } }, allParts([one, other]), same)).toEqual({
    a: { x: 1 },
    b: {},
    d: { c: 3 },
  });
});

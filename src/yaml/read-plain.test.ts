import { expect, test } from 'vitest';
import { readPlain } from './read-plain.ts';

test.each([
  ['a: [1, 2.5, null, true]\nb:\n  c: d\n', { a: [1, 2.5, null, true], b: { c: 'd' } }],
  ['{"a": [1]}', { a: [1] }],
  ['', null],
  ['---\na: b', { a: 'b' }],
])('reads %j at once', (text, value) => {
  expect(readPlain(text)).toEqual({ value });
});

test.each([
  ['a: &x 1\nb: *x'],
  ['a: 1\n---\nb: 2'],
  ['a: [1'],
  ['{"a": '],
  ['text'],
  ['%YAML 1.2\n---\na: 1'],
  ['a: 1\r\nb: 2'],
])('declines %j', (text) => {
  expect(readPlain(text)).toBeNull();
});

import { expect, test } from 'vitest';
import { tooDeepAt } from './nesting.ts';

test.each([
  ['block mappings', 'a:\n b:\n  c: 1\n', 3],
  ['a list in a list on one line', '- - - a\n', 3],
  ['a list of mappings', 'a:\n  - b: 1\n    c: 2\n  - b: 1\n', 3],
  ['explicit keys', '? ? ? a\n', 3],
  ['values without keys', ': : : a\n', 3],
  ['flow collections', 'a: [{b: [1]}]\n', 4],
  ['siblings', 'a: [1]\nb: [1]\nc: [1]\nd: [1]\n', 2],
])('%s are as deep as they are', (_, text, levels) => {
  expect(tooDeepAt(text, levels + 1)).toBe(-1);
  expect(tooDeepAt(text, levels - 2)).toBeGreaterThanOrEqual(0);
});

test.each([
  ['brackets in a block of text', `a: |\n${'  [[[[[[\n'.repeat(100)}`],
  ['brackets in quotes', `a: "${'['.repeat(500)}"\n`],
  ['dashes in a comment', `# ${'- '.repeat(500)}\na: 1\n`],
  ['brackets in plain text', `a: x${'['.repeat(500)}\n`],
])('%s are no nesting', (_, text) => {
  expect(tooDeepAt(text, 5)).toBe(-1);
});

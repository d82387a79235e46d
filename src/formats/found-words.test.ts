import { expect, test } from 'vitest';
import { foundWords } from './found-words.ts';

test.each([
  [0, 0, 'no findings'],
  [1, 0, '1 finding'],
  [1, 1, '1 finding, all excepted'],
  [45, 2, '45 findings, 2 of them excepted'],
])('%i findings, of which %i are excepted, are told as what they are', (findings, excepted, told) => {
  expect(foundWords({ findings, excepted })).toBe(told);
});

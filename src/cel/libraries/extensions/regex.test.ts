import * as fc from 'fast-check';
import { expect, test } from 'vitest';
import { evaluate, shown } from '../../../../test/conformance/evaluate.ts';
import { CelError } from '../../value/cel-error.ts';
import { finder } from '../../value/finder.ts';

const patterns = fc.constantFrom('a', 'ab', '[ab]+', 'a|ba', '(?:ab)+', 'b.', '[^a]');
const texts = fc.string({ unit: fc.constantFrom('a', 'b', 'é', '😀') });

test('what is extracted is what JavaScript finds', () => {
  fc.assert(
    fc.property(texts, patterns, (text, pattern) => {
      const found = Array.from(text.matchAll(new RegExp(pattern, 'gu')), ([match]) => match);
      expect(evaluate('regex.extractAll(text, pattern)', { text, pattern })).toEqual(found);
      expect(evaluate('regex.replace(text, pattern, "<\\\\0>")', { text, pattern })).toBe(
        text.replaceAll(new RegExp(pattern, 'gu'), '<$&>'),
      );
    }),
  );
  expect(evaluate('regex.extractAll("abcab", "a.")')).toEqual(['ab', 'ab']);
});

test('no empty match follows another match, as in Go', () => {
  expect(evaluate('regex.extractAll("baaau", "a*")')).toEqual(['', 'aaa', '']);
  expect(evaluate('regex.replace("😀", "", "-")')).toBe('-😀-');
});

test('a group is extracted in place of the match; an empty one is nothing', () => {
  expect(shown('regex.extract("id:12", "id:(\\\\d+)")')).toBe('optional("12")');
  expect(shown('regex.extract("id:", "id:(\\\\d*)")')).toBe('optional()');
  expect(shown('regex.extract("x", "")')).toBe('optional("")');
  expect(shown('regex.extract("x", "y")')).toBe('optional()');
  expect(evaluate('regex.extractAll("a1 b", "[a-z](\\\\d?)")')).toEqual(['1']);
  expect(shown('regex.extract("ab", "(a)(b)")')).toBe(
    'error regular expression has more than one capturing group: "(a)(b)"',
  );
});

test('replacements may name groups, and are checked when they are used', () => {
  expect(evaluate('regex.replace("ab ab", "(a)(b)", "\\\\2\\\\1", 1)')).toBe('ba ab');
  expect(evaluate('regex.replace("a", "a|(b)", "[\\\\1\\\\\\\\]")')).toBe('[\\]');
  expect(shown('regex.replace("a", "a", "\\\\1")')).toBe(
    'error replacement string references group 1 but regex has only 0 group(s)',
  );
  expect(shown('regex.replace("a", "a", "\\\\")')).toContain('not allowed at end');
  expect(shown('regex.replace("a", "a", "\\\\x")')).toContain('must be followed by a digit');
  expect(evaluate('regex.replace("a", "b", "\\\\x")')).toBe('a');
  expect(evaluate('regex.replace("a", "(", "", 0)')).toBe('a');
  expect(shown('regex.replace("a", "a", "", 2147483648)')).toBe('error integer overflow');
});

test('what is no RE2 pattern is an error', () => {
  expect(finder('(?=a)')).toBeInstanceOf(CelError);
  expect(shown('regex.extract("a", "(")')).toMatch(/^error given regex is invalid: error parsing regexp/);
});

test('patterns that backtracking cannot do take linear time', () => {
  const started = performance.now();
  expect(evaluate('regex.extractAll(text, "^(?:a+)+$")', { text: `${'a'.repeat(20_000)}!` })).toEqual([]);
  expect(performance.now() - started).toBeLessThan(2000);
});

test('many matches are the same as few: those of which reading is counted, too', () => {
  const text = 'é😀ab'.repeat(50);
  for (const pattern of ['b?', 'a*', 'é|ab', '(?:x|b)', '']) {
    const found = Array.from(text.matchAll(new RegExp(pattern, 'gu')), ([match]) => match);
    expect(text.length).toBeGreaterThan(16);
    // Go counts nothing right behind a match as none; JavaScript counts it.
    const nonEmpty = (matches: readonly string[]): string[] => matches.filter((match) => match !== '');
    expect(nonEmpty(evaluate('regex.extractAll(text, pattern)', { text, pattern }) as string[])).toEqual(
      nonEmpty(found),
    );
  }
});

test('matches that each read all the rest of a text end in an error', () => {
  const text = 'ab'.repeat(30_000);
  expect(shown('regex.extractAll(text, "a.*z|b")', { text })).toBe(
    'error operation cancelled: actual cost limit exceeded',
  );
  expect(evaluate('regex.extractAll(text, "a|b").size()', { text })).toBe(60_000);
});

import { expect, test } from 'vitest';
import { mutants } from './mutate.ts';
import { parse } from './parse/parse.ts';

const expressions = (text: string) => mutants(text).map(({ expression }) => expression);

test('operators, quantifiers, constants and operands change one at a time', () => {
  const found = expressions("object.a.all(c, c.x >= 1 && !(c.n in ['p', 'q']))");
  expect(found).toContain("object.a.exists(c, c.x >= 1 && !(c.n in ['p', 'q']))");
  expect(found).toContain("object.a.all(c, (c.x > 1) && !(c.n in ['p', 'q']))");
  expect(found).toContain("object.a.all(c, c.x >= 2 && !(c.n in ['p', 'q']))");
  expect(found).toContain('object.a.all(c, (c.x >= 1))');
  expect(found).toContain("object.a.all(c, c.x >= 1 && !(c.n in ['q']))");
  expect(found).toContain("object.a.all(c, c.x >= 1 && (c.n in ['p', 'q']))");
});

test('every mutant parses, differs from the original, and is listed once', () => {
  const original = "has(a.b) ? a.b.orValue(false) : [1, 2] + [3] != [''] || x.startsWith('y')";
  const found = expressions(original);
  expect(new Set(found).size).toBe(found.length);
  expect(found).not.toContain(original);
  expect(found.filter((text) => parse(text).problems.length > 0)).toEqual([]);
});

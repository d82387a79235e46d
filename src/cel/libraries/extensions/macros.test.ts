import { expect, test } from 'vitest';
import { evaluate, shown } from '../../../../test/conformance/evaluate.ts';
import { check } from '../../check/check.ts';
import { formatType } from '../../check/format-type.ts';
import { buildEnvironment } from '../../environment/build.ts';
import type { Library } from '../../library.ts';
import { parse } from '../../parse/parse.ts';
import { standard } from '../standard/standard.ts';
import { bindings } from './bindings.ts';
import { block } from './block.ts';
import { comprehensions } from './comprehensions.ts';
import { math } from './math.ts';

function checked(expression: string, ...libraries: readonly Library[]): string {
  const environment = buildEnvironment({ name: 'test', libraries: () => [standard, ...libraries] });
  const { type, problems } = check(parse(expression).tree, environment);
  return problems[0]?.message ?? formatType(type);
}

test('a bound value has a name, and a type', () => {
  expect(evaluate('cel.bind(x, [1, 2], x + x)')).toEqual([1, 2, 1, 2]);
  expect(checked('cel.bind(x, [1, 2], x + x)', bindings)).toBe('list(int)');
  expect(checked('cel.bind(x, 1, x)')).toMatch(/^undeclared reference/);
});

test('in a block each element sees those before it', () => {
  expect(evaluate('cel.block([1, cel.index(0) + 1], cel.index(1) * 10)')).toBe(20);
  expect(checked('cel.block([1, [cel.index(0)]], cel.index(1))', block)).toBe('list(int)');
  expect(checked('cel.block([cel.index(1), 1], cel.index(0))', block)).toMatch(/^undeclared reference/);
  expect(checked('cel.index(0)', block)).toMatch(/^undeclared reference/);
});

test('with two names a macro sees indexes or keys, and values', () => {
  expect(evaluate('[1, 1].all(i, v, i < v + 1)')).toBe(true);
  expect(evaluate('[5, 7].transformList(i, v, i > 0, v - i)')).toEqual([6]);
  expect(shown('{"a": 1}.transformMap(k, v, k + string(v))')).toBe('{"a": "a1"}');
  expect(shown('{"a": 1}.transformMapEntry(k, v, {v: k})')).toBe('{int 1: "a"}');
  expect(shown('["a", "a"].transformMapEntry(i, v, {v: i})')).toBe(
    'error insert failed: key a already exists',
  );
});

test('existsOne takes two names only', () => {
  expect(checked('[1].existsOne(i, v, v == 1)', comprehensions)).toBe('bool');
  expect(checked('[1].existsOne(v, v == 1)', comprehensions)).toMatch(/^undeclared reference to 'existsOne'/);
  expect(checked('[1].existsOne(i, v, v == 1)')).toMatch(/^undeclared reference to 'existsOne'/);
});

test('extremes have the type of their arguments, and refuse what is no number', () => {
  expect(checked('math.greatest(1, 2)', math())).toBe('int');
  expect(checked('math.least([1.0, 2.0])', math())).toBe('double');
  expect(checked('math.greatest(1, 2u, 3.0)', math())).toBe('dyn');
  expect(checked('math.greatest(1, "a")', math())).toBe(
    'math.greatest() simple literal arguments must be numeric',
  );
  expect(checked('math.greatest(1, 2)')).toMatch(/^undeclared reference/);
});

import { describe, expect, test } from 'vitest';
import { macroProblems } from './macro.ts';
import { parse } from './parse.ts';

const standard = ['has', 'all', 'exists', 'exists_one', 'map', 'filter'];

function problems(text: string, ...more: string[]): readonly string[] {
  const { tree } = parse(text);
  const found = macroProblems(tree, new Set([...standard, ...more]));
  return found.map(({ start, end, message }) => `${text.slice(start, end)}: ${message}`);
}

describe('macroProblems', () => {
  test.each([
    ['has(a)', 'a: invalid argument to has() macro'],
    ['has(a.?b)', 'a.?b: invalid argument to has() macro'],
    ['has(a["b"])', 'a["b"]: invalid argument to has() macro'],
    ['[1].all(1, true)', '1: argument must be a simple name'],
    ['[1].exists(a.b, true)', 'a.b: argument must be a simple name'],
    ['[1].exists_one(__result__, true)', '__result__: iteration variable overwrites accumulator variable'],
    ['[1].map("x", 1)', '"x": argument is not an identifier'],
    ['[1].map(1, true, 1)', '1: argument is not an identifier'],
    ['[1].filter(f(x), true)', 'f(x): argument is not an identifier'],
  ])('refuses %s', (text, expected) => {
    expect(problems(text)).toEqual([expected]);
  });

  test.each([
    ['o.optMap(1, 1)', 'optMap', '1: optMap() variable name must be a simple identifier'],
    ['o.optFlatMap(1, o)', 'optFlatMap', '1: optFlatMap() variable name must be a simple identifier'],
    ['cel.bind(1, 2, 3)', 'cel.bind', '1: cel.bind() variable names must be simple identifiers'],
    ['[1].all(i, i, true)', 'transformList', 'i: duplicate variable name: i'],
    ['[1].transformList(i, 2, i)', 'transformList', '2: argument must be a simple name'],
    [
      '"a".sortBy(x, x)',
      'sortBy',
      '"a": sortBy can only be applied to a list, identifier, comprehension, call or select expression',
    ],
  ])('refuses %s where %s is switched on, only', (text, macro, expected) => {
    expect(problems(text, macro)).toEqual([expected]);
    expect(problems(text)).toEqual([]);
  });

  test('finds nothing wrong with what is right, or is no macro', () => {
    const right = ['has(a.b)', 'has(a[0].b)', 'a.all(x, x)', 'a.map(x, y, z)', 'all(1, 2)', 'a.all(1)'];
    for (const text of right) expect(problems(text)).toEqual([]);
  });

  test('accepts the names of cel.block where that is switched on', () => {
    expect(problems('[1].map(cel.iterVar(0, 0), 1)', 'cel.block')).toEqual([]);
    expect(problems('[1].map(cel.iterVar(0, 0), 1)')).toHaveLength(1);
  });

  test('gives all problems in order of place, wherever they are', () => {
    expect(problems('{"k": has(a)}.exists(k, [has(b)].all(3, x))')).toEqual([
      'a: invalid argument to has() macro',
      'b: invalid argument to has() macro',
      '3: argument must be a simple name',
    ]);
  });
});

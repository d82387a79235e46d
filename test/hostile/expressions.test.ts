import { describe, expect, test } from 'vitest';
import { check, compile, Frame, kubernetes, parse } from '../../src/cel/index.ts';
import { CelError } from '../../src/cel/value/cel-error.ts';

/** A step, repeated: what grows with each becomes too large within an expression of a few hundred characters. */
const repeated = (start: string, step: string, times: number): string => start + step.repeat(times);
const tree = repeated('[[1]]', '.map(a, [a, a])', 40);

/** What an expression comes to, in each form. Vitest's own limit of time is the test. */
function outcomes(text: string): readonly string[] {
  const environment = kubernetes(36);
  const { tree: parsed } = parse(text);
  const { types } = check(parsed, environment);
  return (['budget', 'cost'] as const).map((form) => {
    const value = compile(parsed, environment, { form, types }).evaluate(new Frame(environment, {}));
    return value instanceof CelError ? value.message : 'a value';
  });
}

const tooMuch = /^(?:operation cancelled: actual cost limit exceeded|value is too large)$/;

describe('expressions that grow', () => {
  test.each([
    ['a string is doubled', repeated("['x']", '.map(a, a + a)', 60)],
    ['bytes are doubled', repeated("[b'x']", '.map(a, a + a)', 60)],
    ['a list is doubled', repeated('[[1]]', '.map(a, a + a)', 60)],
    ['a tree of lists is compared', `${tree} == ${tree}`],
    ['a tree of lists is looked for', `${tree}.exists(x, x in ${tree})`],
    ['a tree of lists is written', `'%s'.format([${tree}])`],
    ['a tree of lists is flattened', `${tree}.flatten(50).size()`],
    ['trees of lists are told apart', `(${tree} + ${tree}).distinct()`],
    ['a list of a billion numbers', 'lists.range(1000000000).size()'],
    ['a list of lists of numbers', 'lists.range(10000).map(x, lists.range(100000)).size()'],
    ['a billion decimal places', "'%.999999999f'.format([1.0])"],
    ['a quantity of a billion digits', "quantity('1e999999999').add(quantity('1'))"],
    ['each element is looked for', 'lists.range(100000).all(x, x in lists.range(100000))'],
  ])('%s: an error, not the end of the memory', (_what, text) => {
    for (const outcome of outcomes(text)) expect(outcome).toMatch(tooMuch);
  });

  test('a type is doubled', () => {
    expect(outcomes(repeated('[1]', '.map(a, {a: a})', 40))).toEqual(['a value', 'a value']);
  });

  test('a type is doubled by a chain of optMap, which counts its receiver twice', () => {
    const [budget, cost] = outcomes(repeated('optional.of(1)', '.optMap(x, x)', 60));
    expect(budget).toBe('a value');
    expect(cost).toMatch(tooMuch);
  });
});

describe('expressions that are all mistakes', () => {
  test.each(['%'.repeat(99_999), '('.repeat(99_999), '"\\q" '.repeat(19_990), 'zzz() || '.repeat(11_000)])(
    'as many as are worth reading (%#)',
    (text) => {
      const { problems } = parse(text);
      expect(problems.length).toBeGreaterThan(0);
      expect(problems.length).toBeLessThanOrEqual(100);
    },
  );

  test('as deep as JavaScript would overflow', () => {
    const { problems } = parse(`${'('.repeat(10_000)}1${')'.repeat(10_000)}`);
    expect(problems[0]?.message).toBe('expression recursion limit exceeded: 250');
  });
});

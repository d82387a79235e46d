import { Environment as MarcEnvironment } from '@marcbachmann/cel-js';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { buildEnvironment } from '../environment/build.ts';
import { optional } from '../libraries/optional.ts';
import { standard } from '../libraries/standard/standard.ts';
import { parse } from '../parse/parse.ts';
import { dyn, int } from '../type.ts';
import { CelError } from '../value/cel-error.ts';
import { formatValue } from '../value/format.ts';
import { LazyRecord } from '../value/lazy-record.ts';
import type { Value } from '../value/value.ts';
import { compile } from './compile.ts';
import type { Program } from './compile.ts';
import { Frame } from './frame.ts';

const environment = buildEnvironment({
  name: 'test',
  libraries: () => [standard, optional],
  macros: ['transformList', 'transformMap', 'transformMapEntry', 'sortBy', 'cel.bind', 'cel.block'],
  variables: new Map([
    ['object', dyn],
    ['variables', dyn],
    ['a.b', int],
    ['unbound', dyn],
  ]),
});

const forms = ['budget', 'cost'] as const;

function program(expression: string, form: 'budget' | 'cost' = 'budget', within = environment): Program {
  const { tree, problems } = parse(expression);
  expect(problems).toEqual([]);
  return compile(tree, within, { form });
}

function show(value: Value): string {
  return value instanceof CelError ? `error: ${value.message}` : formatValue(value);
}

/** What both forms give. */
function evaluate(expression: string, object: Value = null): string {
  const [budget, cost] = forms.map((form) =>
    show(program(expression, form).evaluate(new Frame(environment, { object, 'a.b': 7 }))),
  );
  expect(cost).toBe(budget);
  return budget ?? '';
}

describe('names', () => {
  it('reads qualified variables as one name', () => {
    expect(evaluate('a.b + 1')).toBe('8');
  });

  it('lets a loop hide a variable, and a leading dot see it', () => {
    expect(evaluate('[1, 2].map(object, object)', 5)).toBe('[1, 2]');
    expect(evaluate('[1, 2].map(object, .object)', 5)).toBe('[5, 5]');
    expect(evaluate('[{"b": 1}].map(a, a.b)')).toBe('[1]');
  });

  it('fails where nothing declares or binds a name', () => {
    expect(evaluate('nothing')).toBe('error: no such attribute(s): nothing');
    expect(evaluate('unbound')).toBe('error: no such attribute(s): unbound');
    expect(evaluate('nothing(1)')).toBe('error: no such overload: nothing');
    expect(evaluate('true || nothing')).toBe('true');
  });

  it('resolves names in the container first', () => {
    const within = buildEnvironment({
      name: 'test',
      libraries: () => [standard],
      variables: new Map([
        ['x', int],
        ['c.d.x', int],
        ['c.y', int],
      ]),
      container: 'c.d',
    });
    const frame = new Frame(within, { x: 1, 'c.d.x': 2, 'c.y': 3 });
    expect(program('[x, .x, y, d.x]', 'budget', within).evaluate(frame)).toEqual([2, 1, 3, 2]);
    expect(show(program('z', 'budget', within).evaluate(frame))).toBe(
      'error: no such attribute(s): c.d.z, c.z, z',
    );
  });
});

describe('prototype keys', () => {
  const keys = ['__proto__', 'constructor', 'toString', 'hasOwnProperty', 'length', 'valueOf', 'at'];

  it.each(keys)('%s is absent unless it is there', (key) => {
    expect(evaluate(`has(object.${key})`, {})).toBe('false');
    expect(evaluate(`object.${key}`, {})).toBe(`error: no such key: ${key}`);
    expect(evaluate(`'${key}' in object`, {})).toBe('false');
    expect(evaluate(`object.?${key}.orValue(1)`, {})).toBe('1');
    expect(evaluate(`object['${key}']`, {})).toBe(`error: no such key: ${key}`);
    expect(evaluate(`object.x.${key}`, { x: 'text' })).toBe(`error: no such key: ${key}`);
    expect(evaluate(`object.x.${key}`, { x: [] })).toBe(`error: unsupported index type 'string' in list`);
  });

  it.each([
    ['1e18', 'error: index out of bounds: 1e+18'],
    ['1e300', 'error: unsupported index value 1e+300 in list'],
    ['18446744073709551615u', 'error: unsupported index value 18446744073709551615 in list'],
  ])('an index of %s is no index of a list', (index, outcome) => {
    expect(evaluate(`object.x[${index}]`, { x: [1] })).toBe(outcome);
  });

  it.each(keys)('%s is a key like any other', (key) => {
    const object = JSON.parse(`{"${key}": {"${key}": 1}}`) as Value;
    expect(evaluate(`object.${key}.${key}`, object)).toBe('1');
    expect(evaluate(`has(object.${key}.${key})`, object)).toBe('true');
    expect(evaluate(`object.?${key}.?${key}.orValue(2)`, object)).toBe('1');
    expect(evaluate(`object.all(k, k == '${key}') && '${key}' in object && size(object) == 1`, object)).toBe(
      'true',
    );
    expect(evaluate(`object == {'${key}': {'${key}': 1}}`, object)).toBe('true');
  });

  it('never reads the fields of values of its own classes', () => {
    expect(evaluate('object.x.value', { x: 1 })).toBe('error: no such key: value');
    expect(evaluate('dyn(1.0).value')).toBe('error: no such key: value');
    expect(evaluate('dyn({1: 2}).entries')).toBe('error: no such key: entries');
    expect(evaluate('dyn(duration("1s")).nanos')).toBe('error: no such key: nanos');
    expect(evaluate('object.nothing.message', {})).toBe('error: no such key: nothing');
  });
});

describe('null', () => {
  it('is a value, not an absence', () => {
    const object = { a: null };
    expect(evaluate('has(object.a)', object)).toBe('true');
    expect(evaluate('object.a == null', object)).toBe('true');
    expect(evaluate('object.?a.orValue(1)', object)).toBe('null');
    expect(evaluate('object.?a.hasValue()', object)).toBe('true');
    expect(evaluate('object.a.b', object)).toBe('error: no such key: b');
    expect(evaluate('[object.a].map(x, x)', object)).toBe('[null]');
    expect(evaluate('optional.of(null).value() == null')).toBe('true');
    expect(evaluate('{"k": null}.k == null && {"k": null}["k"] == null')).toBe('true');
    expect(evaluate('[{"k": null}].map(m, m.k)')).toBe('[null]');
    expect(evaluate('object.toString', { toString: null })).toBe('null');
  });
});

describe('macros', () => {
  const cases: readonly (readonly [string, string])[] = [
    ['cel.bind(x, 2, x * x)', '4'],
    ['cel.bind(x, 1 / 0, true)', 'true'],
    ['cel.bind(x, [1], cel.bind(y, x + x, y + x))', '[1, 1, 1]'],
    ['[1, 2].map(i, cel.bind(x, i + 1, x))', '[2, 3]'],
    ['cel.block([1, cel.index(0) + 1], cel.index(1))', '2'],
    ['[1, 2].map(cel.iterVar(0, 0), cel.iterVar(0, 0) * 2)', '[2, 4]'],
    ['[1, 2].all(i, v, i < v)', 'true'],
    ['{"a": 1}.exists(k, v, k == "a" && v == 1)', 'true'],
    ['[1, 1].exists_one(i, v, v == 1)', 'false'],
    ['["a", "b"].transformMap(i, v, v)', '{0: a, 1: b}'],
    ['["a", "b"].transformMapEntry(i, v, {v: i})', '{a: 0, b: 1}'],
    ['["a", "a"].transformMapEntry(i, v, {v: i})', 'error: insert failed: key a already exists'],
    ['[3, 1, 2].sortBy(x, -x)', '[3, 2, 1]'],
    ['[dyn(1), "a"].sortBy(x, x)', 'error: list elements must have the same type'],
    ['[1].map(x.y, 1)', 'error: argument must be a simple name'],
    ['has(object)', 'error: invalid argument to has() macro'],
    ['{"a": 1, "a": 2}', 'error: Failed with repeated key: a'],
    ['{1: 1, 1u: 2}', 'error: Failed with repeated key: 1'],
    ['1.map(x, x)', `error: got 'types.Int', expected iterable type`],
    ['Object{a: 1}', 'error: unknown type: Object'],
  ];

  it.each(cases)('%s gives %s', (expression, expected) => {
    expect(evaluate(expression)).toBe(expected);
  });

  it('are ordinary calls where the environment does not have them', () => {
    const plain = buildEnvironment({ name: 'plain', libraries: () => [standard] });
    const frame = new Frame(plain, {});
    const value = program('[1, 2].all(i, v, true)', 'budget', plain).evaluate(frame);
    expect(show(value)).toBe('error: no such attribute(s): i');
    expect(show(program('cel.bind(x, 1, x)', 'budget', plain).evaluate(frame))).toContain(
      'no such attribute',
    );
  });
});

describe('limits', () => {
  const list = Array.from({ length: 200 }, (_value, index) => index);

  it.each(forms)('ends in an error that nothing absorbs (%s)', (form) => {
    const loops = 'object.all(a, object.all(b, object.all(c, true)))';
    for (const expression of [loops, `${loops} || true`, `[1].exists(x, ${loops} || x == 1)`]) {
      const frame = new Frame(environment, { object: list });
      expect(show(program(expression, form).evaluate(frame))).toBe(
        'error: operation cancelled: actual cost limit exceeded',
      );
    }
  });

  it('counts anew in each evaluation, and sums up', () => {
    const frame = new Frame(environment, { object: list }, { limit: 250 });
    const loop = program('object.all(a, true)');
    expect(loop.evaluate(frame)).toBe(true);
    expect(loop.evaluate(frame)).toBe(true);
    expect([frame.cost, frame.spent]).toEqual([200, 400]);
  });

  it('does not let strings or lists grow without end', () => {
    const nested = Array.from({ length: 40 }).reduce<string>(
      (body) => `cel.bind(y, ${body}, y + y)`,
      'object',
    );
    for (const object of [list, 'text']) {
      expect(show(program(nested).evaluate(new Frame(environment, { object })))).toBe(
        'error: value is too large',
      );
    }
  });

  it('compares values nested very deeply without overflowing the stack', () => {
    let object: Value = 1;
    for (let depth = 0; depth < 10_000; depth++) object = [object];
    const frame = new Frame(environment, { object });
    expect(show(program('object == [[object]][0]').evaluate(frame))).toBe(
      'error: value is nested too deeply',
    );
    expect(show(program('string(object)').evaluate(frame))).toContain('no such overload');
  });
});

describe('lazy records', () => {
  class Variables extends LazyRecord {
    reads = 0;

    override get(field: string): Value | undefined {
      this.reads++;
      if (field === 'list') return inner.evaluate(frame);
      return field === 'nothing' ? null : undefined;
    }
  }

  const variables = new Variables();
  const frame = new Frame(environment, { object: [1, 2, 3], variables });
  const inner = program('object.filter(y, y > 1).map(z, z)');

  it('may be evaluated inside loops of another expression', () => {
    const value = program('object.map(x, variables.list.map(w, w + x))').evaluate(frame);
    expect(value).toEqual([
      [3, 4],
      [4, 5],
      [5, 6],
    ]);
    expect(frame.depth).toBe(0);
  });

  it('have fields, null ones too, and lack others', () => {
    expect(program('variables.nothing == null').evaluate(frame)).toBe(true);
    expect(show(program('variables.other').evaluate(frame))).toBe('error: no such key: other');
    expect(program('has(variables.other)').evaluate(frame)).toBe(false);
    expect(program('variables.?other.orValue(4)').evaluate(frame)).toBe(4);
  });

  it('keep their cost apart from that of the expression that reads them', () => {
    const counting = program('variables.list.size()', 'cost');
    const before = frame.spent;
    counting.evaluate(frame);
    expect(frame.cost).toBe(3);
    expect(frame.spent - before).toBeGreaterThan(3);
  });
});

describe('constants that cannot be evaluated', () => {
  it.each([
    [`int('abc') == 0 || true`, `type conversion error from 'string' to 'int'`],
    [`'a'.matches('(')`, 'missing'],
    ['object[null]', 'invalid qualifier type'],
  ])('%s makes the program a failure', (expression, message) => {
    const { failure } = program(expression);
    expect(failure?.message).toContain(message);
  });

  it('is no failure of what can be', () => {
    expect(program(`int('1') == 1 && 'a'.matches('a')`).failure).toBe(null);
  });
});

describe('against cel-js', () => {
  const marc = new MarcEnvironment({ unlistedVariablesAreDyn: true });

  const big = (value: Value): unknown => {
    if (typeof value === 'number') return BigInt(value);
    if (Array.isArray(value)) return value.map(big);
    if (typeof value !== 'object' || value === null) return value;
    return Object.fromEntries(Object.entries(value).map(([key, item]) => [key, big(item)]));
  };

  const plain = (value: unknown): unknown => {
    if (typeof value === 'bigint') return Number(value);
    return Array.isArray(value) ? value.map(plain) : value;
  };

  const path = fc.constantFrom(
    'object.a',
    'object.b',
    'object.l',
    'object.m.x',
    'object.m',
    'object.s',
    'object.none',
    'object.l[0]',
  );
  const { bool } = fc.letrec<{ bool: string; value: string }>((tie) => ({
    value: fc.oneof(
      { depthSize: 'small' },
      path,
      fc.constantFrom('1', '2', '-3', `'a'`, 'true', '[1, 2]'),
      fc
        .tuple(path, fc.constantFrom('+', '-', '*', '/', '%'), tie('value'))
        .map(([a, operator, b]) => `(dyn(${a}) ${operator} dyn(${b}))`),
      fc.tuple(tie('bool'), tie('value')).map(([test, a]) => `(${test} ? dyn(${a}) : dyn(0))`),
      path.map((a) => `dyn(${a}).size()`),
      tie('bool').map((body) => `object.l.filter(e, ${body}).size()`),
      tie('value').map((body) => `object.l.map(e, ${body})`),
    ),
    bool: fc.oneof(
      { depthSize: 'small' },
      fc
        .tuple(tie('value'), fc.constantFrom('==', '!=', '<', '<=', '>', '>='), tie('value'))
        .map(([a, operator, b]) => `(dyn(${a}) ${operator} dyn(${b}))`),
      fc
        .tuple(tie('bool'), fc.constantFrom('&&', '||'), tie('bool'))
        .map(([a, operator, b]) => `(${a} ${operator} ${b})`),
      tie('bool').map((a) => `!(${a})`),
      fc.constantFrom(
        'has(object.a)',
        'has(object.none)',
        'has(object.m.x)',
        'object.t',
        `'x' in object.m`,
        '1 in object.l',
        `object.s.startsWith('a')`,
      ),
      fc
        .tuple(fc.constantFrom('all', 'exists', 'exists_one'), tie('bool'))
        .map(([macro, body]) => `object.l.${macro}(e, ${body})`),
    ),
  }));
  const number = fc.integer({ min: -5, max: 5 });
  const object = fc.record(
    {
      a: fc.oneof(number, fc.string(), fc.constant(null)),
      b: number,
      l: fc.array(number, { maxLength: 4 }),
      m: fc.record({ x: number }, { requiredKeys: [] }),
      s: fc.constantFrom('a', 'abc', 'b'),
      t: fc.boolean(),
    },
    { requiredKeys: ['l', 's'] },
  );

  it('gives the same values and fails where it fails', () => {
    fc.assert(
      fc.property(bool, object, (expression, value) => {
        let expected: unknown;
        try {
          expected = plain(marc.evaluate(expression, { object: big(value) }));
        } catch (error) {
          // It refuses some expressions by their types, which says nothing of their values.
          fc.pre((error as { readonly name?: string }).name === 'EvaluationError');
          expected = 'error';
        }
        const frame = new Frame(environment, { object: value });
        const result = program(expression).evaluate(frame);
        expect(result instanceof CelError ? 'error' : result).toEqual(expected);
      }),
      { numRuns: 600 },
    );
  });
});

import type { Environment } from '../../../src/cel/environment/environment.ts';
import type { Overload } from '../../../src/cel/library.ts';
import { argument, field, pick, type Random } from './arguments.ts';

/** An expression, and the overload or macro that it is to call. */
export interface Generated {
  readonly expression: string;
  readonly function: string;
  readonly overload: string;
}

/** What the evaluator of the API server is not given here, or what nobody can write. */
const left: ReadonlySet<string> = new Set([
  '@not_strictly_false',
  ...'path group serviceAccount resource subresource namespace name check errored error allowed reason fieldSelector labelSelector'.split(
    ' ',
  ),
]);

/** The object that generated expressions read. */
export const generatedObject = field;

/** So many calls of every overload of an environment, and of every macro. */
export function* generatedCalls(environment: Environment, each: number, random: Random): Iterable<Generated> {
  for (const { name, overloads } of environment.functions.values()) {
    if (left.has(name)) continue;
    const count = Math.max(each, Math.ceil(200 / overloads.length));
    for (const overload of overloads) {
      for (let n = 0; n < count; n++)
        yield { expression: call(random, name, overload), function: name, overload: overload.id };
    }
  }
  for (const [macro, shapes] of Object.entries(macros)) {
    for (let n = 0; n < each * 4; n++)
      yield { expression: fill(random, pick(random, shapes)), function: macro, overload: macro };
  }
}

function call(random: Random, name: string, { params, member }: Overload): string {
  // An API server makes the whole list, however long: a large number would end its evaluator.
  if (name === 'lists.range') return `lists.range(${pick(random, small)})`;
  if (name === '_?._') return `${pick(random, selectable)}.?${pick(random, ['app', 'labels', 'int', 'x'])}`;
  const args = params.map((type) => argument(random, type));
  const [a = '', b = '', c = ''] = args;
  const shape = operators[name] ?? binary(name);
  if (shape !== undefined) return shape(a, b, c);
  return member ? `${operand(a)}.${name}(${args.slice(1).join(', ')})` : `${name}(${args.join(', ')})`;
}

type Shape = (a: string, b: string, c: string) => string;

const operators: Readonly<Record<string, Shape>> = {
  '_?_:_': (a, b, c) => `(${a} ? ${b} : ${c})`,
  '_[_]': (a, b) => `${operand(a)}[${b}]`,
  '_[?_]': (a, b) => `${operand(a)}[?${b}]`,
  '@in': (a, b) => `(${a}) in ${operand(b)}`,
  '!_': (a) => `!(${a})`,
  '-_': (a) => `-(${a})`,
};

function binary(name: string): Shape | undefined {
  const operator = /^_(\S+)_$/.exec(name)?.[1];
  return operator === undefined ? undefined : (a, b) => `(${a}) ${operator} (${b})`;
}

const selectable = [
  'object',
  'object.labels',
  'object.int',
  'object.missing',
  'object.?labels',
  'object.words',
  'optional.of(object)',
  'dyn(1)',
  '{"app": 1}',
];
const small = [
  '0',
  '1',
  '5',
  '-3',
  'object.int',
  'object.zero',
  'object.text',
  'object.missing',
  'dyn("a")',
  '2u',
];

function operand(text: string): string {
  return /^-|^\d+u?$/.test(text) ? `(${text})` : text;
}

const lists = [
  'object.words',
  'object.numbers',
  'object.mixed',
  'object.none',
  'object.labels',
  'object.missing',
  'object.text',
  '[1, 2, 3]',
  '["b", "a"]',
  '{"a": 1}',
  'dyn([1, "a", 2.0])',
];
const tests = [
  'true',
  'false',
  'x == 1',
  'x == "a"',
  'x > 1',
  'x.size() > 0',
  'x in object.words',
  'object.missing',
  'x.k == "v"',
  'x != object.int',
];
const maps = ['x', '[x]', 'x + 1', 'x + x', 'string(x)', '{x: 1}', 'x.k', 'size(x)'];
const pairs = ['true', 'k == v', 'v == 1', 'k == "app"', 'v > k', 'size(v) > 1', 'object.missing'];
const made = ['k', 'v', '[k, v]', 'v + 1', 'string(v)', 'k + k'];

const holes: Readonly<Record<string, readonly string[]>> = {
  L: lists,
  T: tests,
  M: maps,
  P: pairs,
  N: made,
  F: [
    'object.int',
    'object.missing',
    'object.labels.app',
    'object.labels.x',
    'object.text.x',
    'object.missing.x',
    'object.mixed[3].k',
    'object.null.x',
  ],
  O: [
    'optional.of(1)',
    'optional.none()',
    'object.?labels',
    'object.?missing',
    'object.labels[?"app"]',
    'object.?text.?x',
    'optional.of(object.missing)',
  ],
};

/** A letter stands for something by chance. */
const macros: Readonly<Record<string, readonly string[]>> = {
  has: ['has(F)', 'has(F) && F == 1', '!has(F) || has(F)'],
  all: ['L.all(x, T)', 'L.all(x, L.exists(y, x == y))'],
  exists: ['L.exists(x, T)'],
  exists_one: ['L.exists_one(x, T)'],
  map: ['L.map(x, M)', 'L.map(x, T, M)'],
  filter: ['L.filter(x, T)', 'L.filter(x, T).map(x, M)'],
  optMap: ['O.optMap(x, M)'],
  optFlatMap: ['O.optFlatMap(x, O)'],
  'two-variable all': ['L.all(k, v, P)', 'L.exists(k, v, P)', 'L.existsOne(k, v, P)'],
  transformList: ['L.transformList(k, v, N)', 'L.transformList(k, v, P, N)'],
  transformMap: ['L.transformMap(k, v, N)', 'L.transformMap(k, v, P, N)'],
  transformMapEntry: ['L.transformMapEntry(k, v, {N: N})', 'L.transformMapEntry(k, v, P, {N: N})'],
  sortBy: ['L.sortBy(x, M)', 'L.sortBy(x, -x)'],
  literals: ['[M, ?O]', '{"a": 1, ?"b": O}', '[?O, ?O]', '{T: 1}'.replaceAll('x', '1')],
};

function fill(random: Random, shape: string): string {
  return shape.replaceAll(/\b[LTMPNFO]\b/g, (letter) => pick(random, holes[letter] ?? ['true']));
}

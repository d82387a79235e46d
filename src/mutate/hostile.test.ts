import { beforeAll, describe, expect, test } from 'vitest';
import {
  CelError,
  check,
  compile,
  expressionSizeLimit,
  Frame,
  kyvernoMutating,
  macroProblems,
  parse,
  type Value,
} from '../cel/index.ts';
import type { JsonObject } from '../core/json.ts';
import { kubernetesSchema } from '../schema/kubernetes.ts';
import type { Schema } from '../schema/schema.ts';
import { applyConfiguration, applyJsonPatch } from './index.ts';

const environment = kyvernoMutating(19);
const object = { apiVersion: 'v1', kind: 'Pod', metadata: { name: 'p' }, spec: { containers: [] }, a: {} };
let schema: Schema;

beforeAll(async () => {
  schema = await kubernetesSchema();
});

/** The problem that an expression ends in, of whichever kind. */
function problemOf(text: string, form: 'JSONPatch' | 'ApplyConfiguration' = 'JSONPatch'): string {
  const { tree, problems } = parse(text);
  const found = [
    ...problems,
    ...macroProblems(tree, environment.macros),
    ...check(tree, environment).problems,
  ];
  const problem = found.find(({ severity }) => severity === 'error');
  if (problem !== undefined) return problem.message;
  const frame = new Frame(environment, { object }, { chance: () => 0.999 });
  const value = compile(tree, environment, { form: 'cost' }).evaluate(frame);
  const result = changed(value, form);
  return result instanceof CelError ? result.message : 'none';
}

function changed(value: Value, form: 'JSONPatch' | 'ApplyConfiguration'): JsonObject | CelError {
  return form === 'JSONPatch'
    ? applyJsonPatch(object, value)
    : applyConfiguration(object, value, { schema, atomics: 'replaced' });
}

/** Lists of the same list twice, `levels` deep: 2 to that power of values, in the space of a few. */
function doubled(levels: number): string {
  let text = 'x';
  for (let level = 0; level < levels; level++) text = `cel.bind(x, [x, x], ${text})`;
  return `cel.bind(x, [1], dyn(${text}))`;
}

const patch = (value: string): string => `[JSONPatch{op: "add", path: "/x", value: ${value}}]`;

/** More than this is no bounded time; all of these take less than a second of an idle machine. */
const patience = 20_000;

describe('a hostile expression ends in a problem:', () => {
  test.each([
    ['ten megabytes of text', `'${'a'.repeat(10_000_000)}'`],
    ['ten megabytes of sums', Array.from({ length: 3_000_000 }, () => '1').join('+')],
    ['parentheses without end', `${'('.repeat(100_000)}1${')'.repeat(100_000)}`],
    ['objects within objects', `${'Object{a: '.repeat(50_000)}1${'}'.repeat(50_000)}`],
    ['lists within lists', `${'['.repeat(50_000)}${']'.repeat(50_000)}`],
    ['macros within macros', macros(8, 'x + 1')],
    ['objects made in macros', macros(6, 'JSONPatch{op: "add", path: "/x"}')],
    [
      'a text that doubles',
      patch(
        `lists.range(60).map(i, 'a').join('${'b'.repeat(50_000)}').split('').join('${'c'.repeat(20_000)}')`,
      ),
    ],
    ['lists that share lists', patch(doubled(40))],
    ['a pattern that repeats repetitions', patch('random("(((a{0}){1000}){1000}){1000}")')],
    ['a pattern of too long a text', patch('random("(a{1000}){1000}")')],
    ['a bomb of zeros', patch(`string(gzip.compress(gzip.decompress(${bomb()})))`)],
    ['compression without end', 'lists.range(1000).map(i, lists.range(1000).map(j, gzip.compress("a")))'],
    ['hashes without end', 'lists.range(1000).map(i, lists.range(1000).map(j, sha256("a")))'],
    ['questions without end', 'lists.range(1000).map(i, lists.range(1000).map(j, http.Get("a")))'],
  ])('%s', (_name, text) => expect(problemOf(text)).not.toBe('none'), patience);

  test(
    'patches that copy what they copied',
    () => {
      const step = 'JSONPatch{op: "copy", from: "/a", path: "/a/" + string(i)}';
      expect(problemOf(`lists.range(10000).map(i, ${step})`)).toBe('JSON Patch: too much to copy');
    },
    patience,
  );

  test(
    'patches that insert before all others',
    () => {
      const step = 'JSONPatch{op: "add", path: "/spec/containers/0", value: i}';
      expect(problemOf(`lists.range(11000).map(i, ${step})`)).toBe('JSON Patch: too much to copy');
    },
    patience,
  );

  test(
    'a configuration whose lists share lists',
    () => {
      const text = `Object{spec: Object.spec{containers: ${doubled(40)}}}`;
      expect(problemOf(text, 'ApplyConfiguration')).toContain('too large');
    },
    patience,
  );

  test('a path of many segments', () => {
    expect(problemOf(`[JSONPatch{op: "add", path: "${'/a'.repeat(30_000)}", value: 1}]`)).toContain(
      'missing path',
    );
  });
});

test('many patches of an honest size are applied', () => {
  const text =
    'lists.range(2000).map(i, JSONPatch{op: "add", path: "/spec/containers/-", value: {"name": string(i)}})';
  expect(problemOf(text)).toBe('none');
});

test('the length of an expression is limited', () => {
  expect(expressionSizeLimit).toBe(100_000);
});

function macros(depth: number, inner: string): string {
  let text = inner;
  for (let level = 0; level < depth; level++) text = `lists.range(100).map(x, ${text})`;
  return text;
}

/** A megabyte of zeros, compressed, of itself a thousand times. */
function bomb(): string {
  return `gzip.compress(lists.range(1000).map(i, '${'0'.repeat(60_000)}').join(''))`;
}

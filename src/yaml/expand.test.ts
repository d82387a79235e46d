import { expect, test } from 'vitest';
import { aliasTargets, expand } from './expand.ts';
import { parseTree } from './syntax-tree.ts';

const limits = { depth: 20, expansion: 50 };

function value(text: string, within = limits): unknown {
  const parsed = parseTree(text);
  const expanded = expand(parsed, aliasTargets(parsed), within);
  return 'code' in expanded ? `${expanded.code} ${expanded.offset}` : expanded.value;
}

test('an alias is a copy of the last anchor of its name before it', () => {
  expect(value('a: &x [1]\nb: *x\nc: &x 2\nd: *x\n')).toEqual({ a: [1], b: [1], c: 2, d: 2 });
});

test('what an alias brings along does not bind names anew', () => {
  expect(value('a: &x {b: &y 1}\nc: &y 2\nd: *x\ne: *y\n')).toEqual({ a: { b: 1 }, c: 2, d: { b: 1 }, e: 2 });
});

test('explicit keys win over merged ones, earlier sources over later ones', () => {
  expect(
    value('m: &m {a: 1, b: 1}\no: &n {b: 2, c: 2}\nx: {<<: [*m, *n], a: 0}\nz: {c: 0, <<: *n}\n'),
  ).toEqual({
    m: { a: 1, b: 1 },
    o: { b: 2, c: 2 },
    x: { a: 0, b: 1, c: 2 },
    z: { c: 0, b: 2 },
  });
});

test.each([
  ['an alias within its own anchor', 'a: &x [*x]', 'YAML_SYNTAX 7'],
  ['a merge key within its own anchor', 'a: &x {<<: *x}', 'YAML_SYNTAX 11'],
  ['an alias without an anchor', 'a: *x', 'YAML_SYNTAX 3'],
  ['an alias before its anchor', 'a: *x\nb: &x 1', 'YAML_SYNTAX 3'],
  ['a merge of text', '<<: text', 'YAML_SYNTAX 4'],
  ['the same key twice', 'a: 1\nb: 2\na: 3', 'YAML_DUPLICATE_KEY 10'],
  ['the same key as number and as text', '1: a\n"1": b', 'YAML_DUPLICATE_KEY 5'],
  ['a collection as key', '[a]: 1', 'YAML_SYNTAX 0'],
  ['nothing as key', ': 1', 'YAML_SYNTAX 0'],
])('%s is a problem in its place', (_, text, problem) => {
  expect(value(text)).toBe(problem);
});

test('what aliases add is limited, what stands there itself is not', () => {
  const list = `[${'1,'.repeat(40)}]`;
  expect(value(`a: &a ${list}\nb: *a`)).toBeTypeOf('object');
  expect(value(`a: &a ${list}\nb: [*a, *a]`)).toMatch(/^YAML_TOO_LARGE/);
  expect(value(`a: [${'1,'.repeat(1000)}]`)).toBeTypeOf('object');
});

test('a chain of aliases is as deep as it leads', () => {
  const chain = Array.from({ length: 30 }, (_, n) => `a${n}: &a${n} ${n === 0 ? '1' : `[*a${n - 1}]`}`);
  expect(value(chain.slice(0, 4).join('\n'))).toMatchObject({ a3: [[[1]]] });
  expect(value(chain.join('\n'), { depth: 20, expansion: 5000 })).toMatch(/^YAML_TOO_DEEP/);
});

test('prototype names are ordinary keys', () => {
  const found = value('m: &m {__proto__: 1}\nx: {<<: *m, constructor: 2}');
  expect(JSON.stringify(found)).toBe('{"m":{"__proto__":1},"x":{"__proto__":1,"constructor":2}}');
});

import { expect, test } from 'vitest';
import { parse } from './parse.ts';

const messages = (text: string) => parse(text).problems.map(({ message }) => message);

test.each([
  'object.spec.containers.all(c, !c.?securityContext.?privileged.orValue(false))',
  'has(object.metadata.labels) && object.metadata.labels["a"] != "b" || 1 in [1, 2u, 3.5]',
  'Object{spec: Object.spec{replicas: 1, ?x: y}, ?z: w}',
  '[?a, b,]',
  '{?"k": v, 1: 2,}',
  'a.`b-c/d`.namespace',
  '-9223372036854775808',
  'x ? y : z ? 1 : 2',
  "r'\\d' + b\"\\x00\" + '''a\nb'''",
  'a[?0].?b[1] // comment',
  '.a.b.c(1)',
  '- x - -1',
])('%s parses', (text) => {
  expect(messages(text)).toEqual([]);
});

test('all mistakes are told, not only the first', () => {
  expect(messages('[1, , 2] + (a.) + "x').length).toBeGreaterThanOrEqual(3);
});

test('an int literal beyond 64 bits is refused, the smallest is not', () => {
  expect(messages('9223372036854775808')).toEqual(['invalid int literal']);
  expect(parse('-9223372036854775808').tree).toMatchObject({ value: -(2n ** 63n) });
});

test('a minus sign belongs to its number only where it stands alone', () => {
  expect(parse('-7').tree).toMatchObject({ kind: 'literal', value: -7 });
  expect(parse('--7').tree).toMatchObject({ kind: 'literal', value: 7 });
  expect(parse('---7').tree).toMatchObject({ kind: 'unary', operand: { value: 7 } });
  expect(parse('1---7').tree).toMatchObject({ kind: 'binary', right: { value: 7 } });
  expect(messages('--9223372036854775808')).toEqual(['invalid int literal']);
});

test.each(['!-x', '!-(1)', '1 + !-f(x)', '-!x', '-', '!'])('%s is refused, not thrown', (text) => {
  expect(messages(text)).not.toEqual([]);
});

test('a long chain of && is fine, a long chain of + is too deep', () => {
  expect(messages(Array.from({ length: 2000 }, () => 'true').join(' && '))).toEqual([]);
  expect(messages(Array.from({ length: 240 }, () => '1').join(' + '))).toEqual([]);
  expect(messages(Array.from({ length: 300 }, () => '1').join(' + '))).toEqual([
    'expression recursion limit exceeded: 250',
  ]);
});

test('nesting is limited, whatever nests', () => {
  for (const open of ['(', '[', '!(', 'a[', 'f(', '{1:']) {
    expect(parse(open.repeat(9000)).problems.length).toBeGreaterThan(0);
  }
  expect(messages(`${'('.repeat(200)}1${')'.repeat(200)}`)).toEqual([]);
  expect(messages(`${'('.repeat(260)}1${')'.repeat(260)}`)).toEqual([
    'expression recursion limit exceeded: 250',
  ]);
});

test('a text of more than 100,000 code points is refused by its size', () => {
  expect(messages(`'${'a'.repeat(100_000)}'`)).toEqual([
    'expression code point size exceeds limit: size: 100002, limit 100000',
  ]);
});

import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { parse } from './parse/parse.ts';
import { print } from './print.ts';
import type { Node } from './tree.ts';
import { Bytes, Double, Uint } from './value/boxes.ts';

/** A tree without places. */
function shape(node: Node): unknown {
  return JSON.parse(
    JSON.stringify(node, (key, value: unknown) => {
      if (key === 'start' || key === 'end' || key === 'at') return undefined;
      if (typeof value === 'bigint') return `${value}n`;
      if (value instanceof Double) return { double: Object.is(value.value, -0) ? '-0' : String(value.value) };
      return value instanceof Uint ? { uint: String(value.value) } : value;
    }),
  );
}

function reprint(text: string): string {
  const { tree, problems } = parse(text);
  expect(problems).toEqual([]);
  return print(tree);
}

describe('print', () => {
  test.each([
    ['a&&b&&c||d', 'a && b && c || d'],
    ['(a && b) && c', 'a && b && c'],
    ['a && (b && c)', 'a && (b && c)'],
    ['(a || b) && c', '(a || b) && c'],
    ['((a))', 'a'],
    ['a - (b - c)', 'a - (b - c)'],
    ['(a - b) - c', 'a - b - c'],
    ['a * (b + c)', 'a * (b + c)'],
    ['a ? b : c ? d : e', 'a ? b : c ? d : e'],
    ['(a ? b : c) ? d : e', '(a ? b : c) ? d : e'],
    ['a ? (b ? c : d) : e', 'a ? (b ? c : d) : e'],
    ['!(a == b)', '!(a == b)'],
    ['!(!a)', '!(!a)'],
    ['!!a', 'a'],
    ['-(1)', '-(1)'],
    ['- 1', '-1'],
    ['(-1).f()', '(-1).f()'],
    ['"a".size()', '"a".size()'],
    ['a.?b[?0].c', 'a.?b[?0].c'],
    ['a.`b-c`.`in`', 'a.`b-c`.`in`'],
    ['.a.b(.c(1u))', '.a.b(.c(1u))'],
    ['[1, ?a, 2.0]', '[1, ?a, 2.0]'],
    ['{"a": 1, ?b: c}', '{"a": 1, ?b: c}'],
    ['Object.spec{a: 1, ?b: c}', 'Object.spec{a: 1, ?b: c}'],
    ["r'\\d' + '\\n\"'", '"\\\\d" + "\\n\\""'],
    ["b'a\\xff'", 'b"a\\xff"'],
    ['1e300', `1${'0'.repeat(300)}.0`],
    ['-9223372036854775808', '-9223372036854775808'],
    ['x in [null, true]', 'x in [null, true]'],
  ])('%s prints as %s', (text, expected) => {
    expect(reprint(text)).toBe(expected);
    expect(reprint(expected)).toBe(expected);
  });

  test('a chain of thousands of terms prints as it was written', () => {
    const text = Array.from({ length: 5_000 }, (_, index) => `a${index}`).join(' && ');
    expect(reprint(text)).toBe(text);
  });
});

const place = { start: 0, end: 0 };
const name = fc.constantFrom('a', 'object', 'x1', '_b');
const field = fc.constantFrom('f', 'spec', 'in', 'a-b', 'for', 'a.b/c');

const literal = fc
  .oneof(
    fc.constantFrom(null, true, false),
    fc.integer(),
    fc.constantFrom(9223372036854775807n, -9223372036854775808n),
    fc
      .double({ noNaN: true, noDefaultInfinity: true })
      .map((value) => (Number.isInteger(value) ? new Double(value) : value)),
    fc.nat().map((value) => new Uint(value)),
    fc.string({ unit: 'binary' }).filter((text) => text.isWellFormed()),
    fc.uint8Array({ maxLength: 5 }).map((value) => new Bytes(value)),
  )
  .map((value): Node => ({ kind: 'literal', value, ...place }));

const { node } = fc.letrec<{ node: Node }>((tie) => {
  const inner = tie('node');
  const optional = fc.boolean();
  const list = (of: fc.Arbitrary<Node>): fc.Arbitrary<Node[]> => fc.array(of, { maxLength: 3 });
  const shapes: readonly fc.Arbitrary<Node>[] = [
    literal,
    fc.record({ name, absolute: fc.boolean() }).map((ident): Node => ({ kind: 'ident', ...ident, ...place })),
    fc
      .record({ operand: inner, field, optional })
      .map((select): Node => ({ kind: 'select', ...select, at: place, ...place })),
    fc
      .record({ operand: inner, index: inner, optional })
      .map((index): Node => ({ kind: 'index', ...index, ...place })),
    fc
      .record({ target: fc.option(inner), name, args: list(inner) })
      .map((call): Node => ({ kind: 'call', ...call, absolute: false, at: place, ...place })),
    fc
      .record({ operator: fc.constantFrom('!' as const, '-' as const), operand: inner })
      .map((unary): Node => ({ kind: 'unary', ...unary, ...place })),
    fc
      .record({
        operator: fc.constantFrom('||', '&&', '==', '<', 'in', '+', '-', '*', '%'),
        left: inner,
        right: inner,
      })
      .map((binary): Node => ({ kind: 'binary', ...binary, ...place })),
    fc
      .record({ test: inner, then: inner, otherwise: inner })
      .map((conditional): Node => ({ kind: 'conditional', ...conditional, ...place })),
    fc
      .array(fc.record({ value: inner, optional }), { maxLength: 3 })
      .map((elements): Node => ({ kind: 'list', elements, ...place })),
    fc
      .array(fc.record({ key: inner, value: inner, optional }), { maxLength: 2 })
      .map((entries): Node => ({ kind: 'map', entries, ...place })),
    fc
      .array(fc.record({ name: fc.constantFrom('f', 'a-b', 'in'), value: inner, optional }), { maxLength: 2 })
      .map((fields): Node => ({
        kind: 'message',
        type: 'Object.spec',
        fields: fields.map((part) => ({ ...part, at: place })),
        ...place,
      })),
  ];
  return { node: fc.oneof({ maxDepth: 5, withCrossShrink: true }, ...shapes) };
});

test('what is printed is read as the same tree', () => {
  fc.assert(
    fc.property(node, (tree) => {
      const text = print(tree);
      const { tree: read, problems } = parse(text);
      expect([text, problems]).toEqual([text, []]);
      expect(shape(read)).toEqual(shape(tree));
    }),
    { numRuns: 500 },
  );
});

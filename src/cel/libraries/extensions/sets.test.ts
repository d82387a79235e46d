import * as fc from 'fast-check';
import { expect, test } from 'vitest';
import { evaluate } from '../../../../test/conformance/evaluate.ts';
import type { Value } from '../../value/value.ts';

const lists = fc.array(fc.constantFrom<Value>(1, 2, 3, 'a', true, null, [1]), { maxLength: 5 });

function ask(name: string, a: readonly Value[], b: readonly Value[]): Value {
  return evaluate(`sets.${name}(a, b)`, { a, b });
}

test('a set is part of its union with any other, and equivalent to itself in any order', () => {
  fc.assert(
    fc.property(lists, lists, (a, b) => {
      expect(ask('contains', [...a, ...b], a)).toBe(true);
      expect(ask('equivalent', a, [...a.toReversed(), ...a])).toBe(true);
      const isPart = ask('contains', a, b);
      expect(ask('equivalent', a, b)).toBe(isPart === true && ask('contains', b, a) === true);
      if (isPart === true && b.length > 0) expect(ask('intersects', a, b)).toBe(true);
      expect(ask('intersects', a, b)).toBe(ask('intersects', b, a));
    }),
  );
  expect(ask('contains', [1], [2])).toBe(false);
  expect(ask('intersects', [1, 2], [3])).toBe(false);
});

test('numbers are compared across types', () => {
  expect(evaluate('sets.equivalent(dyn([1, 2]), dyn([2.0, 1u, 1]))')).toBe(true);
  expect(evaluate('sets.contains([[1]], dyn([[1.0]]))')).toBe(true);
  expect(evaluate('sets.intersects(dyn([1]), dyn(["1"]))')).toBe(false);
});

test('large sets of simple values take time in proportion', () => {
  const a = Array.from({ length: 200_000 }, (_, index) => index);
  const started = performance.now();
  expect(ask('equivalent', a, a.toReversed())).toBe(true);
  expect(performance.now() - started).toBeLessThan(2000);
});

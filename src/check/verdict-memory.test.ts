import { expect, test } from 'vitest';
import type { JsonObject } from '../core/json.ts';
import type { Parts } from '../core/parts.ts';
import type { Outcome, Policy, Request } from '../core/policy.ts';
import { verdictMemory } from './verdict-memory.ts';

const policies = [{ id: 'a' }, { id: 'b' }] as unknown as readonly Policy[];
const pass: Outcome = { result: 'pass' };
const [first, second] = policies as [Policy, Policy];
const field = (name: string): Parts => ({ fields: { [name]: 'all' }, each: null });

/** How often each policy is evaluated for some objects; `a` reads the field `x`, `b` what is given, null for anything. */
function evaluated(
  objects: readonly JsonObject[],
  {
    readByB = field('y'),
    outcome = pass,
  }: { readonly readByB?: Parts | null; readonly outcome?: Outcome } = {},
) {
  const counts = { a: 0, b: 0 };
  const memory = verdictMemory(policies, (policy) => (policy === first ? field('x') : readByB));
  for (const object of objects)
    memory.answers({ object } as Request, (policy) => {
      counts[policy.id as 'a' | 'b']++;
      return { policy, outcome: policy === second ? outcome : pass };
    });
  return counts;
}

const many = (make: (n: number) => JsonObject): readonly JsonObject[] =>
  Array.from({ length: 500 }, (_, n) => make(n));

test('of objects that read the same few are evaluated', () => {
  const counts = evaluated(many((n) => ({ x: 1, y: 2, name: `object-${n}` })));
  expect(Math.max(counts.a, counts.b)).toBeLessThan(20);
});

test('a policy that reads something else of each is always evaluated, and keeps no other from being remembered', () => {
  const counts = evaluated(many((n) => ({ x: 1, y: n })));
  expect(counts.a).toBeLessThan(20);
  expect(counts.b).toBe(500);
});

test('what may hang on something besides the object is always evaluated', () => {
  expect(
    evaluated(
      many(() => ({ x: 1 })),
      { readByB: null },
    ).b,
  ).toBe(500);
});

test('an error is not remembered', () => {
  const outcome = { result: 'error', expression: 'e', message: 'm' } as const;
  expect(
    evaluated(
      many(() => ({ x: 1, y: 1 })),
      { outcome },
    ).b,
  ).toBe(500);
});

test('a reading that is long is not kept', () => {
  expect(evaluated(many(() => ({ x: 1, y: 'y'.repeat(10_000) }))).b).toBe(500);
});

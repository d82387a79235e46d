import { expect, test } from 'vitest';
import { compileExpression } from '../../check/compile-expression.ts';
import { kubernetes } from '../../cel/environment/kubernetes.ts';
import { Frame } from '../../cel/compile/frame.ts';
import type { JsonObject } from '../../core/json.ts';
import type { Named, Policy } from '../../core/policy.ts';
import { guardOf } from './guard.ts';

const environment = kubernetes(36);

function bundle(variables: readonly Named[], checks: readonly string[]): Policy {
  const named = checks.map((expression, index) => ({ name: `check_${index}`, expression }));
  return {
    variables: [...variables, ...named],
    validations: named.map(({ name }) => ({ id: name, expression: `variables.${name}` })),
  } as unknown as Policy;
}

function isAtWork(policy: Policy, object: JsonObject): unknown {
  const guard = guardOf(policy);
  const { program } = compileExpression(guard?.expression ?? 'false', environment, 'cost');
  return program.evaluate(new Frame(environment, { object }));
}

const spec = { name: 'spec', expression: 'object.spec' };
const names = { name: 'names', expression: 'variables.spec.items.map(i, i.name)' };

test('a bundle is at work where any of its checks fails, and nowhere else', () => {
  const policy = bundle(
    [spec, names],
    ["'a' in variables.names", 'variables.spec.items.size() < 3 || false'],
  );
  expect(isAtWork(policy, { spec: { items: [{ name: 'a' }] } })).toBe(false);
  expect(isAtWork(policy, { spec: { items: [{ name: 'b' }] } })).toBe(true);
  expect(isAtWork(policy, { spec: { items: [{ name: 'a' }, { name: 'b' }, { name: 'c' }] } })).toBe(true);
});

test('what many checks read is evaluated once, under a name that hides nothing', () => {
  const object = { name: 'object', expression: 'object.spec' };
  const policy = bundle(
    [object],
    ['a', 'b', 'c', 'd'].map((key) => `variables.object.${key} == object.spec.${key}`),
  );
  expect(guardOf(policy)?.expression).toContain('[object.spec].all(shared_object, ');
  expect(isAtWork(policy, { spec: { a: 1, b: 2, c: 3, d: 4 } })).toBe(false);
});

test('what cannot be evaluated refuses nothing where no check comes to read it', () => {
  const checks = ['a', 'b', 'c', 'd'].map((key) => `!has(object.spec) || has(variables.spec.${key})`);
  const policy = bundle([spec], checks);
  expect(isAtWork(policy, {})).toBe(false);
  expect(isAtWork(policy, { spec: { a: 1 } })).toBe(true);
});

test('without room for it there is none', () => {
  const long = `'${'x'.repeat(60_000)}' != ''`;
  expect(guardOf(bundle([], [long, long]))).toBeNull();
});

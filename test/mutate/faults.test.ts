import { expect, test } from 'vitest';
import { policyFaults } from '../../src/check/policy-faults.ts';
import { readPolicies } from '../../src/dialects/read-policies.ts';

function faults(mutation: 'jsonPatch' | 'applyConfiguration', expression: string): readonly string[] {
  const patchType = mutation === 'jsonPatch' ? 'JSONPatch' : 'ApplyConfiguration';
  const policy = {
    apiVersion: 'policies.kyverno.io/v1',
    kind: 'MutatingPolicy',
    metadata: { name: 'p' },
    spec: { mutations: [{ patchType, [mutation]: { expression } }] },
  };
  const { policies } = readPolicies([policy], { kubernetes: '1.36', kyverno: '1.19' });
  return policies.flatMap(policyFaults).map(({ field, message }) => `${field}: ${message}`);
}

test.each([
  ['jsonPatch', '[]', 'must evaluate to list(JSONPatch) but got list(dyn)'],
  ['jsonPatch', "[{'op': 'add'}]", 'must evaluate to list(JSONPatch) but got list(map(string, string))'],
  ['applyConfiguration', "{'a': 1}", 'must evaluate to Object but got map(string, int)'],
  ['applyConfiguration', 'Object.spec{}', 'must evaluate to Object but got Object.spec'],
] as const)('%s %s is refused', (mutation, expression, message) => {
  expect(faults(mutation, expression)).toEqual([`spec.mutations[0].${mutation}.expression: ${message}`]);
});

test.each([
  ['jsonPatch', "object.spec.x ? [JSONPatch{op: 'remove', path: '/spec/x'}] : []"],
  ['applyConfiguration', 'object.spec.x ? Object{} : Object{spec: Object.spec{}}'],
] as const)('%s %s is taken', (mutation, expression) => {
  expect(faults(mutation, expression)).toEqual([]);
});

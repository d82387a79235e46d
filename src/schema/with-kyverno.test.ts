import { expect, test } from 'vitest';
import { kubernetesSchema } from './kubernetes.ts';
import { validate } from './validate.ts';

const schema = await kubernetesSchema();

test("Kyverno's kinds are known in each version that it serves, and whether they live in namespaces", () => {
  for (const version of ['v1', 'v1beta1', 'v1alpha1'])
    expect(schema.find(`policies.kyverno.io/${version}`, 'ValidatingPolicy')).toMatchObject({
      resource: 'validatingpolicies',
      namespaced: false,
    });
  expect(schema.find('kyverno.io/v1', 'Policy')).toMatchObject({ resource: 'policies', namespaced: true });
  expect(schema.find('kyverno.io/v3', 'Policy')).toBeUndefined();
});

test('a field that a policy does not have, and a value that one does not take, are found', () => {
  const policy = {
    apiVersion: 'policies.kyverno.io/v1',
    kind: 'ValidatingPolicy',
    metadata: { name: 'a' },
    spec: { validationAction: ['Deny'], validations: [{ expression: 1 }] },
  };
  expect(validate(policy, schema).map(({ pointer }) => pointer)).toEqual([
    '/spec/validationAction',
    '/spec/validations/0/expression',
  ]);
});

test('they are in no list, so that nobody is told that a Pod may have been meant as one of them', () => {
  expect(schema.kinds.filter(({ group }) => group.includes('kyverno'))).toEqual([]);
});

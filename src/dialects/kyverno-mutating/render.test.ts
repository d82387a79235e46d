import { expect, test } from 'vitest';
import type { PolicySet } from '../../core/policy.ts';
import { parse } from './parse.ts';
import { render } from './render.ts';

const written = {
  apiVersion: 'policies.kyverno.io/v1',
  kind: 'MutatingPolicy',
  metadata: { name: 'existing' },
  spec: {
    failurePolicy: 'Ignore',
    autogen: { podControllers: { controllers: [] } },
    evaluation: { mutateExisting: { enabled: true } },
    matchConstraints: {
      resourceRules: [
        { apiGroups: [''], apiVersions: ['v1'], operations: ['UPDATE'], resources: ['configmaps'] },
      ],
      matchPolicy: 'Equivalent',
    },
    targetMatchConstraints: {
      resourceRules: [
        { apiGroups: ['apps'], apiVersions: ['v1'], operations: ['*'], resources: ['deployments'] },
      ],
      matchPolicy: 'Equivalent',
    },
    targetMatchConditions: [{ name: 'named', expression: 'object.metadata.name == "a"' }],
    variables: [{ name: 'a', expression: '1' }],
    mutations: [
      { patchType: 'JSONPatch', jsonPatch: { expression: '[JSONPatch{op: "remove", path: "/a"}]' } },
    ],
  },
} as const;

function read(): PolicySet {
  return parse([written], '1.19');
}

test('a policy for objects that exist already is written as it was read', () => {
  const set = read();
  const again = parse(render(set, '1.19'), '1.19');
  expect(again.policies.map(({ targets, mutations, onError }) => ({ targets, mutations, onError }))).toEqual(
    set.policies.map(({ targets, mutations, onError }) => ({ targets, mutations, onError })),
  );
  expect(set.policies[0]?.targets?.conditions).toHaveLength(1);
});

test.each([
  ['1.14', /has no MutatingPolicy/],
  ['1.18', /has conditions for the objects that it changes/],
] as const)('Kyverno %s cannot run it, and that is said', (version, why) => {
  expect(() => render(read(), version)).toThrow(why);
});

test('in Kyverno 1.16 it is v1alpha1: the newer version lacks what mutations are written in', () => {
  const [policy] = read().policies;
  if (policy === undefined) throw new Error('nothing was read');
  const { targets: _targets, ...plain } = policy;
  const [object] = render({ ...read(), policies: [plain] }, '1.16');
  expect(object?.apiVersion).toBe('policies.kyverno.io/v1alpha1');
});

import { describe, expect, test } from 'vitest';
import type { JsonObject } from '../core/json.ts';
import type { Resource } from '../core/resource.ts';
import { isPolicy, readPolicies } from './read-policies.ts';

const versions = { kubernetes: '1.36', kyverno: '1.19' } as const;

function object(apiVersion: string, kind: string, spec: JsonObject, name = 'p'): Resource {
  return { apiVersion, kind, metadata: { name }, spec };
}

const validations = [{ expression: 'true' }];
const vpol = (spec: JsonObject, name = 'p'): Resource =>
  object('policies.kyverno.io/v1', 'ValidatingPolicy', spec, name);

describe('a wrong shape is a problem with its place, and nothing of it is taken', () => {
  test.each<[string, Resource, string]>([
    ['validations that are none', vpol({ validations: { expression: 'true' } }), '/spec/validations'],
    [
      'an expression that is no text',
      vpol({ validations: [{ expression: true }] }),
      '/spec/validations/0/expression',
    ],
    [
      'an action that nobody knows',
      vpol({ validations, validationActions: ['Block'] }),
      '/spec/validationActions/0',
    ],
    ['no validation at all', vpol({ validations: [] }), '/spec/validations'],
    [
      'a version that nobody knows',
      { ...vpol({ validations }), apiVersion: 'policies.kyverno.io/v9' },
      '/apiVersion',
    ],
    ['no spec', vpol(null as unknown as JsonObject), '/spec'],
    [
      'a selector of a wrong operator',
      vpol({
        validations,
        matchConstraints: { objectSelector: { matchExpressions: [{ key: 'a', operator: 'Is' }] } },
      }),
      '/spec/matchConstraints/objectSelector/matchExpressions/0/operator',
    ],
    [
      'a variable without a name',
      vpol({ validations, variables: [{ name: '', expression: '1' }] }),
      '/spec/variables/0/name',
    ],
    ['rules that are none', object('kyverno.io/v1', 'ClusterPolicy', {}), '/spec/rules'],
    [
      'a binding of nothing',
      object('admissionregistration.k8s.io/v1', 'ValidatingAdmissionPolicyBinding', {}),
      '/spec/policyName',
    ],
    ['no name', { ...vpol({ validations }), metadata: {} }, '/metadata/name'],
  ])('%s', (_what, wrong, path) => {
    const read = readPolicies(
      [wrong, vpol({ validations, matchConstraints: { resourceRules: [] } }, 'sound')],
      versions,
    );
    expect(read.problems).toMatchObject([{ index: 0, path }]);
    expect(read.policies.map(({ id }) => id)).toEqual(['ValidatingPolicy/sound']);
  });
});

test('two policies of one name are a problem: nobody knows which of them a cluster has', () => {
  const { problems } = readPolicies([vpol({ validations }), vpol({ validations })], versions);
  expect(problems).toMatchObject([{ index: 1, message: 'there is another ValidatingPolicy/p' }]);
});

test('other kinds are left alone, and what is known and not judged is refused', () => {
  const pod = { apiVersion: 'v1', kind: 'Pod', metadata: { name: 'a' } };
  const images = object('policies.kyverno.io/v1', 'ImageValidatingPolicy', {});
  expect([pod, images].map(isPolicy)).toEqual([false, true]);
  const { policies, refused } = readPolicies([pod, images], versions);
  expect(policies).toEqual([]);
  expect(refused).toMatchObject([{ policy: 'ImageValidatingPolicy/p', construct: 'ImageValidatingPolicy' }]);
});

test('what changes objects comes first', () => {
  const changing = object('policies.kyverno.io/v1', 'MutatingPolicy', {
    mutations: [{ jsonPatch: { expression: '[]' } }],
  });
  const { policies } = readPolicies([vpol({ validations }), changing], versions);
  expect(policies.map(({ id }) => id)).toEqual(['MutatingPolicy/p', 'ValidatingPolicy/p']);
});

describe('exceptions', () => {
  test('of policies in CEL name kinds, and may give what is allowed in their stead', () => {
    const exception = object('policies.kyverno.io/v1', 'PolicyException', {
      policyRefs: [{ name: 'p', kind: 'ValidatingPolicy' }],
      matchConditions: [{ name: 'a', expression: "object.metadata.name == 'x'" }],
      images: ['ghcr.io/*'],
      reportResult: 'pass',
      expiresAt: '2027-01-01T00:00:00Z',
    });
    expect(readPolicies([exception], versions).exceptions).toEqual([
      {
        policies: ['ValidatingPolicy/p'],
        scope: { all: [] },
        conditions: [{ name: 'a', expression: "object.metadata.name == 'x'" }],
        result: 'pass',
        allowed: { images: ['ghcr.io/*'], values: [] },
        until: '2027-01-01T00:00:00Z',
        reason: 'p',
      },
    ]);
  });

  test('of ClusterPolicies name rules, by patterns, and where', () => {
    const exception = object('kyverno.io/v2', 'PolicyException', {
      exceptions: [
        { policyName: 'host', ruleNames: ['*-namespaces', 'autogen-r'] },
        { policyName: 'shop/tags', ruleNames: ['r'] },
      ],
      match: { any: [{ resources: { kinds: ['Pod'], names: ['agent-*'] } }] },
    });
    expect(readPolicies([exception], versions).exceptions).toMatchObject([
      {
        policies: ['ClusterPolicy/host#*-namespaces', 'ClusterPolicy/host#autogen-r', 'Policy/shop/tags#r'],
        scope: { any: [{ all: [{ kinds: ['Pod'] }, { names: ['agent-*'] }] }] },
        result: 'skip',
      },
    ]);
  });

  test('that lift single controls are refused, for they would lift more', () => {
    const exception = object('kyverno.io/v2', 'PolicyException', {
      exceptions: [{ policyName: 'host', ruleNames: ['r'] }],
      match: { any: [{ resources: { kinds: ['Pod'] } }] },
      podSecurity: [{ controlName: 'Seccomp' }],
    });
    const { exceptions, refused } = readPolicies([exception], versions);
    expect(exceptions).toEqual([]);
    expect(refused).toMatchObject([{ construct: 'podSecurity' }]);
  });

  test('come by their priority', () => {
    const at = (name: string, priority: string): Resource => ({
      ...object('policies.kyverno.io/v1', 'PolicyException', { policyRefs: [] }, name),
      metadata: { name, labels: { 'polex.kyverno.io/priority': priority } },
    });
    const read = readPolicies([at('low', '1'), at('high', '20'), at('none', 'x')], versions);
    expect(read.exceptions.map(({ reason }) => reason)).toEqual(['high', 'low', 'none']);
  });
});

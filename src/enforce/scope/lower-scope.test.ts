import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { matchScope } from '../../check/match-scope.ts';
import { offlineFacts } from '../../check/offline-facts.ts';
import { createSetJudge } from '../../check/set-judge.ts';
import type { JsonObject } from '../../core/json.ts';
import type { Operation, Policy, Request, Scope } from '../../core/policy.ts';
import { kubernetesSchema } from '../../schema/kubernetes.ts';
import { kindsScope } from './kinds-scope.ts';
import { knownKinds } from './known-kinds.ts';
import { lowerScope, scopeOf, type Lowered } from './lower-scope.ts';

const schema = await kubernetesSchema();
const operations: readonly Operation[] = ['CREATE', 'UPDATE', 'DELETE'];
const known = knownKinds(schema, operations);

const kinds = [
  { group: '', version: 'v1', kind: 'Pod', resource: 'pods', namespaced: true },
  { group: 'apps', version: 'v1', kind: 'Deployment', resource: 'deployments', namespaced: true },
  {
    group: 'rbac.authorization.k8s.io',
    version: 'v1',
    kind: 'ClusterRole',
    resource: 'clusterroles',
    namespaced: false,
  },
  { group: 'shop.example', version: 'v1', kind: 'Order', resource: 'orders', namespaced: true },
];
const names = ['checkout', 'payments', 'check-a'];
const namespaces = ['shop', 'shop-eu', 'kube-system'];

const request: fc.Arbitrary<Request> = fc
  .record({
    kind: fc.constantFrom(...kinds),
    name: fc.constantFrom(...names),
    namespace: fc.constantFrom(...namespaces),
    operation: fc.constantFrom(...operations),
    labels: fc.dictionary(fc.constantFrom('team', 'tier'), fc.constantFrom('a', 'b'), { maxKeys: 2 }),
    annotations: fc.dictionary(fc.constantFrom('why', 'what'), fc.constantFrom('ab', 'b'), { maxKeys: 1 }),
    username: fc.constantFrom('ada', 'system:serviceaccount:shop:robot'),
    groups: fc.subarray(['devs', 'ops']),
  })
  .map(
    ({
      kind: { namespaced, resource, ...gvk },
      namespace,
      name,
      operation,
      labels,
      annotations,
      username,
      groups,
    }) => {
      const object: JsonObject = {
        apiVersion: gvk.group === '' ? gvk.version : `${gvk.group}/${gvk.version}`,
        kind: gvk.kind,
        metadata: { name, labels, annotations, ...(namespaced && { namespace }) },
      };
      return {
        operation,
        kind: gvk,
        resource: { group: gvk.group, version: gvk.version, resource },
        subresource: null,
        name,
        namespace: namespaced ? namespace : null,
        object: operation === 'DELETE' ? null : object,
        oldObject: operation === 'CREATE' ? null : object,
        user: { username, groups },
        dryRun: false,
      };
    },
  );

const leaf: fc.Arbitrary<Scope> = fc.oneof(
  fc.constantFrom<Scope>(
    { kinds: ['Pod'] },
    { kinds: ['apps/v1/Deployment', 'ClusterRole'] },
    { kinds: ['shop.example/v1/Order'] },
    { kinds: ['*'] },
    { names: ['checkout'] },
    { names: ['check*', 'payments'] },
    { namespaces: ['shop'] },
    { namespaces: ['shop', 'kube-system'] },
    { namespaces: ['shop*'] },
    { operations: ['CREATE', 'UPDATE'] },
    { operations: ['DELETE'] },
    { labels: { matchLabels: { team: 'a' }, matchExpressions: [] } },
    { labels: { matchLabels: {}, matchExpressions: [{ key: 'tier', operator: 'NotIn', values: ['a'] }] } },
    { labels: { matchLabels: {}, matchExpressions: [{ key: 'tier', operator: 'Exists', values: [] }] } },
    { annotations: { why: 'a*' } },
    { annotations: { 'w*': 'b' } },
    { users: [{ kind: 'User', name: 'a?a', namespace: null }] },
    { users: [{ kind: 'Group', name: 'ops', namespace: null }] },
    { users: [{ kind: 'ServiceAccount', name: 'robot', namespace: 'shop' }] },
  ),
  fc.constantFrom<Scope>(
    ...[['pods'], ['deployments', 'pods']].map((resources): Scope => ({
      resources: {
        groups: ['', 'apps'],
        versions: ['v1'],
        resources,
        names: [],
        operations: ['CREATE'],
        reach: '*',
      },
      equivalent: true,
    })),
  ),
);
const { scope } = fc.letrec<{ scope: Scope }>((tie) => ({
  scope: fc.oneof(
    { depthSize: 'medium', withCrossShrink: true },
    leaf,
    fc.array(tie('scope'), { minLength: 1, maxLength: 3 }).map((all): Scope => ({ all })),
    fc.array(tie('scope'), { minLength: 1, maxLength: 3 }).map((any): Scope => ({ any })),
    tie('scope').map((not): Scope => ({ not })),
  ),
}));

const facts = {
  ...offlineFacts(0n),
  namespace: (name: string) => ({
    known: true as const,
    value: { metadata: { name, labels: { 'kubernetes.io/metadata.name': name } } },
  }),
};

/** Whether a policy of this scope and these conditions is asked at all. */
function isAsked(dialect: Policy['dialect'], at: Scope, { conditions }: Lowered, one: Request): boolean {
  const policy: Policy = {
    id: 'a',
    dialect,
    scope: at,
    conditions,
    params: null,
    variables: [],
    validations: [
      { id: 'a', expression: 'false', message: 'asked', messageExpression: null, reason: 'Invalid' },
    ],
    mutations: [],
    auditAnnotations: [],
    onError: 'Fail',
    about: {
      title: '',
      severity: 'low',
      category: 'security',
      code: null,
      rule: null,
      variantOf: null,
      source: null,
      remediation: null,
    },
  };
  const judge = createSetJudge({ policies: [policy], bindings: [], exceptions: [], refused: [] });
  return judge.judge(one, facts).verdicts.some(({ outcome }) => outcome.result !== 'skip');
}

test('constraints and conditions together ask about exactly what the scope did', () => {
  fc.assert(
    fc.property(scope, request, (wanted, one) => {
      const match = matchScope(wanted, one, facts);
      const lowered = lowerScope(wanted, 'a', known);
      expect(isAsked({ name: 'vap', version: '1.36' }, scopeOf(lowered), lowered, one)).toBe(
        match.known && match.value,
      );
    }),
    { numRuns: 1000 },
  );
});

test('so does the match of a ClusterPolicy, where the kinds are known', () => {
  const dialect = { name: 'kyverno-clusterpolicy', version: '1.19' } as const;
  fc.assert(
    fc.property(scope, request, (wanted, one) => {
      const bounded: Scope = { all: [{ kinds: ['Pod', 'apps/v1/Deployment', 'ClusterRole'] }, wanted] };
      const match = matchScope(bounded, one, facts);
      const lowered = lowerScope(bounded, 'a', known);
      expect(isAsked(dialect, kindsScope(lowered, 'a', schema), lowered, one)).toBe(
        match.known && match.value,
      );
    }),
    { numRuns: 400 },
  );
});

describe('what only the roles or the labels of a namespace could tell', () => {
  test.each<[string, Scope, RegExp]>([
    ['roles', { roles: ['admin'], cluster: true }, /roles of the requesting user/],
    [
      'labels of namespaces among others',
      { any: [{ namespaceLabels: { matchLabels: {}, matchExpressions: [] } }, { names: ['a'] }] },
      /labels of namespaces/,
    ],
  ])('%s is refused', (_, wanted, why) => {
    expect(() => lowerScope(wanted, 'a', known)).toThrow(why);
  });
});

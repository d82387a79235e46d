import type { JsonObject } from '../core/json.ts';
import type { Resource } from '../core/resource.ts';
import { defineRule } from './_define-rule.ts';
import { empty, moved } from './_related-examples.ts';
import { kubernetesDocs } from './_sources.ts';
import { lookAgain, only, unseen, usedExamples, usersOf } from './_unused.ts';

const account = empty('v1', 'ServiceAccount', 'checkout');
const examples = usedExamples(account, [['a Pod runs as it', { serviceAccountName: 'checkout' }]], {
  serviceAccountName: 'settlement',
});

function binding(subject: JsonObject, kind = 'RoleBinding'): Resource {
  return {
    ...empty('rbac.authorization.k8s.io/v1', kind, 'checkout'),
    roleRef: { apiGroup: 'rbac.authorization.k8s.io', kind: 'ClusterRole', name: 'view' },
    subjects: [{ kind: 'ServiceAccount', name: 'checkout', ...subject }],
  };
}

export const unusedServiceAccount = defineRule({
  id: 'unused-service-account',
  code: 'KP183',
  title: 'ServiceAccount that nothing uses',
  why: 'Who may run pods in the namespace may run them as it, with whatever rights it gets one day.',
  severity: 'info',
  category: 'cost',
  sources: [kubernetesDocs('Service Accounts', 'concepts/security/service-accounts/')],
  subject: only('ServiceAccount', 'serviceaccounts'),
  related: {
    ...usersOf('ServiceAccount'),
    bindings: {
      kinds: ['rbac.authorization.k8s.io/RoleBinding', 'rbac.authorization.k8s.io/ClusterRoleBinding'],
      within: 'cluster',
      by: 'references',
      key: "object.metadata.?name.optMap(n, 'ServiceAccount/' + object.metadata.?namespace.orValue('default') + '/' + n)",
      most: 1,
    },
  },
  check: [
    {
      id: 'used',
      // Every namespace has the one called default; one with rights may be for a program outside of the cluster.
      expression:
        "object.metadata.?name == optional.of('default') || size(variables.users) > 0 || size(variables.bindings) > 0",
      message: 'No pod of the namespace runs as the ServiceAccount, and no binding names it.',
    },
  ],
  remedy: lookAgain,
  limits: unseen,
  prove: {
    pass: [
      ...examples.pass,
      { because: 'every namespace has it', resource: empty('v1', 'ServiceAccount', 'default') },
      { because: 'a binding names it', resource: account, beside: [binding({ namespace: 'default' })] },
      {
        because: 'a binding of the cluster names it',
        resource: moved(account),
        beside: [binding({ namespace: 'elsewhere' }, 'ClusterRoleBinding')],
      },
      {
        because: 'a binding elsewhere names it',
        resource: account,
        beside: [moved(binding({ namespace: 'default' }))],
      },
      {
        because: 'one of two subjects is it',
        resource: account,
        beside: [
          {
            ...binding({}),
            subjects: [
              { kind: 'User', name: 'jane' },
              { kind: 'ServiceAccount', name: 'checkout', namespace: 'default' },
            ],
          },
        ],
      },
    ],
    fail: [
      ...examples.fail,
      {
        because: 'the account of another namespace',
        resource: account,
        beside: [binding({ namespace: 'shop' })],
      },
      {
        because: 'a person of its name',
        resource: account,
        beside: [binding({ kind: 'User', namespace: 'default' })],
      },
      {
        because: 'another account',
        resource: account,
        beside: [binding({ name: 'settlement', namespace: 'default' })],
      },
      {
        because: 'other accounts and people of its name',
        resource: account,
        beside: [
          {
            ...binding({}),
            subjects: [
              { kind: 'ServiceAccount', name: 'checkout', namespace: 'shop' },
              { kind: 'ServiceAccount', name: 'other', namespace: 'default' },
              { kind: 'User', name: 'checkout' },
            ],
          },
        ],
      },
      { because: 'a subject of no namespace is nobody', resource: account, beside: [binding({})] },
      { because: 'a binding of nobody', resource: account, beside: [{ ...binding({}), subjects: [] }] },
    ],
  },
});

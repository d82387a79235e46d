import type { JsonObject } from '../core/json.ts';
import type { Resource } from '../core/resource.ts';
import { defineRule } from './_define-rule.ts';
import { empty, moved } from './_related-examples.ts';
import { serviceAccount } from './_rbac-subjects.ts';
import { kubernetesDocs, nsa } from './_sources.ts';

/** The account of the checkout; `fields` are added. */
function account(fields: JsonObject = {}, name = 'checkout'): Resource {
  return { ...empty('v1', 'ServiceAccount', name), ...fields };
}

/** A binding of the view role to these subjects. */
function binding(kind: 'RoleBinding' | 'ClusterRoleBinding', ...subjects: readonly JsonObject[]): Resource {
  return {
    ...empty('rbac.authorization.k8s.io/v1', kind, 'checkout-view'),
    roleRef: { apiGroup: 'rbac.authorization.k8s.io', kind: 'ClusterRole', name: 'view' },
    subjects,
  };
}

const subject = { kind: 'ServiceAccount', name: 'checkout' };

export const serviceAccountUnbound = defineRule({
  id: 'service-account-unbound',
  code: 'KP121',
  title: 'Token of a ServiceAccount that may do nothing',
  why: 'No binding names the account, so its pods ask the API server for nothing; yet each of them carries a key to it, which is worth more with the next right that all accounts are given.',
  severity: 'low',
  category: 'security',
  sources: [
    nsa('Protecting Pod service account tokens'),
    kubernetesDocs('RBAC good practices', 'concepts/security/rbac-good-practices/#least-privilege'),
  ],
  subject: serviceAccount,
  related: {
    bindings: {
      kinds: ['rbac.authorization.k8s.io/RoleBinding', 'rbac.authorization.k8s.io/ClusterRoleBinding'],
      within: 'cluster',
      by: 'references',
      key: "object.?metadata.?name.optMap(name, 'ServiceAccount/' + name)",
    },
  },
  check: [
    {
      id: 'bound',
      // Where a namespace is not written down, it is said by whoever applies the manifests.
      expression:
        "object.metadata.?name == optional.of('default') || object.?automountServiceAccountToken == optional.of(false) ? true : variables.bindings.exists(b, b.subjects.exists(s, s.kind == 'ServiceAccount' && s.name == object.metadata.name && (!has(object.metadata.namespace) || !has(s.namespace) || s.namespace == object.metadata.namespace)))",
      message: 'No binding names the account, and yet its token is mounted into pods.',
    },
  ],
  remedy: {
    advice: 'Set `automountServiceAccountToken: false` on the account, or bind it to what it needs.',
    risk: 'medium',
    caution:
      'A binding that is not in the input is not known: a program that calls the API server loses its credentials.',
    edits: [{ set: '/automountServiceAccountToken', to: false }],
  },
  limits: [
    'Rights that all accounts have through a group are not counted.',
    'The account `default` is judged by default-sa-automount.',
    'A pod may still mount the token by saying so itself.',
  ],
  prove: {
    pass: [
      { because: 'a binding names it', resource: account(), beside: [binding('RoleBinding', subject)] },
      {
        because: 'a binding of the whole cluster names it',
        resource: moved(account()),
        beside: [binding('ClusterRoleBinding', { ...subject, namespace: 'elsewhere' })],
      },
      {
        because: 'one of several subjects and bindings is enough',
        resource: moved(account()),
        beside: [
          binding('RoleBinding', { kind: 'User', name: 'jane' }, { ...subject, name: 'search' }),
          binding('RoleBinding', { kind: 'User', name: 'jane' }, { ...subject, namespace: 'elsewhere' }),
        ],
      },
      {
        because: 'the subject leaves its namespace to whoever applies it',
        resource: moved(account()),
        beside: [binding('RoleBinding', subject)],
      },
      {
        because: 'the account leaves its namespace to whoever applies it',
        resource: account(),
        beside: [binding('RoleBinding', { ...subject, namespace: 'elsewhere' })],
      },
      { because: 'its token is not mounted', resource: account({ automountServiceAccountToken: false }) },
      { because: 'this one is the matter of another rule', resource: account({}, 'default') },
    ],
    fail: [
      { because: 'no binding names it', resource: account() },
      {
        because: 'its token is mounted on purpose',
        resource: account({ automountServiceAccountToken: true }),
      },
      {
        because: 'the binding is for another account',
        resource: account(),
        beside: [binding('RoleBinding', { ...subject, name: 'search' })],
      },
      {
        because: 'the binding is for an account of another namespace',
        resource: moved(account()),
        beside: [
          binding(
            'RoleBinding',
            { ...subject, namespace: 'shop' },
            { ...subject, name: 'search', namespace: 'elsewhere' },
          ),
        ],
      },
      {
        because: 'a user of that name is somebody else',
        resource: account(),
        beside: [binding('RoleBinding', { kind: 'User', name: 'checkout' }, { ...subject, name: 'search' })],
      },
      {
        because: 'a user of that name is somebody else, whoever else is bound in another namespace',
        resource: moved(account()),
        beside: [
          binding('RoleBinding', { kind: 'User', name: 'checkout' }, { ...subject, namespace: 'shop' }),
        ],
      },
    ],
  },
});

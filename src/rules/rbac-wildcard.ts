import type { JsonObject } from '../core/json.ts';
import type { Resource } from '../core/resource.ts';
import { defineRule } from './_define-rule.ts';
import { cis, kubernetesDocs, nsa } from './_sources.ts';
import { role } from './_subjects.ts';

const read = { apiGroups: [''], resources: ['configmaps'], verbs: ['get'] };

/** A Role with these fields. */
function roleWith(fields: JsonObject): Resource {
  return {
    apiVersion: 'rbac.authorization.k8s.io/v1',
    kind: 'Role',
    metadata: { name: 'checkout' },
    ...fields,
  };
}

/** A Role that may read ConfigMaps, and whatever else is stated. */
function granting(...more: readonly JsonObject[]): Resource {
  return roleWith({ rules: [read, ...more] });
}

/** A ClusterRole with these fields. */
function clusterRole(fields: JsonObject): Resource {
  return {
    apiVersion: 'rbac.authorization.k8s.io/v1',
    kind: 'ClusterRole',
    metadata: { name: 'checkout' },
    ...fields,
  };
}

export const rbacWildcard = defineRule({
  id: 'rbac-wildcard',
  code: 'KP036',
  title: 'Role grants everything by a wildcard',
  why: 'A wildcard also grants what nobody thought of, and what is added to the cluster tomorrow: Secrets, webhooks, further roles.',
  severity: 'high',
  category: 'security',
  sources: [
    cis('5.1.3'),
    nsa('Role-based access control'),
    kubernetesDocs('RBAC good practices', 'concepts/security/rbac-good-practices/#least-privilege'),
  ],
  subject: role,
  check: [
    {
      id: 'verbs',
      expression: "variables.rules.all(r, !('*' in r.?verbs.orValue([])))",
      message:
        'A rule of the role allows every verb, also those that give rights away: escalate, bind, impersonate.',
    },
    {
      id: 'resources',
      expression: "variables.rules.all(r, !('*' in r.?resources.orValue([])))",
      message: 'A rule of the role is for every resource of its API groups.',
    },
    {
      id: 'api-groups',
      expression: "variables.rules.all(r, !('*' in r.?apiGroups.orValue([])))",
      message: 'A rule of the role is for every API group.',
    },
  ],
  remedy: {
    advice:
      'List the API groups, resources and verbs that are used; the audit log of the cluster tells which.',
    risk: 'person',
    caution: null,
    edits: [],
  },
  covers: [
    'rbac-secrets-read',
    'rbac-pod-create',
    'rbac-escalate-bind-impersonate',
    'rbac-manage-rbac',
    'rbac-pod-exec',
    'rbac-nodes-proxy',
    'rbac-csr-approval',
    'rbac-webhook-config',
    'rbac-token-create',
    'rbac-pv-create',
    'rbac-event-delete',
    'rbac-network-policy',
    'rbac-dns-config',
  ],
  limits: [
    'Wildcards in `nonResourceURLs` and of one subresource (`*/scale`) are not looked at.',
    'The roles that Kubernetes brings along, such as cluster-admin, break this rule too.',
  ],
  prove: {
    pass: [
      { because: 'it names what it grants', resource: granting() },
      { because: 'a role may grant nothing', resource: roleWith({}) },
      { because: 'the API server writes null for nothing', resource: roleWith({ rules: null }) },
      {
        because: 'an aggregated role has no rules of its own',
        resource: clusterRole({
          aggregationRule: { clusterRoleSelectors: [{ matchLabels: { 'example.com/shop': 'true' } }] },
          rules: null,
        }),
      },
      {
        because: 'a path is no resource',
        resource: clusterRole({ rules: [{ nonResourceURLs: ['/metrics'], verbs: ['get'] }] }),
      },
    ],
    fail: [
      {
        because: 'every verb',
        resource: granting({ apiGroups: ['apps'], resources: ['deployments'], verbs: ['*'] }),
      },
      {
        because: 'every resource',
        resource: granting({ apiGroups: ['apps'], resources: ['*'], verbs: ['get'] }),
      },
      {
        because: 'every API group',
        resource: granting({ apiGroups: ['*'], resources: ['deployments'], verbs: ['get'] }),
      },
      {
        because: 'naming more beside the wildcard changes nothing',
        resource: granting({ apiGroups: ['apps'], resources: ['deployments'], verbs: ['get', '*'] }),
      },
      {
        because: 'for the whole cluster it is worse',
        resource: clusterRole({ rules: [{ apiGroups: ['*'], resources: ['*'], verbs: ['*'] }] }),
      },
    ],
  },
});

import {
  account,
  called,
  clusterRoleBinding,
  group,
  ofNamespace,
  roleBinding,
  user,
} from './_binding-examples.ts';
import { defineRule } from './_define-rule.ts';
import { binding } from './_rbac-subjects.ts';
import { cis, kubernetesDocs, nsa } from './_sources.ts';

export const rbacClusterAdminBinding = defineRule({
  id: 'rbac-cluster-admin-binding',
  code: 'KP037',
  title: 'Binding to cluster-admin',
  why: 'Whoever has cluster-admin may do everything: one leaked token, or one careless command, is the whole cluster.',
  severity: 'high',
  category: 'security',
  sources: [
    cis('5.1.1'),
    nsa('Role-based access control'),
    kubernetesDocs('RBAC good practices', 'concepts/security/rbac-good-practices/#least-privilege'),
  ],
  subject: binding,
  check: [
    {
      id: 'not-cluster-admin',
      expression:
        "object.roleRef.kind == 'ClusterRole' && !variables.ownOfCluster ? object.roleRef.name != 'cluster-admin' : true",
      message: 'The binding gives the role cluster-admin.',
    },
  ],
  remedy: {
    advice: 'Bind a role that lists what its bearers need; `kubectl auth can-i --list` shows what they use.',
    risk: 'person',
    caution: null,
    edits: [],
  },
  limits: [
    'The binding cluster-admin that every cluster has, for system:masters alone, is let through.',
    'Roles of other names that grant as much are found by rbac-wildcard.',
  ],
  prove: {
    pass: [
      { because: 'it gives another role', resource: clusterRoleBinding('view', group('shop')) },
      {
        because: 'the name only begins alike',
        resource: clusterRoleBinding('cluster-admins', group('shop')),
      },
      {
        because: 'a Role of that name is one of its namespace',
        resource: ofNamespace(roleBinding('cluster-admin', account('checkout'))),
      },
      {
        because: 'this binding is in every cluster',
        resource: called('cluster-admin', clusterRoleBinding('cluster-admin', group('system:masters'))),
      },
    ],
    fail: [
      {
        because: 'a service account has the cluster',
        resource: clusterRoleBinding('cluster-admin', account('checkout')),
      },
      { because: 'a person has the cluster', resource: clusterRoleBinding('cluster-admin', user('ada')) },
      {
        because: 'within a namespace it is everything as well',
        resource: roleBinding('cluster-admin', user('ada')),
      },
      {
        because: 'bound to nobody yet it waits for somebody',
        resource: clusterRoleBinding('cluster-admin'),
      },
      {
        because: 'another binding for the same group is not of every cluster',
        resource: clusterRoleBinding('cluster-admin', group('system:masters')),
      },
      {
        because: 'the name alone proves nothing',
        resource: called('cluster-admin', clusterRoleBinding('cluster-admin', group('shop'))),
      },
      {
        because: 'somebody was added to the binding of every cluster',
        resource: called(
          'cluster-admin',
          clusterRoleBinding('cluster-admin', group('system:masters'), user('ada')),
        ),
      },
      {
        because: 'a user of the name of the group is somebody else',
        resource: called('cluster-admin', clusterRoleBinding('cluster-admin', user('system:masters'))),
      },
      {
        because: 'the binding of every cluster is not one of a namespace',
        resource: called('cluster-admin', roleBinding('cluster-admin', group('system:masters'))),
      },
    ],
  },
});

import { account, called, clusterRoleBinding, group, roleBinding, user } from './_binding-examples.ts';
import { defineRule } from './_define-rule.ts';
import { binding } from './_rbac-subjects.ts';
import { cis, kubernetesDocs, nsa } from './_sources.ts';

export const rbacSystemMasters = defineRule({
  id: 'rbac-system-masters',
  code: 'KP048',
  title: 'Binding to system:masters',
  why: 'Members of system:masters pass every check before roles are even asked, and nothing takes that away from them but a new certificate authority. Who binds roles to the group means to use it.',
  severity: 'critical',
  category: 'security',
  sources: [
    cis('5.1.7'),
    nsa('Role-based access control'),
    kubernetesDocs('RBAC good practices', 'concepts/security/rbac-good-practices/#least-privilege'),
  ],
  subject: binding,
  check: [
    {
      id: 'not-masters',
      expression:
        "variables.subjects.all(s, s.kind == 'Group' && !variables.ownOfCluster ? s.name != 'system:masters' : true)",
      message: 'The binding is for the group system:masters.',
    },
  ],
  remedy: {
    advice: 'Put the people into a group of your own and bind the roles that they need to it.',
    risk: 'person',
    caution: null,
    edits: [],
  },
  limits: [
    'The binding cluster-admin that every cluster has is let through.',
    'Who is in the group stands in certificates, not in manifests.',
  ],
  prove: {
    pass: [
      { because: 'it is for another group', resource: clusterRoleBinding('view', group('shop')) },
      { because: 'it is for nobody', resource: clusterRoleBinding('view') },
      { because: 'a user may have any name', resource: clusterRoleBinding('view', user('system:masters')) },
      {
        because: 'this binding is in every cluster',
        resource: called('cluster-admin', clusterRoleBinding('cluster-admin', group('system:masters'))),
      },
    ],
    fail: [
      { because: 'it is for the group', resource: clusterRoleBinding('view', group('system:masters')) },
      {
        because: 'within a namespace it is the same group',
        resource: roleBinding('view', group('system:masters')),
      },
      {
        because: 'one of two subjects is enough',
        resource: clusterRoleBinding('view', account('checkout'), group('system:masters')),
      },
      {
        because: 'another binding to the same role is not of every cluster',
        resource: clusterRoleBinding('cluster-admin', group('system:masters')),
      },
      {
        because: 'the name of the binding proves nothing',
        resource: called('cluster-admin', clusterRoleBinding('edit', group('system:masters'))),
      },
      {
        because: 'somebody was added to the binding of every cluster',
        resource: called(
          'cluster-admin',
          clusterRoleBinding('cluster-admin', group('system:masters'), user('ada')),
        ),
      },
    ],
  },
});

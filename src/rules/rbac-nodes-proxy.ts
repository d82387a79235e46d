import { defineRule } from './_define-rule.ts';
import { withholds, type Right } from './_rights.ts';
import { clusterRoleOf, givers, giving, withholders } from './_role-examples.ts';
import { cis, kubernetesDocs, nsa } from './_sources.ts';
import { clusterRole } from './_rbac-subjects.ts';

const right: Right = {
  groups: [''],
  resources: ['nodes/proxy'],
  verbs: ['get', 'create'],
};

export const rbacNodesProxy = defineRule({
  id: 'rbac-nodes-proxy',
  code: 'KP043',
  title: 'Role can reach the kubelet through nodes/proxy',
  why: 'The kubelet runs commands in every pod of its node, and what is asked of it directly passes admission and leaves no trace in the audit log.',
  severity: 'high',
  category: 'security',
  sources: [
    cis('5.1.10'),
    nsa('Role-based access control'),
    kubernetesDocs(
      'RBAC good practices',
      'concepts/security/rbac-good-practices/#access-to-proxy-subresource-of-nodes',
    ),
  ],
  subject: clusterRole,
  check: [
    {
      id: 'no-proxy',
      expression: withholds(right, null),
      message: 'A rule of the role lets its bearers talk to the kubelet of a node.',
    },
  ],
  remedy: {
    advice: 'Take nodes/proxy away; for measurements, nodes/metrics and nodes/stats are enough.',
    risk: 'person',
    caution: null,
    edits: [],
  },
  limits: ['Roles of a namespace are not judged: they cannot give rights to what belongs to no namespace.'],
  prove: {
    pass: [
      ...withholders(right, 'list', clusterRoleOf),
      {
        because: 'measurements have a subresource of their own',
        resource: clusterRoleOf(giving(right, { resources: ['nodes', 'nodes/metrics', 'nodes/stats'] })),
      },
      {
        because: 'this names no subresource: only every resource of one name can be written so',
        resource: clusterRoleOf(giving(right, { resources: ['nodes/*'] })),
      },
    ],
    fail: [
      ...givers(right, clusterRoleOf),
      {
        because: 'one node is enough',
        resource: clusterRoleOf(giving(right, { resourceNames: ['node-1'] })),
      },
    ],
  },
});

import { defineRule } from './_define-rule.ts';
import { withholds, type Right } from './_rights.ts';
import { clusterRoleOf, givers, giving, namedGiver, unnamedGivers, withholders } from './_role-examples.ts';
import { cis, kubernetesDocs, nsa } from './_sources.ts';
import { clusterRole } from './_rbac-subjects.ts';

const right: Right = {
  groups: ['certificates.k8s.io'],
  resources: ['certificatesigningrequests/approval'],
  verbs: ['update', 'patch'],
};

export const rbacCsrApproval = defineRule({
  id: 'rbac-csr-approval',
  code: 'KP044',
  title: 'Role can approve certificate signing requests',
  why: 'Whoever approves certificates can have one in any name that the signer signs, that of a node included, and it stays valid after their account is gone.',
  severity: 'high',
  category: 'security',
  sources: [
    cis('5.1.11'),
    nsa('Role-based access control'),
    kubernetesDocs(
      'RBAC good practices',
      'concepts/security/rbac-good-practices/#csrs-and-certificate-issuing',
    ),
  ],
  subject: clusterRole,
  check: [
    {
      id: 'no-approval',
      expression: withholds(right),
      message: 'A rule of the role lets its bearers approve certificate signing requests.',
    },
  ],
  remedy: {
    advice: 'Leave approval to the controller of the cluster, or to one approver that checks each request.',
    risk: 'person',
    caution: null,
    edits: [],
  },
  limits: [
    'The right to approve for a signer, which approval needs as well, is not looked at.',
    'Roles of a namespace are not judged: they cannot give rights to what belongs to no namespace.',
  ],
  prove: {
    pass: [
      ...withholders(right, 'get', clusterRoleOf),
      namedGiver(right, clusterRoleOf),
      {
        because: "to ask for a certificate is everybody's right",
        resource: clusterRoleOf(
          giving(right, { resources: ['certificatesigningrequests'], verbs: ['create', 'update'] }),
        ),
      },
    ],
    fail: [...givers(right, clusterRoleOf), ...unnamedGivers(right, clusterRoleOf)],
  },
});

import { defineRule } from './_define-rule.ts';
import { withholds, type Right } from './_rights.ts';
import {
  clusterRoleOf,
  givers,
  giving,
  namedGiver,
  roleOf,
  unnamedGivers,
  withholders,
} from './_role-examples.ts';
import { cis, kubernetesDocs, nsa } from './_sources.ts';
import { role } from './_subjects.ts';

const right: Right = {
  groups: [''],
  resources: ['secrets'],
  verbs: ['get', 'list', 'watch'],
};

export const rbacSecretsRead = defineRule({
  id: 'rbac-secrets-read',
  code: 'KP038',
  title: 'Role can read Secrets',
  why: 'Who reads Secrets has the passwords and certificates of other services, and with the token of a service account all that it may do. To list or watch them is to read them.',
  severity: 'high',
  category: 'security',
  sources: [
    cis('5.1.2'),
    nsa('Role-based access control'),
    kubernetesDocs('RBAC good practices', 'concepts/security/rbac-good-practices/#listing-secrets'),
  ],
  subject: role,
  check: [
    {
      id: 'no-secrets',
      expression: withholds(right),
      message: 'A rule of the role lets its bearers read every Secret that the role reaches.',
    },
  ],
  remedy: {
    advice: 'Mount the Secrets that are needed as files, or name them in `resourceNames` with the verb get.',
    risk: 'person',
    caution: null,
    edits: [],
  },
  limits: [
    'Rules for objects that `resourceNames` lists are let through, whatever these objects are.',
    'Roles that Kubernetes brings along, such as admin and edit, break this rule too.',
  ],
  prove: {
    pass: [
      ...withholders(right, 'create'),
      namedGiver(right),
      {
        because: "a kind of one's own has secrets of its own",
        resource: roleOf({ apiGroups: ['vault.example.com'], resources: ['secrets'], verbs: ['*'] }),
      },
      {
        because: 'there is no such resource as one Secret',
        resource: roleOf(giving(right, { resources: ['secret', 'secrets/status'] })),
      },
    ],
    fail: [
      ...givers(right),
      ...unnamedGivers(right),
      {
        because: 'the name of a role of the system proves nothing',
        resource: {
          ...clusterRoleOf(giving(right)),
          metadata: {
            name: 'system:controller:checkout',
            labels: { 'kubernetes.io/bootstrapping': 'rbac-defaults' },
          },
        },
      },
    ],
  },
});

import { defineRule } from './_define-rule.ts';
import { withholds, type Right } from './_rights.ts';
import { clusterRoleOf, givers, giving, namedGiver, unnamedGivers, withholders } from './_role-examples.ts';
import { cis, kubernetesDocs, nsa } from './_sources.ts';
import { clusterRole } from './_rbac-subjects.ts';

const right: Right = {
  groups: [''],
  resources: ['persistentvolumes'],
  verbs: ['create', 'update', 'patch'],
};

export const rbacPvCreate = defineRule({
  id: 'rbac-pv-create',
  code: 'KP047',
  title: 'Role can create persistent volumes',
  why: 'A persistent volume may be a folder of a node, the disk of another team or a server of choice: what no pod may mount directly is mounted by way of a claim.',
  severity: 'medium',
  category: 'security',
  sources: [
    cis('5.1.9'),
    nsa('Role-based access control'),
    kubernetesDocs(
      'RBAC good practices',
      'concepts/security/rbac-good-practices/#persistent-volume-creation',
    ),
  ],
  subject: clusterRole,
  check: [
    {
      id: 'no-volumes',
      expression: withholds(right),
      message: 'A rule of the role lets its bearers create or change persistent volumes.',
    },
  ],
  remedy: {
    advice: 'Let people make claims, and a provisioner the volumes.',
    risk: 'person',
    caution: null,
    edits: [],
  },
  limits: [
    'Rules for objects that `resourceNames` lists are let through, whatever these objects are.',
    'Roles of a namespace are not judged: they cannot give rights to what belongs to no namespace.',
  ],
  prove: {
    pass: [
      ...withholders(right, 'get', clusterRoleOf),
      namedGiver(right, clusterRoleOf),
      {
        because: 'a claim is what people are meant to make',
        resource: clusterRoleOf(giving(right, { resources: ['persistentvolumeclaims'] })),
      },
    ],
    fail: [...givers(right, clusterRoleOf), ...unnamedGivers(right, clusterRoleOf)],
  },
});

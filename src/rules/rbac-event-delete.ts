import { defineRule } from './_define-rule.ts';
import { withholds, type Right } from './_rights.ts';
import { givers, namedGiver, unnamedGivers, withholders } from './_role-examples.ts';
import { kubernetesDocs, nsa } from './_sources.ts';
import { role } from './_subjects.ts';

const right: Right = {
  groups: ['', 'events.k8s.io'],
  resources: ['events'],
  verbs: ['delete', 'deletecollection'],
};

export const rbacEventDelete = defineRule({
  id: 'rbac-event-delete',
  code: 'KP114',
  title: 'Role can delete events',
  why: 'Events tell what happened in the cluster. Deleting them is how somebody who got in hides that they did, and no program needs it: events expire by themselves.',
  severity: 'medium',
  category: 'security',
  sources: [
    nsa('Audit logging and threat detection'),
    kubernetesDocs('RBAC good practices', 'concepts/security/rbac-good-practices/#least-privilege'),
  ],
  subject: role,
  check: [
    {
      id: 'no-deletion',
      expression: withholds(right),
      message: 'A rule of the role lets its bearers delete events.',
    },
  ],
  remedy: {
    advice: 'Take delete and deletecollection on events away.',
    risk: 'person',
    caution: null,
    edits: [],
  },
  limits: ['Roles that Kubernetes brings along, such as admin and edit, break this rule too.'],
  prove: {
    pass: [...withholders(right, 'create'), namedGiver(right)],
    fail: [...givers(right), ...unnamedGivers(right)],
  },
});

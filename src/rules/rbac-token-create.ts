import { defineRule } from './_define-rule.ts';
import { withholds, type Right } from './_rights.ts';
import { givers, giving, namedGiver, roleOf, unnamedGivers, withholders } from './_role-examples.ts';
import { cis, kubernetesDocs, nsa } from './_sources.ts';
import { role } from './_subjects.ts';

const right: Right = {
  groups: [''],
  resources: ['serviceaccounts/token'],
  verbs: ['create'],
};

export const rbacTokenCreate = defineRule({
  id: 'rbac-token-create',
  code: 'KP046',
  title: 'Role can make tokens of service accounts',
  why: 'A token of a service account is all that the account may do, usable from anywhere until it expires: this right is that of the mightiest account in reach.',
  severity: 'high',
  category: 'security',
  sources: [
    cis('5.1.13'),
    nsa('Role-based access control'),
    kubernetesDocs('RBAC good practices', 'concepts/security/rbac-good-practices/#token-request'),
  ],
  subject: role,
  check: [
    {
      id: 'no-tokens',
      expression: withholds(right),
      message:
        'A rule of the role lets its bearers make tokens of any service account that the role reaches.',
    },
  ],
  remedy: {
    advice:
      'Name the service accounts in `resourceNames`, or let pods get their tokens by a projected volume.',
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
      ...withholders(right, 'get'),
      namedGiver(right),
      {
        because: 'to create an account is not to speak for it',
        resource: roleOf(giving(right, { resources: ['serviceaccounts'] })),
      },
    ],
    fail: [...givers(right), ...unnamedGivers(right)],
  },
});

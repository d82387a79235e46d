import { defineRule } from './_define-rule.ts';
import { withholds, type Right } from './_rights.ts';
import { clusterRoleOf, givers, giving, roleOf, unnamedGivers, withholders } from './_role-examples.ts';
import { cis, kubernetesDocs, nsa } from './_sources.ts';
import { role } from './_subjects.ts';

const rbac = 'rbac.authorization.k8s.io';
const escalate: Right = { groups: [rbac], resources: ['roles', 'clusterroles'], verbs: ['escalate'] };
const bind: Right = { groups: [rbac], resources: ['roles', 'clusterroles'], verbs: ['bind'] };
const impersonate: Right = {
  groups: [''],
  resources: ['users', 'groups', 'serviceaccounts'],
  verbs: ['impersonate'],
};

export const rbacEscalateBindImpersonate = defineRule({
  id: 'rbac-escalate-bind-impersonate',
  code: 'KP040',
  title: 'Role grants escalate, bind or impersonate',
  why: 'These three verbs lift the rule that nobody can give what they do not have: whoever holds one is the administrator of the cluster as soon as they want.',
  severity: 'critical',
  category: 'security',
  sources: [
    cis('5.1.8'),
    nsa('Role-based access control'),
    kubernetesDocs('RBAC good practices', 'concepts/security/rbac-good-practices/#escalate-verb'),
    kubernetesDocs('User impersonation', 'reference/access-authn-authz/user-impersonation/'),
  ],
  subject: role,
  check: [
    {
      id: 'no-escalate',
      expression: withholds(escalate, null),
      message: 'A rule of the role allows escalate: its bearers can write any right into a role.',
    },
    {
      id: 'no-bind',
      // Every verb is escalate as well, which is said already.
      expression: withholds(bind, ['', 'cluster-admin'], bind.verbs),
      message: 'A rule of the role allows bind: its bearers can give themselves any role, cluster-admin too.',
    },
    {
      id: 'no-impersonate',
      expression: withholds(impersonate, ['', 'system:masters']),
      message:
        'A rule of the role allows impersonate: its bearers can act as any user, group or service account.',
    },
  ],
  remedy: {
    advice:
      'Take the verb away; where a controller needs bind or impersonate, list in `resourceNames` which roles or accounts it is for.',
    risk: 'person',
    caution: null,
    edits: [],
  },
  limits: [
    'Rules for named objects are let through, other than cluster-admin and system:masters; escalate is not.',
    'The verbs of constrained impersonation (`impersonate:user-info` and others) are not looked at.',
    'The role admin that Kubernetes brings along breaks this rule: it may impersonate the service accounts of a namespace.',
  ],
  prove: {
    pass: [
      ...withholders(escalate, 'get'),
      ...withholders(bind, 'update'),
      ...withholders(impersonate, 'get'),
      {
        because: 'a controller that gives out roles names them',
        resource: clusterRoleOf(giving(bind, { resourceNames: ['view', 'edit'] })),
      },
      {
        because: 'a gateway that acts for one account names it',
        resource: roleOf(giving(impersonate, { resourceNames: ['checkout'] })),
      },
      {
        because: 'further properties of a user are nobody without the user',
        resource: clusterRoleOf({
          apiGroups: ['authentication.k8s.io'],
          resources: ['userextras/scopes', 'uids'],
          verbs: ['impersonate'],
        }),
      },
    ],
    fail: [
      ...givers(escalate),
      ...givers(bind),
      ...unnamedGivers(bind),
      ...givers(impersonate),
      ...unnamedGivers(impersonate),
      {
        because: 'who writes into a named role writes into their own',
        resource: roleOf(giving(escalate, { resourceNames: ['checkout'] })),
      },
      {
        because: 'every verb is escalate too',
        resource: roleOf(giving(escalate, { verbs: ['*'], resourceNames: ['checkout'] })),
      },
      {
        because: 'this name is the whole cluster',
        resource: clusterRoleOf(
          giving(bind, { resources: ['clusterroles'], resourceNames: ['view', 'cluster-admin'] }),
        ),
      },
      {
        because: 'this group passes every check',
        resource: clusterRoleOf(
          giving(impersonate, { resources: ['groups'], resourceNames: ['shop', 'system:masters'] }),
        ),
      },
    ],
  },
});

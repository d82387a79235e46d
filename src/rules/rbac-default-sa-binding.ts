import { account, clusterRoleBinding, group, roleBinding, user } from './_binding-examples.ts';
import { defineRule } from './_define-rule.ts';
import { binding } from './_rbac-subjects.ts';
import { cis, kubernetesDocs } from './_sources.ts';

export const rbacDefaultSaBinding = defineRule({
  id: 'rbac-default-sa-binding',
  code: 'KP050',
  title: 'Role bound to the default service account',
  why: 'Every pod that names no service account runs as the default one: a right that was meant for one pod is given to all of them, and to those of next year.',
  severity: 'medium',
  category: 'security',
  sources: [
    cis('5.1.5'),
    kubernetesDocs('Using RBAC', 'reference/access-authn-authz/rbac/#service-account-permissions'),
  ],
  subject: binding,
  check: [
    {
      id: 'not-default',
      expression:
        "variables.subjects.all(s, s.kind == 'ServiceAccount' ? s.name != 'default' : s.kind == 'User' ? !s.name.matches('^system:serviceaccount:[^:]+:default$') : true)",
      message: 'The binding is for the default service account of a namespace.',
    },
  ],
  remedy: {
    advice:
      'Make a service account for the pod that needs the role, name it in the pod, and bind the role to it.',
    risk: 'person',
    caution: null,
    edits: [],
  },
  limits: ['Bindings for all accounts at once, by a group, are not looked at.'],
  prove: {
    pass: [
      { because: 'it is for an account of its own', resource: roleBinding('view', account('checkout')) },
      { because: 'it is for nobody', resource: roleBinding('view') },
      { because: 'a user is no service account', resource: roleBinding('view', user('default')) },
      {
        because: 'so is an account written as a user',
        resource: roleBinding('view', user('system:serviceaccount:default:checkout')),
      },
      {
        because: 'an account whose name only begins alike',
        resource: roleBinding('view', user('system:serviceaccount:shop:default-deny')),
      },
      {
        because: 'a group of that name is no account',
        resource: roleBinding('view', group('system:serviceaccount:shop:default')),
      },
      { because: 'a group is no service account', resource: roleBinding('view', group('default')) },
    ],
    fail: [
      { because: 'every pod of the namespace has it', resource: roleBinding('view', account('default')) },
      {
        because: 'for the whole cluster it is worse',
        resource: clusterRoleBinding('view', account('default')),
      },
      {
        because: 'one of two subjects is enough',
        resource: roleBinding('view', account('checkout'), account('default')),
      },
      {
        because: 'an account may be written as the user that it is',
        resource: roleBinding('view', user('system:serviceaccount:shop:default')),
      },
    ],
  },
});

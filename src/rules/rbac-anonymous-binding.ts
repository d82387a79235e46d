import { account, clusterRoleBinding, group, ofNamespace, roleBinding, user } from './_binding-examples.ts';
import { defineRule } from './_define-rule.ts';
import { binding } from './_rbac-subjects.ts';
import { kubernetesDocs, nsa } from './_sources.ts';

const forAll = ['system:public-info-viewer', 'system:service-account-issuer-discovery'];
const forKnown = ['system:basic-user', 'system:discovery', ...forAll];

export const rbacAnonymousBinding = defineRule({
  id: 'rbac-anonymous-binding',
  code: 'KP049',
  title: 'Binding to anonymous, unauthenticated or all authenticated users',
  why: 'Such a binding is for whoever reaches the API server, with no password at all, or with that of any account: a guest of another team, a pod of another namespace.',
  severity: 'critical',
  category: 'security',
  sources: [
    nsa('Role-based access control'),
    kubernetesDocs('RBAC good practices', 'concepts/security/rbac-good-practices/#hardening'),
    kubernetesDocs('Using RBAC', 'reference/access-authn-authz/rbac/#discovery-roles'),
  ],
  subject: binding,
  ask: {
    forAll: {
      type: 'list',
      prompt: 'Which ClusterRoles may somebody have who does not log in?',
      default: forAll,
    },
    forKnown: {
      type: 'list',
      prompt: 'Which ClusterRoles may everybody have who logs in, every service account included?',
      default: forKnown,
    },
  },
  check: [
    {
      id: 'not-anonymous',
      expression:
        "object.roleRef.kind == 'ClusterRole' && object.roleRef.name in variables.forAll ? true : variables.subjects.all(s, !(s.name in ['system:anonymous', 'system:unauthenticated']))",
      message: 'The binding is for everybody who reaches the API server, without any log-in.',
    },
    {
      id: 'not-everybody',
      expression:
        "object.roleRef.kind == 'ClusterRole' && object.roleRef.name in variables.forKnown ? true : variables.subjects.all(s, s.kind == 'Group' ? s.name != 'system:authenticated' : true)",
      message: 'The binding is for everybody who can log in, every service account included.',
    },
  ],
  remedy: {
    advice: 'Bind the role to the group or the service account that needs it.',
    risk: 'person',
    caution: null,
    edits: [],
  },
  limits: [
    'The group system:serviceaccounts, of every pod in the cluster, is not looked at.',
    'What kubeadm makes lets anonymous users read one ConfigMap, so that nodes can join; suppress that where it is wanted.',
  ],
  prove: {
    pass: [
      { because: 'it is for a group that is known', resource: clusterRoleBinding('view', group('shop')) },
      { because: 'it is for nobody', resource: clusterRoleBinding('view') },
      { because: 'it is for a service account', resource: clusterRoleBinding('view', account('checkout')) },
      {
        because: 'a user is not the group of this name',
        resource: clusterRoleBinding('view', user('system:authenticated')),
      },
      ...forAll.map((role) => ({
        because: `${role} is public in every cluster`,
        resource: clusterRoleBinding(role, group('system:authenticated'), group('system:unauthenticated')),
      })),
      ...forKnown.slice(0, 2).map((role) => ({
        because: `${role} is for everybody who logs in`,
        resource: clusterRoleBinding(role, group('system:authenticated')),
      })),
      {
        because: 'the organization publishes a role',
        answers: { forAll: ['status-page'], forKnown: ['status-page'] },
        resource: clusterRoleBinding('status-page', user('system:anonymous'), group('system:authenticated')),
      },
    ],
    fail: [
      { because: 'anonymous is everybody', resource: clusterRoleBinding('view', user('system:anonymous')) },
      {
        because: 'so is who did not log in',
        resource: clusterRoleBinding('view', group('system:unauthenticated')),
      },
      {
        because: 'every account of the cluster is everybody as well',
        resource: clusterRoleBinding('view', group('system:authenticated')),
      },
      {
        because: 'within a namespace it is everybody, too',
        resource: roleBinding('view', group('system:unauthenticated')),
      },
      {
        because: 'one of two subjects is enough',
        resource: clusterRoleBinding('view', group('shop'), group('system:authenticated')),
      },
      {
        because: 'what who logs in may see is not for those who do not',
        resource: clusterRoleBinding('system:discovery', group('system:unauthenticated')),
      },
      {
        because: 'a Role may have the name of a public one',
        resource: ofNamespace(roleBinding('system:public-info-viewer', user('system:anonymous'))),
      },
      {
        because: 'a Role may have the name of one for everybody',
        resource: ofNamespace(roleBinding('system:basic-user', group('system:authenticated'))),
      },
    ],
  },
});

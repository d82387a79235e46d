import { defineRule } from './_define-rule.ts';
import { withholds, type Right } from './_rights.ts';
import { givers, namedGiver, unnamedGivers, withholders } from './_role-examples.ts';
import { cis, kubernetesDocs, nsa } from './_sources.ts';
import { role } from './_subjects.ts';

const right: Right = {
  groups: ['rbac.authorization.k8s.io'],
  resources: ['roles', 'clusterroles', 'rolebindings', 'clusterrolebindings'],
  verbs: ['create', 'update', 'patch', 'delete', 'deletecollection'],
};

export const rbacManageRbac = defineRule({
  id: 'rbac-manage-rbac',
  code: 'KP041',
  title: 'Role can change roles or bindings',
  why: 'Whoever changes roles and bindings decides who may do what: they keep others out, keep a way in for themselves, and pass on every right that they hold.',
  severity: 'high',
  category: 'security',
  sources: [
    cis('5.1.8'),
    nsa('Role-based access control'),
    kubernetesDocs('RBAC good practices', 'concepts/security/rbac-good-practices/#escalate-verb'),
  ],
  subject: role,
  check: [
    {
      id: 'no-changes',
      expression: withholds(right),
      message: 'A rule of the role lets its bearers change roles or role bindings.',
    },
  ],
  remedy: {
    advice:
      'Keep roles and bindings with what deploys the cluster itself, and take this right from everybody else.',
    risk: 'person',
    caution: null,
    edits: [],
  },
  limits: [
    'Rules for objects that `resourceNames` lists are let through, whatever these objects are.',
    'Roles that Kubernetes brings along, such as admin and edit, break this rule too.',
  ],
  prove: {
    pass: [...withholders(right, 'get'), namedGiver(right)],
    fail: [...givers(right), ...unnamedGivers(right)],
  },
});

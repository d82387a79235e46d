import { defineRule } from './_define-rule.ts';
import { withholds, type Right } from './_rights.ts';
import { givers, giving, namedGiver, roleOf, unnamedGivers, withholders } from './_role-examples.ts';
import { kubernetesDocs, nsa } from './_sources.ts';
import { role } from './_subjects.ts';

const right: Right = {
  groups: ['networking.k8s.io'],
  resources: ['networkpolicies'],
  verbs: ['create', 'update', 'patch', 'delete', 'deletecollection'],
};

export const rbacNetworkPolicy = defineRule({
  id: 'rbac-network-policy',
  code: 'KP115',
  title: 'Role can change network policies',
  why: 'Network policies are the walls between services: whoever changes them opens a way to every pod of the namespaces that the role reaches.',
  severity: 'medium',
  category: 'security',
  sources: [
    nsa('Network policies'),
    kubernetesDocs('RBAC good practices', 'concepts/security/rbac-good-practices/#least-privilege'),
  ],
  subject: role,
  check: [
    {
      id: 'no-changes',
      expression: withholds(right),
      message: 'A rule of the role lets its bearers change network policies.',
    },
  ],
  remedy: {
    advice: 'Keep network policies with what sets up namespaces, apart from what deploys services.',
    risk: 'person',
    caution: null,
    edits: [],
  },
  limits: [
    'Rules for objects that `resourceNames` lists are let through, whatever these objects are.',
    'Policies of network plugins, such as CiliumNetworkPolicy, are not looked at.',
    'Roles that Kubernetes brings along, such as admin and edit, break this rule too.',
  ],
  prove: {
    pass: [
      ...withholders(right, 'get'),
      namedGiver(right),
      { because: 'an Ingress is no wall', resource: roleOf(giving(right, { resources: ['ingresses'] })) },
    ],
    fail: [...givers(right), ...unnamedGivers(right)],
  },
});

import { defineRule } from './_define-rule.ts';
import { withholds, type Right } from './_rights.ts';
import { clusterRoleOf, givers, namedGiver, unnamedGivers, withholders } from './_role-examples.ts';
import { cis, kubernetesDocs, nsa } from './_sources.ts';
import { clusterRole } from './_rbac-subjects.ts';

const right: Right = {
  groups: ['admissionregistration.k8s.io'],
  resources: [
    'validatingwebhookconfigurations',
    'mutatingwebhookconfigurations',
    'validatingadmissionpolicies',
    'validatingadmissionpolicybindings',
    'mutatingadmissionpolicies',
    'mutatingadmissionpolicybindings',
  ],
  verbs: ['create', 'update', 'patch', 'delete', 'deletecollection'],
};

export const rbacWebhookConfig = defineRule({
  id: 'rbac-webhook-config',
  code: 'KP045',
  title: 'Role can change what admission does',
  why: 'Webhooks and policies of admission see every object, Secrets included, may change it, and enforce the rules of the house: whoever configures them reads along or turns the rules off.',
  severity: 'high',
  category: 'security',
  sources: [
    cis('5.1.12'),
    nsa('Role-based access control'),
    kubernetesDocs(
      'RBAC good practices',
      'concepts/security/rbac-good-practices/#control-admission-webhooks',
    ),
  ],
  subject: clusterRole,
  check: [
    {
      id: 'no-admission',
      expression: withholds(right),
      message: 'A rule of the role lets its bearers change webhooks or policies of admission.',
    },
  ],
  remedy: {
    advice:
      'Name the configurations in `resourceNames` that a controller keeps up to date, or take the right away.',
    risk: 'person',
    caution: null,
    edits: [],
  },
  limits: [
    'Rules for objects that `resourceNames` lists are let through, whatever these objects are.',
    'Roles of a namespace are not judged: they cannot give rights to what belongs to no namespace.',
  ],
  prove: {
    pass: [...withholders(right, 'get', clusterRoleOf), namedGiver(right, clusterRoleOf)],
    fail: [...givers(right, clusterRoleOf), ...unnamedGivers(right, clusterRoleOf)],
  },
});

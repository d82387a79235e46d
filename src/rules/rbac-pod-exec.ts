import { defineRule } from './_define-rule.ts';
import { withholds, type Right } from './_rights.ts';
import { givers, giving, namedGiver, roleOf, unnamedGivers, withholders } from './_role-examples.ts';
import { kubernetesDocs, nsa } from './_sources.ts';
import { role } from './_subjects.ts';

const enter: Right = {
  groups: [''],
  resources: ['pods/exec', 'pods/attach', 'pods/portforward'],
  verbs: ['create', 'get'],
};
const debug: Right = {
  groups: [''],
  resources: ['pods/ephemeralcontainers'],
  verbs: ['update', 'patch'],
};

export const rbacPodExec = defineRule({
  id: 'rbac-pod-exec',
  code: 'KP042',
  title: 'Role can exec, attach, debug or port-forward into pods',
  why: 'Who is inside a pod has its Secrets, its service account and its way past the network policies, and what they do there no admission policy sees.',
  severity: 'high',
  category: 'security',
  sources: [
    nsa('Role-based access control'),
    kubernetesDocs('RBAC good practices', 'concepts/security/rbac-good-practices/#least-privilege'),
  ],
  subject: role,
  check: [
    {
      id: 'no-exec',
      expression: withholds(enter),
      message: 'A rule of the role lets its bearers exec, attach or port-forward into pods.',
    },
    {
      id: 'no-debug',
      expression: withholds(debug),
      message: 'A rule of the role lets its bearers add debugging containers to running pods.',
    },
  ],
  remedy: {
    advice: 'Give this right for the time of an incident, by a binding that is taken away afterwards.',
    risk: 'person',
    caution: null,
    edits: [],
  },
  limits: [
    'Rules for pods that `resourceNames` lists are let through, whatever these pods are.',
    'Roles that Kubernetes brings along, such as admin and edit, break this rule too.',
  ],
  prove: {
    pass: [
      ...withholders(enter, 'delete'),
      namedGiver(enter),
      ...withholders(debug, 'get'),
      namedGiver(debug),
      {
        because: 'to read what pods say is not to be inside',
        resource: roleOf(giving(enter, { resources: ['pods', 'pods/log'] })),
      },
      {
        because: 'this names no subresource: only one of every resource can be written with a star',
        resource: roleOf(giving(enter, { resources: ['pods/*'] })),
      },
    ],
    fail: [...givers(enter), ...unnamedGivers(enter), ...givers(debug), ...unnamedGivers(debug)],
  },
});

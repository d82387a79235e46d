import { defineRule } from './_define-rule.ts';
import { withholds, type Right } from './_rights.ts';
import { givers, giving, namedGiver, roleOf, unnamedGivers, withholders } from './_role-examples.ts';
import { cis, kubernetesDocs, nsa } from './_sources.ts';
import { role } from './_subjects.ts';

const right: Right = {
  groups: ['', 'apps', 'batch'],
  resources: [
    'pods',
    'replicationcontrollers',
    'deployments',
    'replicasets',
    'statefulsets',
    'daemonsets',
    'jobs',
    'cronjobs',
  ],
  verbs: ['create'],
};

export const rbacPodCreate = defineRule({
  id: 'rbac-pod-create',
  code: 'KP039',
  title: 'Role can create pods or workloads',
  why: 'Whoever creates a pod reads every Secret and uses every service account of its namespace, and where Pod Security admits it, takes the node.',
  severity: 'medium',
  category: 'security',
  sources: [
    cis('5.1.4'),
    nsa('Role-based access control'),
    kubernetesDocs('RBAC good practices', 'concepts/security/rbac-good-practices/#workload-creation'),
  ],
  subject: role,
  check: [
    {
      id: 'no-workloads',
      expression: withholds(right),
      message: 'A rule of the role lets its bearers create pods, or workloads that make pods.',
    },
  ],
  remedy: {
    advice:
      'Give this right to the pipeline or controller that deploys, in the namespaces that it deploys to, and to nobody else.',
    risk: 'person',
    caution: null,
    edits: [],
  },
  limits: [
    'Who may change a workload (update, patch) can run other code in it as well; that is not looked at.',
    'Roles that Kubernetes brings along, such as admin and edit, break this rule too.',
  ],
  prove: {
    pass: [
      ...withholders(right, 'get'),
      namedGiver(right),
      {
        because: 'metrics of pods are no pods',
        resource: roleOf({ apiGroups: ['metrics.k8s.io'], resources: ['pods'], verbs: ['*'] }),
      },
      {
        because: 'to evict a pod is not to create one',
        resource: roleOf(giving(right, { resources: ['pods/eviction'] })),
      },
    ],
    fail: [...givers(right), ...unnamedGivers(right)],
  },
});

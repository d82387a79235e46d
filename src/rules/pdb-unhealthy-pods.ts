import { defineRule } from './_define-rule.ts';
import { budget } from './_related-examples.ts';
import { disruptionBudget } from './_related-subjects.ts';
import { kubernetesDocs } from './_sources.ts';

export const pdbUnhealthyPods = defineRule({
  id: 'pdb-unhealthy-pods',
  code: 'KP119',
  title: 'PodDisruptionBudget protects pods that are broken',
  why: 'Unless the budget says otherwise, pods that never became ready may not be evicted either once too few are healthy: one bad release, and the update of the cluster stops at its nodes.',
  severity: 'low',
  category: 'operations',
  sources: [
    kubernetesDocs(
      'Specifying a Disruption Budget for your Application',
      'tasks/run-application/configure-pdb/#unhealthy-pod-eviction-policy',
    ),
  ],
  subject: disruptionBudget,
  check: [
    {
      id: 'always-allowed',
      expression: "object.spec.?unhealthyPodEvictionPolicy == optional.of('AlwaysAllow')",
      message: 'The budget keeps pods that do not work from being moved.',
    },
  ],
  remedy: {
    advice: 'Set `spec.unhealthyPodEvictionPolicy: AlwaysAllow`.',
    risk: 'low',
    caution:
      'A pod that is not ready yet, such as one that still loads its data, may be sent away with its node.',
    edits: [{ set: '/spec/unhealthyPodEvictionPolicy', to: 'AlwaysAllow' }],
  },
  limits: ['Data stores that copy data while they are not ready may want the default, IfHealthyBudget.'],
  prove: {
    pass: [
      {
        because: 'what does not work may always go',
        resource: budget({ minAvailable: 2, unhealthyPodEvictionPolicy: 'AlwaysAllow' }),
      },
    ],
    fail: [
      { because: 'the default keeps them while too few are healthy', resource: budget({ minAvailable: 2 }) },
      {
        because: 'that is the default',
        resource: budget({ minAvailable: 2, unhealthyPodEvictionPolicy: 'IfHealthyBudget' }),
      },
    ],
  },
});

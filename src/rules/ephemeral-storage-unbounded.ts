import { defineRule } from './_define-rule.ts';
import { byLimitRange } from './_releases.ts';
import { amountExamples } from './_resource-examples.ts';
import { limited } from './_resources.ts';
import { managingResources, nsa } from './_sources.ts';
import { scheduled } from './_subjects.ts';

export const ephemeralStorageUnbounded = defineRule({
  id: 'ephemeral-storage-unbounded',
  code: 'KP082',
  title: 'Container may fill the disk of its node',
  why: 'Logs and scratch files of one container fill the disk that all pods of the node share; the node then evicts them, also the innocent.',
  severity: 'low',
  category: 'performance',
  sources: [managingResources, nsa('Resource policies')],
  subject: scheduled,
  unless: byLimitRange('limits', 'ephemeral-storage'),
  check: [
    {
      id: 'stated',
      expression: limited('ephemeral-storage', { ofPod: false }),
      message: 'Nothing limits how much disk of its node the container writes.',
    },
  ],
  remedy: {
    advice:
      'Set `resources.limits.ephemeral-storage` to more than logs and scratch files ever take; beyond it the pod is evicted.',
    risk: 'person',
    caution: null,
    edits: [],
  },
  limits: [
    'A LimitRange of the cluster counts only where it is part of the input.',
    'Init containers that end, and debugging containers, are left out.',
    'Whether an `emptyDir` has a `sizeLimit` is not looked at.',
  ],
  prove: amountExamples({ list: 'limits', resource: 'ephemeral-storage', amount: '2Gi', ofPod: false }),
});

import { defineRule } from './_define-rule.ts';
import { byLimitRange } from './_releases.ts';
import { amountExamples } from './_resource-examples.ts';
import { limited } from './_resources.ts';
import { managingResources, nsa } from './_sources.ts';
import { scheduled } from './_subjects.ts';

export const memoryLimitMissing = defineRule({
  id: 'memory-limit-missing',
  code: 'KP080',
  title: 'Container has no memory limit',
  why: 'A leak in one container takes the memory of the whole node, and the kernel then kills whichever process it likes, also those of others.',
  severity: 'medium',
  category: 'performance',
  sources: [managingResources, nsa('Resource policies')],
  subject: scheduled,
  unless: byLimitRange('limits', 'memory'),
  check: [
    {
      id: 'stated',
      expression: limited('memory'),
      message: 'The container may take all memory of its node.',
    },
  ],
  remedy: {
    advice:
      'Set `resources.limits.memory` to more than the container ever needed; beyond it the container alone is killed.',
    risk: 'person',
    caution: null,
    edits: [],
  },
  covers: ['ephemeral-storage-unbounded'],
  limits: [
    'A LimitRange of the cluster counts only where it is part of the input.',
    'Init containers that end, and debugging containers, are left out.',
  ],
  prove: amountExamples({ list: 'limits', resource: 'memory', amount: '512Mi', ofPod: true }),
});

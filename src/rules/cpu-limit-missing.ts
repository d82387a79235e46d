import { defineRule } from './_define-rule.ts';
import { byLimitRange } from './_releases.ts';
import { amountExamples } from './_resource-examples.ts';
import { limited } from './_resources.ts';
import { managingResources, nsa } from './_sources.ts';
import { scheduled } from './_subjects.ts';

export const cpuLimitMissing = defineRule({
  id: 'cpu-limit-missing',
  code: 'KP081',
  title: 'Container has no CPU limit',
  why: 'Where teams share nodes and pay for their part, one busy container slows down the others as far as their requests allow.',
  severity: 'info',
  category: 'performance',
  sources: [managingResources, nsa('Resource policies')],
  subject: scheduled,
  unless: byLimitRange('limits', 'cpu'),
  check: [
    {
      id: 'stated',
      expression: limited('cpu'),
      message: 'The container may use all idle CPU of its node.',
    },
  ],
  remedy: {
    advice: 'Set `resources.limits.cpu` where fairness matters more than using idle CPU.',
    risk: 'person',
    caution: null,
    edits: [],
  },
  limits: [
    'A LimitRange of the cluster counts only where it is part of the input.',
    'Init containers that end, and debugging containers, are left out.',
    'Many teams leave this limit out on purpose: it throttles a container though its node is idle, and requests already share a busy node out fairly.',
  ],
  prove: amountExamples({ list: 'limits', resource: 'cpu', amount: '500m', ofPod: true }),
});

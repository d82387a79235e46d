import { defineRule } from './_define-rule.ts';
import { byLimitRange } from './_releases.ts';
import { amountExamples } from './_resource-examples.ts';
import { requested } from './_resources.ts';
import { managingResources, nsa } from './_sources.ts';
import { scheduled } from './_subjects.ts';

export const cpuRequestMissing = defineRule({
  id: 'cpu-request-missing',
  code: 'KP078',
  title: 'Container has no CPU request',
  why: 'The scheduler counts it as needing nothing, so a node is filled without end, and on a busy node the container gets what others leave.',
  severity: 'medium',
  category: 'performance',
  sources: [managingResources, nsa('Resource policies')],
  subject: scheduled,
  unless: byLimitRange('requests', 'cpu'),
  check: [
    {
      id: 'stated',
      expression: requested('cpu'),
      message: 'The container does not say how much CPU it needs.',
    },
  ],
  remedy: {
    advice: 'Set `resources.requests.cpu` to what the container uses on an ordinary day.',
    risk: 'person',
    caution: null,
    edits: [],
  },
  limits: [
    'A LimitRange of the cluster counts only where it is part of the input.',
    'Init containers that end, and debugging containers, are left out.',
  ],
  prove: amountExamples({ list: 'requests', resource: 'cpu', amount: '100m', ofPod: true }),
});

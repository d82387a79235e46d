import { defineRule } from './_define-rule.ts';
import { byLimitRange } from './_releases.ts';
import { amountExamples } from './_resource-examples.ts';
import { requested } from './_resources.ts';
import { managingResources, nsa } from './_sources.ts';
import { scheduled } from './_subjects.ts';

export const memoryRequestMissing = defineRule({
  id: 'memory-request-missing',
  code: 'KP079',
  title: 'Container has no memory request',
  why: 'The scheduler counts it as needing nothing and packs the node until memory runs out; then this pod is among the first to be killed.',
  severity: 'medium',
  category: 'performance',
  sources: [managingResources, nsa('Resource policies')],
  subject: scheduled,
  unless: byLimitRange('requests', 'memory'),
  check: [
    {
      id: 'stated',
      expression: requested('memory'),
      message: 'The container does not say how much memory it needs.',
    },
  ],
  remedy: {
    advice: 'Set `resources.requests.memory` to what the container uses when it is busy.',
    risk: 'person',
    caution: null,
    edits: [],
  },
  // Where `resources` is missing altogether, the places are the same: that is one cause.
  covers: ['cpu-request-missing', 'memory-limit-missing', 'cpu-limit-missing', 'ephemeral-storage-unbounded'],
  limits: [
    'A LimitRange of the cluster counts only where it is part of the input.',
    'Init containers that end, and debugging containers, are left out.',
  ],
  prove: amountExamples({ list: 'requests', resource: 'memory', amount: '256Mi', ofPod: true }),
});

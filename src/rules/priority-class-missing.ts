import { defineRule } from './_define-rule.ts';
import { deployment } from './_examples.ts';
import { kubernetesDocs } from './_sources.ts';
import { longRunning } from './_subjects.ts';

export const priorityClassMissing = defineRule({
  id: 'priority-class-missing',
  code: 'KP098',
  title: 'Workload has no priority class',
  why: 'When a cluster is full nothing says which pods may wait, and the checkout competes with the nightly report as an equal.',
  severity: 'info',
  category: 'operations',
  sources: [
    kubernetesDocs('Pod priority and preemption', 'concepts/scheduling-eviction/pod-priority-preemption/'),
  ],
  subject: longRunning,
  check: [
    {
      id: 'stated',
      expression: "variables.podSpec.?priorityClassName.orValue('') != ''",
      message: 'The workload does not say how important it is.',
    },
  ],
  remedy: {
    advice: 'Set `priorityClassName` to the class that your cluster has for such workloads.',
    risk: 'person',
    caution: null,
    edits: [],
  },
  limits: ['A class that the cluster marks as the default is not looked up.'],
  prove: {
    pass: [{ because: 'it says so', resource: deployment({ priorityClassName: 'shop-critical' }) }],
    fail: [
      { because: 'it does not say', resource: deployment() },
      { because: 'an empty name says nothing', resource: deployment({ priorityClassName: '' }) },
    ],
  },
});

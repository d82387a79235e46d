import { defineRule } from './_define-rule.ts';
import { budget, moved, replicated } from './_related-examples.ts';
import { byBudget } from './_releases.ts';
import { kubernetesDocs } from './_sources.ts';
import { replicated as replicatedObject } from './_subjects.ts';

const three = replicated({ replicas: 3 });

export const pdbMissing = defineRule({
  id: 'pdb-missing',
  code: 'KP093',
  title: 'Replicas without a PodDisruptionBudget',
  why: 'When nodes are updated, all replicas may be sent away at the same time, though there are several so that one is always there.',
  severity: 'low',
  category: 'operations',
  sources: [kubernetesDocs('Disruptions', 'concepts/workloads/pods/disruptions/#pod-disruption-budgets')],
  subject: replicatedObject,
  unless: byBudget,
  check: [
    {
      id: 'budget',
      expression: '!has(object.spec.replicas) || object.spec.replicas < 2',
      message: 'No PodDisruptionBudget selects the replicas.',
    },
  ],
  remedy: {
    advice: 'Add a PodDisruptionBudget with the labels of the pods and `maxUnavailable: 1`.',
    risk: 'person',
    caution: null,
    edits: [],
  },
  limits: [
    'Replicas that only an autoscaler asks for are not counted.',
    'An admission policy sees no budgets: as one it concerns every workload of several replicas, so that it is of use as a warning only.',
  ],
  prove: {
    pass: [
      { because: 'a budget selects them', resource: three, beside: [budget()] },
      { because: 'two budgets', resource: three, beside: [budget(), budget()] },
      {
        because: 'a budget for every pod of the namespace',
        resource: moved(replicated({ replicas: 2, template: { spec: { containers: [] } } })),
        beside: [moved(budget({ selector: {} }))],
      },
      { because: 'one replica cannot be kept while it moves', resource: replicated({ replicas: 1 }) },
      { because: 'one is the default', resource: replicated() },
    ],
    fail: [
      { because: 'there is no budget', resource: three },
      { because: 'from two replicas on', resource: replicated({ replicas: 2 }) },
      {
        because: 'a budget for other pods',
        resource: three,
        beside: [budget({ selector: { matchLabels: { app: 'search' } } })],
      },
      {
        because: 'a budget without a selector selects nothing',
        resource: three,
        beside: [budget({ selector: null })],
      },
      { because: 'a budget of another namespace', resource: three, beside: [moved(budget())] },
    ],
  },
});

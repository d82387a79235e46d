import { defineRule } from './_define-rule.ts';
import { dataBearing, declaredExamples, declares, itself, made, marks } from './_declared.ts';
import { kubernetesDocs } from './_sources.ts';

export const costLabelsMissing = defineRule({
  id: 'cost-labels-missing',
  code: 'KP173',
  title: 'Nothing says who pays for it',
  why: 'A bill that cannot be divided is paid by nobody in particular, and nobody in particular saves.',
  severity: 'low',
  category: 'cost',
  sources: [kubernetesDocs('Recommended labels', 'concepts/overview/working-with-objects/common-labels/')],
  subject: dataBearing,
  ask: marks('say who pays', 'cost-center and team'),
  check: declares('Labels are missing by which its costs are allocated.'),
  remedy: {
    advice: 'Add the labels by which costs are allocated.',
    risk: 'person',
    caution: null,
    edits: [],
  },
  limits: [
    'It may stand at the object or at what it makes: pods, claims.',
    'Whether the cost centre exists is not looked at.',
    'Load balancers, which cost, too, are not looked at.',
  ],
  prove: declaredExamples(
    itself.deployment,
    itself.pod,
    itself.cronJob,
    itself.claim,
    made.deployment,
    made.cronJob,
  ),
});

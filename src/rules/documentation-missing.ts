import { defineRule } from './_define-rule.ts';
import { declaredExamples, declares, itself, made, marks, services } from './_declared.ts';
import { kubernetesDocs } from './_sources.ts';

export const documentationMissing = defineRule({
  id: 'documentation-missing',
  code: 'KP176',
  title: 'Nothing says where it is documented',
  why: 'At three in the morning the person on call needs the runbook, not the name of somebody who may know.',
  severity: 'low',
  category: 'operations',
  sources: [kubernetesDocs('Annotations', 'concepts/overview/working-with-objects/annotations/')],
  subject: services,
  ask: marks('say where it is documented', 'a8r.io/runbook|shop.example/docs'),
  check: declares('No label or annotation says where it is documented.'),
  remedy: {
    advice: 'Add the annotation with the address of its documentation.',
    risk: 'person',
    caution: null,
    edits: [],
  },
  limits: [
    'It may stand at the object or at what it makes: pods, claims.',
    'Whether the address leads anywhere is not looked at.',
  ],
  prove: declaredExamples(itself.deployment, itself.statefulSet, made.deployment),
});

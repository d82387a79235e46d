import { defineRule } from './_define-rule.ts';
import { dataBearing, declaredExamples, declares, itself, made, marks } from './_declared.ts';
import { kubernetesDocs } from './_sources.ts';

export const dataClassificationMissing = defineRule({
  id: 'data-classification-missing',
  code: 'KP170',
  title: 'Nothing says how confidential its data is',
  why: 'Who may see it, where it may be stored and what a leak must be reported as hangs on what kind of data it is; nobody can look that up later.',
  severity: 'medium',
  category: 'compliance',
  sources: [kubernetesDocs('Recommended labels', 'concepts/overview/working-with-objects/common-labels/')],
  subject: dataBearing,
  ask: marks(
    'say how confidential the data is',
    'data-classification=public|data-classification=internal|data-classification=secret',
  ),
  check: declares('No label or annotation says what kind of data it handles.'),
  remedy: {
    advice: 'Add the label that says what kind of data it handles.',
    risk: 'person',
    caution: null,
    edits: [],
  },
  limits: [
    'It may stand at the object or at what it makes: pods, claims.',
    'Whether what it says is true is not looked at.',
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

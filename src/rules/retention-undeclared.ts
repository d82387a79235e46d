import { defineRule } from './_define-rule.ts';
import {
  declaredExamples,
  declaresStored,
  itself,
  made,
  marks,
  stored,
  withoutStorage,
} from './_declared.ts';
import { kubernetesDocs } from './_sources.ts';

export const retentionUndeclared = defineRule({
  id: 'retention-undeclared',
  code: 'KP172',
  title: 'Nothing says how long its data is kept',
  why: 'Data that is kept longer than it may be breaks contracts and laws; data that is gone too early breaks others.',
  severity: 'low',
  category: 'compliance',
  sources: [kubernetesDocs('Persistent Volumes', 'concepts/storage/persistent-volumes/#reclaiming')],
  subject: stored,
  ask: marks('say how long the data is kept', 'shop.example/retention'),
  check: declaresStored('No label or annotation says how long what is stored here is kept.'),
  remedy: {
    advice: 'Decide how long the data is kept, and say so by the label or annotation.',
    risk: 'person',
    caution: null,
    edits: [],
  },
  limits: [
    'It may stand at the object or at what it makes: pods, claims.',
    'Whether it is deleted then no manifest shows.',
    'Volumes that are no claims are not looked at.',
  ],
  prove: withoutStorage(declaredExamples(itself.claim, itself.statefulSet, made.statefulSet)),
});

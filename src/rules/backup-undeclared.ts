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

export const backupUndeclared = defineRule({
  id: 'backup-undeclared',
  code: 'KP175',
  title: 'Nothing says whether its data is backed up',
  why: 'The day on which a volume is lost is the wrong one to find out that it never was in a backup.',
  severity: 'medium',
  category: 'operations',
  sources: [kubernetesDocs('Persistent Volumes', 'concepts/storage/persistent-volumes/')],
  subject: stored,
  ask: marks('say how the data is backed up', 'backup.velero.io/backup-volumes|backup=none'),
  check: declaresStored('No label or annotation says how what is stored here is backed up.'),
  remedy: {
    advice: 'Put the claim into a backup, or say that it needs none.',
    risk: 'person',
    caution: null,
    edits: [],
  },
  limits: [
    'It may stand at the object or at what it makes: pods, claims.',
    'Whether the backup can be restored no manifest shows.',
    'Volumes that are no claims are not looked at.',
  ],
  prove: withoutStorage(declaredExamples(itself.claim, itself.statefulSet, made.statefulSet)),
});

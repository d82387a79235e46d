import { defineRule } from './_define-rule.ts';
import { dataBearing, declaredExamples, declares, itself, made, marks } from './_declared.ts';
import { kubernetesDocs } from './_sources.ts';

export const auditLoggingUndeclared = defineRule({
  id: 'audit-logging-undeclared',
  code: 'KP171',
  title: 'Nothing says whether its actions are logged for auditors',
  why: 'Auditors ask who did what and when; an application that keeps no such log cannot answer, and nobody notices before they ask.',
  severity: 'medium',
  category: 'compliance',
  sources: [kubernetesDocs('Auditing', 'tasks/debug/debug-cluster/audit/')],
  subject: dataBearing,
  ask: marks('say that it keeps an audit log', 'audit-logging=enabled'),
  check: declares('No label or annotation says that it keeps an audit log.'),
  remedy: {
    advice: 'Turn on the audit log of the application, and say so by the label.',
    risk: 'person',
    caution: null,
    edits: [],
  },
  limits: [
    'It may stand at the object or at what it makes: pods, claims.',
    'Whether it is logged in truth no manifest shows.',
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

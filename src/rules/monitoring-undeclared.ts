import { defineRule } from './_define-rule.ts';
import { declaredExamples, declares, itself, made, marks, services } from './_declared.ts';
import { kubernetesDocs } from './_sources.ts';

export const monitoringUndeclared = defineRule({
  id: 'monitoring-undeclared',
  code: 'KP174',
  title: 'Nothing says how it is monitored',
  why: 'What nobody measures is found out about by customers.',
  severity: 'low',
  category: 'operations',
  sources: [
    kubernetesDocs('Tools for Monitoring Resources', 'tasks/debug/debug-cluster/resource-usage-monitoring/'),
  ],
  subject: services,
  ask: marks('say how it is monitored', 'prometheus.io/scrape=true|shop.example/monitor'),
  check: declares('No label or annotation says how it is monitored.'),
  remedy: {
    advice: 'Add the annotation by which the monitoring finds it.',
    risk: 'person',
    caution: null,
    edits: [],
  },
  limits: [
    'It may stand at the object or at what it makes: pods, claims.',
    'A ServiceMonitor or PodMonitor that selects it is not seen.',
    'Whether the monitoring works no manifest shows.',
  ],
  prove: declaredExamples(itself.deployment, itself.statefulSet, made.deployment),
});

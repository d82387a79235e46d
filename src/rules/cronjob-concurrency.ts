import type { JsonObject } from '../core/json.ts';
import type { Resource } from '../core/resource.ts';
import { defineRule } from './_define-rule.ts';
import { cronJob } from './_examples.ts';
import { cronJobs } from './_sources.ts';
import { schedule } from './_subjects.ts';

/** A CronJob with this policy. */
function having(concurrencyPolicy: string): Resource {
  const resource = cronJob();
  return { ...resource, spec: { ...(resource['spec'] as JsonObject), concurrencyPolicy } };
}

export const cronjobConcurrency = defineRule({
  id: 'cronjob-concurrency',
  code: 'KP099',
  title: 'CronJob may overlap with itself',
  why: 'When one run takes longer than the time between two, the next one starts beside it: both work on the same data, and slow each other down until nothing ends.',
  severity: 'low',
  category: 'operations',
  sources: [cronJobs('#concurrency-policy')],
  subject: schedule,
  check: [
    {
      id: 'alone',
      expression: "object.spec.?concurrencyPolicy.orValue('Allow') != 'Allow'",
      message: 'A run may start while the one before is still at work.',
    },
  ],
  remedy: {
    advice: 'Set `spec.concurrencyPolicy` to Forbid, or to Replace where the newest run matters most.',
    risk: 'medium',
    caution: 'With Forbid a run is left out while another one is still at work.',
    edits: [{ set: '/spec/concurrencyPolicy', to: 'Forbid' }],
  },
  limits: ['Whether a run ever takes longer than the schedule leaves is not known here.'],
  prove: {
    pass: [
      { because: 'the second one waits for its next turn', resource: having('Forbid') },
      { because: 'the second one takes over', resource: having('Replace') },
    ],
    fail: [
      { because: 'they may overlap', resource: having('Allow') },
      { because: 'that is the default', resource: cronJob() },
    ],
  },
});

import type { JsonObject } from '../core/json.ts';
import type { Resource } from '../core/resource.ts';
import { defineRule } from './_define-rule.ts';
import { cronJob } from './_examples.ts';
import { cronJobs } from './_sources.ts';
import { schedule } from './_subjects.ts';

/** A CronJob with this deadline, in seconds. */
function having(startingDeadlineSeconds: number): Resource {
  const resource = cronJob();
  return { ...resource, spec: { ...(resource['spec'] as JsonObject), startingDeadlineSeconds } };
}

export const cronjobDeadline = defineRule({
  id: 'cronjob-deadline',
  code: 'KP100',
  title: 'CronJob has no deadline for starting',
  why: 'After an outage it starts whatever it missed however late, and when it missed more than a hundred runs it never starts again, without a word.',
  severity: 'low',
  category: 'operations',
  sources: [cronJobs('#starting-deadline')],
  subject: schedule,
  check: [
    {
      id: 'stated',
      // The schedule is looked at every ten seconds.
      expression: 'has(object.spec.startingDeadlineSeconds) && object.spec.startingDeadlineSeconds >= 10',
      message:
        'The CronJob does not say how late a run may still start, or allows less than the ten seconds that it takes to look.',
    },
  ],
  remedy: {
    advice: 'Set `spec.startingDeadlineSeconds`, for example to 300.',
    risk: 'low',
    caution: 'A run that could not start within that time is left out.',
    edits: [{ set: '/spec/startingDeadlineSeconds', to: 300 }],
  },
  limits: ['Whether the deadline is shorter than the time between two runs is not worked out.'],
  prove: {
    pass: [
      { because: 'five minutes late is still in time', resource: having(300) },
      { because: 'ten seconds can be kept', resource: having(10) },
    ],
    fail: [
      { because: 'any delay is taken', resource: cronJob() },
      { because: 'nine seconds are too few', resource: having(9) },
    ],
  },
});

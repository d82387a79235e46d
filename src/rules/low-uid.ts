import { defineRule } from './_define-rule.ts';
import { container, cronJob, deployment, pod, secured, withEphemeral, withInit } from './_examples.ts';
import { nsa } from './_sources.ts';
import { workload } from './_subjects.ts';

const user = (runAsUser: number) => ({ securityContext: { runAsUser } });

export const lowUid = defineRule({
  id: 'low-uid',
  code: 'KP028',
  title: 'Container runs as a user that the node may know',
  why: 'User ids are the same inside and outside: a low one often belongs to an account of the node, whose files are then within reach of an escape.',
  severity: 'low',
  category: 'security',
  sources: [nsa('Non-root containers')],
  subject: workload,
  ask: {
    minUid: { type: 'number', prompt: 'From which user id on may containers run?', default: 1000 },
  },
  check: [
    {
      id: 'high-enough',
      expression:
        'variables.linuxContainers.all(c, c.?securityContext.?runAsUser.hasValue() ? c.securityContext.runAsUser >= variables.minUid : variables.podSpec.?securityContext.?runAsUser.orValue(0) >= variables.minUid)',
      message: 'The container runs as a low or unstated user id.',
    },
  ],
  remedy: {
    advice: 'Set `securityContext.runAsUser` to the numeric user that the image is made for, 1000 or above.',
    risk: 'person',
    caution: null,
    edits: [],
  },
  limits: ['Which user an image names is not looked up: an unstated id counts as low.'],
  prove: {
    pass: [
      { because: 'the lowest that is high enough', resource: secured({ runAsUser: 1000 }) },
      { because: 'the pod states it for all', resource: pod(user(10_001)) },
      {
        because: 'the organization may draw the line elsewhere',
        answers: { minUid: 500 },
        resource: secured({ runAsUser: 500 }),
      },
      { because: 'zero draws no line', answers: { minUid: 0 }, resource: pod() },
      { because: 'Windows has no such ids', resource: pod({ os: { name: 'windows' } }) },
    ],
    fail: [
      { because: 'it is left to the image', resource: pod() },
      { because: 'it may be left to the image nowhere', answers: { minUid: 1 }, resource: pod() },
      { because: 'Linux, said or not, has them', resource: pod({ os: { name: 'linux' } }) },
      { because: 'just below the line', resource: secured({ runAsUser: 999 }) },
      {
        because: 'the container goes below what the pod states',
        resource: pod({ ...user(2000), containers: [container(user(10))] }),
      },
      {
        because: 'one of two containers is enough',
        resource: pod({ containers: [container(user(2000)), container({ name: 'agent' })] }),
      },
      { because: 'init containers run code too', resource: withInit(user(2000), {}) },
      withEphemeral('debugging containers run code too', user(2000), {}),
      { because: 'a Deployment makes such pods', resource: deployment() },
      { because: 'a CronJob makes such pods', resource: cronJob() },
    ],
  },
});

import { defineRule } from './_define-rule.ts';
import { container, cronJob, deployment, pod, secured, withEphemeral, withInit } from './_examples.ts';
import { cis, nsa, podSecurity } from './_sources.ts';
import { workload } from './_subjects.ts';

export const privilegedContainer = defineRule({
  id: 'privileged-container',
  code: 'KP001',
  title: 'Container runs in privileged mode',
  why: 'A privileged container has every capability and sees the devices of its node: whoever takes it over owns the node and every pod on it.',
  severity: 'critical',
  category: 'security',
  sources: [podSecurity('Baseline'), cis('5.2.2'), nsa('Pod security enforcement')],
  level: 'baseline',
  subject: workload,
  check: [
    {
      id: 'privileged',
      expression: 'variables.containers.all(c, !c.?securityContext.?privileged.orValue(false))',
      message: 'The container is privileged: it can do on the node whatever root can.',
    },
  ],
  remedy: {
    advice: 'Set `securityContext.privileged` to false and add only the capabilities that the process needs.',
    risk: 'high',
    caution: 'Node agents (networking, storage, monitoring) may stop working without it.',
    edits: [{ set: '/{containers}/*/securityContext/privileged', to: false }],
  },
  limits: ['Windows pods say the same with hostProcess, which is a rule of its own.'],
  prove: {
    pass: [
      { because: 'it says nothing, and the default is unprivileged', resource: pod() },
      { because: 'it is turned off', resource: secured({ privileged: false }) },
      { because: 'other settings do not matter', resource: secured({ runAsUser: 0 }) },
    ],
    fail: [
      { because: 'it is turned on', resource: secured({ privileged: true }) },
      {
        because: 'init containers run code too',
        resource: withInit({}, { securityContext: { privileged: true } }),
      },
      withEphemeral('debugging containers run code too', {}, { securityContext: { privileged: true } }),
      {
        because: 'one of two containers is enough',
        resource: pod({
          containers: [container(), container({ name: 'agent', securityContext: { privileged: true } })],
        }),
      },
      {
        because: 'a Deployment makes such pods',
        resource: deployment({ containers: [container({ securityContext: { privileged: true } })] }),
      },
      {
        because: 'a CronJob makes such pods',
        resource: cronJob({ containers: [container({ securityContext: { privileged: true } })] }),
      },
    ],
  },
});

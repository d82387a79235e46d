import { defineRule } from './_define-rule.ts';
import { container, cronJob, deployment, pod, secured, withEphemeral, withInit } from './_examples.ts';
import { cis, podSecurity } from './_sources.ts';
import { workload } from './_subjects.ts';

const unconfined = { securityContext: { seccompProfile: { type: 'Unconfined' } } };

export const seccompUnconfined = defineRule({
  id: 'seccomp-unconfined',
  code: 'KP011',
  title: 'Seccomp is turned off',
  why: 'Seccomp keeps a container from system calls that it never needs and that most escapes have used.',
  severity: 'high',
  category: 'security',
  sources: [podSecurity('Baseline'), cis('5.6.2')],
  level: 'baseline',
  subject: workload,
  check: [
    {
      id: 'confined',
      expression:
        "variables.bearers.all(b, b.?securityContext.?seccompProfile.?type.orValue('RuntimeDefault') in ['RuntimeDefault', 'Localhost'])",
      message: 'The pod or container turns seccomp off.',
    },
  ],
  remedy: {
    advice: 'Set `seccompProfile.type` to RuntimeDefault, or to Localhost with a profile of your own.',
    risk: 'medium',
    caution: 'Programs that need unusual system calls, such as debuggers and some databases, may fail.',
    edits: [
      { set: '/securityContext/seccompProfile/type', to: 'RuntimeDefault' },
      { set: '/{containers}/*/securityContext/seccompProfile/type', to: 'RuntimeDefault' },
    ],
  },
  covers: ['seccomp-required'],
  limits: ['Saying nothing is not turning it off; `seccomp-required` asks for a profile.'],
  prove: {
    pass: [
      { because: 'it says nothing', resource: pod() },
      {
        because: 'the profile of the runtime',
        resource: secured({ seccompProfile: { type: 'RuntimeDefault' } }),
      },
      {
        because: 'a profile of the node',
        resource: secured({ seccompProfile: { type: 'Localhost', localhostProfile: 'profiles/audit.json' } }),
      },
    ],
    fail: [
      { because: 'the container turns it off', resource: pod({ containers: [container(unconfined)] }) },
      { because: 'the pod turns it off', resource: pod(unconfined) },
      {
        because: 'one of two containers is enough',
        resource: pod({ containers: [container(), container({ name: 'agent', ...unconfined })] }),
      },
      { because: 'init containers run code too', resource: withInit({}, unconfined) },
      withEphemeral('debugging containers run code too', {}, unconfined),
      { because: 'a Deployment makes such pods', resource: deployment(unconfined) },
      { because: 'a CronJob makes such pods', resource: cronJob(unconfined) },
    ],
  },
});

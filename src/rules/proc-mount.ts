import { defineRule } from './_define-rule.ts';
import { container, cronJob, deployment, pod, secured, withInit } from './_examples.ts';
import { podSecurity } from './_sources.ts';
import { workload } from './_subjects.ts';

const unmasked = { securityContext: { procMount: 'Unmasked' } };

export const procMount = defineRule({
  id: 'proc-mount',
  code: 'KP010',
  title: 'Container sees /proc without a mask',
  why: 'Runtimes hide parts of /proc that tell about the node or change its kernel; without the mask a container can reach them.',
  severity: 'medium',
  category: 'security',
  sources: [podSecurity('Baseline')],
  level: 'baseline',
  subject: workload,
  check: [
    {
      id: 'masked',
      expression:
        "variables.ownUsers ? true : variables.containers.all(c, c.?securityContext.?procMount.orValue('Default') == 'Default')",
      message: 'The container asks for /proc without the usual mask.',
    },
  ],
  remedy: {
    advice:
      'Remove `securityContext.procMount`; to nest containers, give the pod a user namespace with `hostUsers: false`.',
    risk: 'medium',
    caution: 'Containers that start containers of their own may fail.',
    edits: [{ set: '/{containers}/*/securityContext/procMount', to: 'Default' }],
  },
  covers: ['proc-mount-strict'],
  limits: ['What of /proc the runtime masks by itself is not known here.'],
  prove: {
    pass: [
      { because: 'it says nothing', resource: pod() },
      { because: 'it asks for the mask', resource: secured({ procMount: 'Default' }) },
      {
        because: 'in a user namespace it is harmless, says 1.35',
        minor: 35,
        resource: secured({ procMount: 'Unmasked' }, { hostUsers: false }),
      },
      {
        because: 'in a user namespace it is harmless, also later',
        resource: secured({ procMount: 'Unmasked' }, { hostUsers: false }),
      },
    ],
    fail: [
      { because: 'it asks for no mask', resource: secured({ procMount: 'Unmasked' }) },
      {
        because: 'the users of the node are not a namespace of its own',
        resource: secured({ procMount: 'Unmasked' }, { hostUsers: true }),
      },
      {
        because: 'before 1.35 a user namespace did not matter',
        minor: 34,
        resource: secured({ procMount: 'Unmasked' }, { hostUsers: false }),
      },
      {
        because: 'one of two containers is enough',
        resource: pod({ containers: [container(), container({ name: 'builder', ...unmasked })] }),
      },
      { because: 'init containers run code too', resource: withInit({}, unmasked) },
      {
        because: 'a Deployment makes such pods',
        resource: deployment({ containers: [container(unmasked)] }),
      },
      { because: 'a CronJob makes such pods', resource: cronJob({ containers: [container(unmasked)] }) },
    ],
  },
});

import { defineRule } from './_define-rule.ts';
import { container, cronJob, deployment, pod, secured } from './_examples.ts';
import { podSecurity } from './_sources.ts';
import { workload } from './_subjects.ts';

const unmasked = { securityContext: { procMount: 'Unmasked' } };
const namespaced = { hostUsers: false };

export const procMountStrict = defineRule({
  id: 'proc-mount-strict',
  code: 'KP021',
  title: 'Container sees /proc without a mask, even in a user namespace',
  why: 'A user namespace makes an unmasked /proc less dangerous, not useless to an attacker: kernel faults behind these files remain in reach.',
  severity: 'medium',
  category: 'security',
  sources: [podSecurity('Restricted')],
  level: 'restricted',
  subject: workload,
  check: [
    {
      id: 'masked',
      expression:
        "variables.containers.all(c, c.?securityContext.?procMount.orValue('Default') == 'Default')",
      message: 'The container asks for /proc without the usual mask.',
    },
  ],
  remedy: {
    advice: 'Remove `securityContext.procMount`.',
    risk: 'medium',
    caution: 'Containers that start containers of their own may fail.',
    edits: [{ set: '/{containers}/*/securityContext/procMount', to: 'Default' }],
  },
  limits: ['What of /proc the runtime masks by itself is not known here.'],
  prove: {
    pass: [
      { because: 'it says nothing', resource: pod() },
      { because: 'it asks for the mask', resource: secured({ procMount: 'Default' }) },
    ],
    fail: [
      { because: 'it asks for no mask', resource: secured({ procMount: 'Unmasked' }, namespaced) },
      {
        because: 'one of two containers is enough',
        resource: pod({
          ...namespaced,
          containers: [container(), container({ name: 'builder', ...unmasked })],
        }),
      },
      {
        because: 'init containers run code too',
        resource: pod({
          ...namespaced,
          initContainers: [container({ name: 'init', ...unmasked })],
        }),
      },
      {
        because: 'a Deployment makes such pods',
        resource: deployment({ ...namespaced, containers: [container(unmasked)] }),
      },
      {
        because: 'a CronJob makes such pods',
        resource: cronJob({ ...namespaced, containers: [container(unmasked)] }),
      },
    ],
  },
});

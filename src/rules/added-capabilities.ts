import { defineRule } from './_define-rule.ts';
import { cronJob, container, deployment, secured, pod, withEphemeral, withInit } from './_examples.ts';
import { cis, podSecurity } from './_sources.ts';
import { workload } from './_subjects.ts';

const ordinary = [
  'AUDIT_WRITE',
  'CHOWN',
  'DAC_OVERRIDE',
  'FOWNER',
  'FSETID',
  'KILL',
  'MKNOD',
  'NET_BIND_SERVICE',
  'SETFCAP',
  'SETGID',
  'SETPCAP',
  'SETUID',
  'SYS_CHROOT',
];
const extra = { securityContext: { capabilities: { add: ['NET_ADMIN'] } } };

export const addedCapabilities = defineRule({
  id: 'added-capabilities',
  code: 'KP008',
  title: 'Container adds capabilities beyond the ordinary set',
  why: 'Each capability is a part of what root may do; those beyond the set that runtimes grant anyway reach the network, the kernel or other processes of the node.',
  severity: 'high',
  category: 'security',
  sources: [podSecurity('Baseline'), cis('5.2.9')],
  level: 'baseline',
  subject: workload,
  check: [
    {
      id: 'ordinary-only',
      expression: `variables.containers.all(c, c.?securityContext.?capabilities.?add.orValue([]).all(k, k in [${ordinary.map((name) => `'${name}'`).join(', ')}]))`,
      message: 'The container adds a capability beyond those that containers have by default.',
    },
  ],
  remedy: {
    advice:
      'Remove it from `securityContext.capabilities.add`, or find what needs it and give that alone a pod of its own.',
    risk: 'person',
    caution: null,
    edits: [],
  },
  covers: ['capabilities-drop-all', 'drop-net-raw'],
  limits: ['Capabilities that come with `privileged: true` are not listed; that is a rule of its own.'],
  prove: {
    pass: [
      { because: 'it adds none', resource: pod() },
      { because: 'all of these are ordinary', resource: secured({ capabilities: { add: ordinary } }) },
      { because: 'dropping is always allowed', resource: secured({ capabilities: { drop: ['NET_ADMIN'] } }) },
    ],
    fail: [
      { because: 'one of them is not ordinary', resource: pod({ containers: [container(extra)] }) },
      {
        because: 'an ordinary one beside it does not help',
        resource: secured({ capabilities: { add: ['CHOWN', 'SYS_TIME'] } }),
      },
      { because: 'all is more than ordinary', resource: secured({ capabilities: { add: ['ALL'] } }) },
      {
        because: 'one of two containers is enough',
        resource: pod({ containers: [container(), container({ name: 'agent', ...extra })] }),
      },
      { because: 'init containers run code too', resource: withInit({}, extra) },
      withEphemeral('debugging containers run code too', {}, extra),
      { because: 'a Deployment makes such pods', resource: deployment({ containers: [container(extra)] }) },
      { because: 'a CronJob makes such pods', resource: cronJob({ containers: [container(extra)] }) },
    ],
  },
});

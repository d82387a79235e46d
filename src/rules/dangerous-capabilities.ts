import { defineRule } from './_define-rule.ts';
import { container, cronJob, deployment, pod, secured, withEphemeral, withInit } from './_examples.ts';
import { cis, nsa } from './_sources.ts';
import { workload } from './_subjects.ts';

const dangerous = [
  'ALL',
  'SYS_ADMIN',
  'NET_ADMIN',
  'SYS_PTRACE',
  'SYS_MODULE',
  'SYS_RAWIO',
  'SYS_BOOT',
  'BPF',
  'PERFMON',
  'DAC_READ_SEARCH',
  'MAC_ADMIN',
  'MAC_OVERRIDE',
];
const admin = { securityContext: { capabilities: { add: ['SYS_ADMIN'] } } };

export const dangerousCapabilities = defineRule({
  id: 'dangerous-capabilities',
  code: 'KP022',
  title: 'Container has a capability that is as good as the node',
  why: 'Some capabilities let a process load kernel modules, mount file systems or read any memory: with one of them, getting out of the container is easy.',
  severity: 'critical',
  category: 'security',
  sources: [cis('5.2.9'), nsa('Pod security enforcement')],
  subject: workload,
  check: [
    {
      id: 'none-dangerous',
      expression: `variables.containers.all(c, c.?securityContext.?capabilities.?add.orValue([]).all(k, !(k.upperAscii().replace('CAP_', '') in [${dangerous.map((name) => `'${name}'`).join(', ')}])))`,
      message: 'The container adds a capability with which it can take over the node.',
    },
  ],
  remedy: {
    advice:
      'Remove it from `securityContext.capabilities.add`; if a node agent cannot do without, give it a namespace and an exception of its own.',
    risk: 'person',
    caution: null,
    edits: [],
  },
  covers: ['added-capabilities', 'capabilities-drop-all', 'drop-net-raw'],
  limits: ['Capabilities that a container has without adding them are looked at by capabilities-drop-all.'],
  prove: {
    pass: [
      { because: 'it adds none', resource: pod() },
      { because: 'this one is ordinary', resource: secured({ capabilities: { add: ['CHOWN'] } }) },
      { because: 'dropping is always allowed', resource: secured({ capabilities: { drop: ['SYS_ADMIN'] } }) },
    ],
    fail: [
      {
        because: 'an ordinary one beside it does not help',
        resource: secured({ capabilities: { add: ['CHOWN', 'BPF'] } }),
      },
      {
        because: 'runtimes take small letters, too',
        resource: secured({ capabilities: { add: ['sys_admin'] } }),
      },
      {
        because: 'some runtimes take the name with its prefix',
        resource: secured({ capabilities: { add: ['CAP_SYS_ADMIN'] } }),
      },
      {
        because: 'one of two containers is enough',
        resource: pod({ containers: [container(), container({ name: 'agent', ...admin })] }),
      },
      { because: 'init containers run code too', resource: withInit({}, admin) },
      withEphemeral('debugging containers run code too', {}, admin),
      { because: 'a Deployment makes such pods', resource: deployment({ containers: [container(admin)] }) },
      { because: 'a CronJob makes such pods', resource: cronJob({ containers: [container(admin)] }) },
      ...dangerous.map((name) => ({
        because: `${name} is dangerous`,
        resource: secured({ capabilities: { add: [name] } }),
      })),
    ],
  },
});

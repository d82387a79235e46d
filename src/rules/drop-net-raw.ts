import { defineRule } from './_define-rule.ts';
import { container, cronJob, deployment, pod, secured, withEphemeral, withInit } from './_examples.ts';
import { cis } from './_sources.ts';
import { workload } from './_subjects.ts';

const dropped = { securityContext: { capabilities: { drop: ['NET_RAW'] } } };

export const dropNetRaw = defineRule({
  id: 'drop-net-raw',
  code: 'KP023',
  title: 'Container may send raw packets',
  why: 'With NET_RAW, which runtimes grant by default, a container can forge packets on the network of its node: answer for other pods, or for the name server.',
  severity: 'medium',
  category: 'security',
  sources: [cis('5.2.8')],
  subject: workload,
  check: [
    {
      id: 'dropped',
      expression:
        "variables.linuxContainers.all(c, c.?securityContext.?capabilities.?drop.orValue([]).exists(k, k in ['ALL', 'NET_RAW']) && c.?securityContext.?capabilities.?add.orValue([]).all(k, k != 'NET_RAW'))",
      message: 'The container keeps the capability NET_RAW.',
    },
  ],
  remedy: {
    advice: 'Add NET_RAW, or better ALL, to `securityContext.capabilities.drop`.',
    risk: 'person',
    caution: 'Tools that send raw packets, such as some versions of ping, stop working.',
    edits: [],
  },
  limits: ['Networks that keep forged packets from other pods by themselves are not known here.'],
  prove: {
    pass: [
      { because: 'it is dropped', resource: pod({ containers: [container(dropped)] }) },
      { because: 'all are dropped', resource: secured({ capabilities: { drop: ['ALL'] } }) },
      {
        because: 'another one dropped first does not matter',
        resource: secured({ capabilities: { drop: ['CHOWN', 'NET_RAW'] } }),
      },
      {
        because: 'another one may be added',
        resource: secured({ capabilities: { drop: ['ALL'], add: ['NET_BIND_SERVICE'] } }),
      },
      { because: 'Windows has no capabilities', resource: pod({ os: { name: 'windows' } }) },
    ],
    fail: [
      { because: 'saying nothing keeps it', resource: pod() },
      { because: 'Linux, said or not, has it', resource: pod({ os: { name: 'linux' } }) },
      { because: 'dropping another keeps it', resource: secured({ capabilities: { drop: ['CHOWN'] } }) },
      {
        because: 'it is added back',
        resource: secured({ capabilities: { drop: ['ALL'], add: ['NET_RAW'] } }),
      },
      {
        because: 'one of two containers is enough',
        resource: pod({ containers: [container(dropped), container({ name: 'agent' })] }),
      },
      { because: 'init containers run code too', resource: withInit(dropped, {}) },
      withEphemeral('debugging containers run code too', dropped, {}),
      { because: 'a Deployment makes such pods', resource: deployment() },
      { because: 'a CronJob makes such pods', resource: cronJob() },
    ],
  },
});

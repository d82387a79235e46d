import { defineRule } from './_define-rule.ts';
import { container, cronJob, deployment, pod, secured, withEphemeral, withInit } from './_examples.ts';
import { cis, nsa, podSecurity } from './_sources.ts';
import { workload } from './_subjects.ts';

const dropped = { securityContext: { capabilities: { drop: ['ALL'] } } };

export const capabilitiesDropAll = defineRule({
  id: 'capabilities-drop-all',
  code: 'KP020',
  title: 'Container keeps capabilities that it was given by default',
  why: 'Runtimes grant a dozen parts of the rights of root that hardly any service uses; each is a tool for whoever breaks in.',
  severity: 'medium',
  category: 'security',
  sources: [podSecurity('Restricted'), cis('5.2.9'), nsa('Pod security enforcement')],
  level: 'restricted',
  subject: workload,
  check: [
    {
      id: 'drop-all',
      expression:
        "variables.linuxContainers.all(c, 'ALL' in c.?securityContext.?capabilities.?drop.orValue([]))",
      message: 'The container does not drop all capabilities.',
    },
    {
      id: 'add-none',
      expression:
        "variables.linuxContainers.all(c, c.?securityContext.?capabilities.?add.orValue([]).all(k, k == 'NET_BIND_SERVICE'))",
      message: 'The container adds a capability other than NET_BIND_SERVICE.',
    },
  ],
  remedy: {
    advice: 'Set `securityContext.capabilities.drop` to ["ALL"] and add at most NET_BIND_SERVICE.',
    risk: 'medium',
    caution:
      'Programs that change file owners, switch users, send raw packets or bind ports below 1024 may fail.',
    edits: [
      { set: '/{containers}/*/securityContext/capabilities/drop', to: ['ALL'] },
      { remove: '/{containers}/*/securityContext/capabilities/add' },
    ],
  },
  covers: ['drop-net-raw'],
  limits: ['Windows has no capabilities: pods that state `os.name: windows` are left out.'],
  prove: {
    pass: [
      { because: 'all are dropped', resource: pod({ containers: [container(dropped)] }) },
      {
        because: 'a low port may be bound',
        resource: secured({ capabilities: { drop: ['ALL'], add: ['NET_BIND_SERVICE'] } }),
      },
      { because: 'every container drops all', resource: withInit(dropped, dropped) },
      { because: 'Windows has no capabilities', resource: pod({ os: { name: 'windows' } }) },
      {
        because: 'naming more beside ALL changes nothing',
        resource: secured({ capabilities: { drop: ['NET_RAW', 'ALL'] } }),
      },
    ],
    fail: [
      { because: 'saying nothing keeps the default ones', resource: pod() },
      { because: 'Linux, said or not, has them', resource: pod({ os: { name: 'linux' } }) },
      {
        because: 'dropping one keeps the others',
        resource: secured({ capabilities: { drop: ['NET_RAW'] } }),
      },
      {
        because: 'one is added back',
        resource: secured({ capabilities: { drop: ['ALL'], add: ['CHOWN'] } }),
      },
      {
        because: 'one beside the allowed one is added back',
        resource: secured({ capabilities: { drop: ['ALL'], add: ['NET_BIND_SERVICE', 'CHOWN'] } }),
      },
      {
        because: 'one of two containers is enough',
        resource: pod({ containers: [container(dropped), container({ name: 'agent' })] }),
      },
      {
        because: 'one of two containers adds one back',
        resource: pod({
          containers: [
            container(dropped),
            container({
              name: 'agent',
              securityContext: { capabilities: { drop: ['ALL'], add: ['CHOWN'] } },
            }),
          ],
        }),
      },
      { because: 'init containers run code too', resource: withInit(dropped, {}) },
      withEphemeral('debugging containers run code too', dropped, {}),
      { because: 'a Deployment makes such pods', resource: deployment() },
      { because: 'a CronJob makes such pods', resource: cronJob() },
    ],
  },
});

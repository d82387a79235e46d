import { defineRule } from './_define-rule.ts';
import { cronJob, deployment, pod } from './_examples.ts';
import { cis, nsa, podSecurity } from './_sources.ts';
import { workload } from './_subjects.ts';

export const hostIpc = defineRule({
  id: 'host-ipc',
  code: 'KP003',
  title: 'Pod shares the memory segments of its node',
  why: 'Processes that talk through shared memory trust whoever can open it: a pod on the IPC namespace of its node can read and change what they exchange.',
  severity: 'high',
  category: 'security',
  sources: [podSecurity('Baseline'), cis('5.2.4'), nsa('Pod security enforcement')],
  level: 'baseline',
  subject: workload,
  check: [
    {
      id: 'host-ipc',
      expression: '!variables.podSpec.?hostIPC.orValue(false)',
      message: 'The pod shares the inter-process communication of its node.',
    },
  ],
  remedy: {
    advice: 'Remove `hostIPC`; containers that must share memory belong in one pod.',
    risk: 'high',
    caution: 'Programs that exchange data with a process of the node lose the connection.',
    edits: [{ remove: '/hostIPC' }],
  },
  limits: ['Memory that the containers of one pod share is let through.'],
  prove: {
    pass: [
      { because: 'it says nothing, and the default is a namespace of its own', resource: pod() },
      { because: 'it is turned off', resource: pod({ hostIPC: false }) },
    ],
    fail: [
      { because: 'it is turned on', resource: pod({ hostIPC: true }) },
      { because: 'a Deployment makes such pods', resource: deployment({ hostIPC: true }) },
      { because: 'a CronJob makes such pods', resource: cronJob({ hostIPC: true }) },
    ],
  },
});

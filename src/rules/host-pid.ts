import { defineRule } from './_define-rule.ts';
import { cronJob, deployment, pod } from './_examples.ts';
import { cis, nsa, podSecurity } from './_sources.ts';
import { workload } from './_subjects.ts';

export const hostPid = defineRule({
  id: 'host-pid',
  code: 'KP002',
  title: 'Pod sees the processes of its node',
  why: 'With the process table of the node a container can read the environment and files of every other process there, secrets included, and with a little privilege stop them.',
  severity: 'high',
  category: 'security',
  sources: [podSecurity('Baseline'), cis('5.2.3'), nsa('Pod security enforcement')],
  level: 'baseline',
  subject: workload,
  check: [
    {
      id: 'host-pid',
      expression: '!variables.podSpec.?hostPID.orValue(false)',
      message: 'The pod shares the process table of its node.',
    },
  ],
  remedy: {
    advice: 'Remove `hostPID`; to debug a node, use `kubectl debug node/NAME` for as long as it takes.',
    risk: 'high',
    caution: 'Monitoring and security agents that watch processes of the node stop seeing them.',
    edits: [{ remove: '/hostPID' }],
  },
  limits: [
    "Containers of one pod that see each other's processes (`shareProcessNamespace`) are let through.",
  ],
  prove: {
    pass: [
      { because: 'it says nothing, and the default is a table of its own', resource: pod() },
      { because: 'it is turned off', resource: pod({ hostPID: false }) },
    ],
    fail: [
      { because: 'it is turned on', resource: pod({ hostPID: true }) },
      { because: 'a Deployment makes such pods', resource: deployment({ hostPID: true }) },
      { because: 'a CronJob makes such pods', resource: cronJob({ hostPID: true }) },
    ],
  },
});

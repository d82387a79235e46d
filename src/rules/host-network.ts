import { defineRule } from './_define-rule.ts';
import { cronJob, deployment, pod } from './_examples.ts';
import { cis, nsa, podSecurity } from './_sources.ts';
import { workload } from './_subjects.ts';

export const hostNetwork = defineRule({
  id: 'host-network',
  code: 'KP004',
  title: 'Pod shares the network of its node',
  why: 'A pod on the network of its node reaches services that listen on loopback only, may read the traffic of other pods, and no network policy holds it.',
  severity: 'high',
  category: 'security',
  sources: [podSecurity('Baseline'), cis('5.2.5'), nsa('Pod security enforcement')],
  level: 'baseline',
  subject: workload,
  check: [
    {
      id: 'host-network',
      expression: '!variables.podSpec.?hostNetwork.orValue(false)',
      message: 'The pod uses the network of its node.',
    },
  ],
  remedy: {
    advice: 'Remove `hostNetwork`; publish what others need through a Service.',
    risk: 'high',
    caution:
      'Node agents and ingress controllers that listen on the addresses of the node stop working without it.',
    edits: [{ remove: '/hostNetwork' }],
  },
  covers: ['host-port'],
  limits: ['Single ports of the node that a pod takes are found by host-port.'],
  prove: {
    pass: [
      { because: 'it says nothing, and the default is a network of its own', resource: pod() },
      { because: 'it is turned off', resource: pod({ hostNetwork: false }) },
    ],
    fail: [
      { because: 'it is turned on', resource: pod({ hostNetwork: true }) },
      { because: 'a Deployment makes such pods', resource: deployment({ hostNetwork: true }) },
      { because: 'a CronJob makes such pods', resource: cronJob({ hostNetwork: true }) },
    ],
  },
});

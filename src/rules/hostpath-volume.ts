import { defineRule } from './_define-rule.ts';
import { cronJob, deployment, pod } from './_examples.ts';
import { cis, nsa, podSecurity } from './_sources.ts';
import { workload } from './_subjects.ts';

const host = { name: 'host', hostPath: { path: '/srv/data' } };
const scratch = { name: 'scratch', emptyDir: {} };

export const hostpathVolume = defineRule({
  id: 'hostpath-volume',
  code: 'KP006',
  title: 'Pod mounts a folder of its node',
  why: 'The file system of the node holds the credentials of the kubelet and the files of every other pod; what is written there outlives the pod and is bound to one node.',
  severity: 'high',
  category: 'security',
  sources: [podSecurity('Baseline'), cis('5.2.11'), nsa('Pod security enforcement')],
  level: 'baseline',
  subject: workload,
  check: [
    {
      id: 'no-host-path',
      expression: 'variables.podSpec.?volumes.orValue([]).all(v, !has(v.hostPath))',
      message: 'The pod mounts a folder of its node.',
    },
  ],
  remedy: {
    advice:
      'Take a PersistentVolumeClaim for data that lasts, an emptyDir for scratch files, a ConfigMap or Secret for configuration.',
    risk: 'person',
    caution: null,
    edits: [],
  },
  covers: ['restricted-volume-types'],
  limits: [
    'Which folder it is decides how bad it is: `sensitive-host-path` and `container-runtime-socket` look at that.',
  ],
  prove: {
    pass: [
      { because: 'it has no volumes', resource: pod() },
      { because: 'a scratch folder is not of the node', resource: pod({ volumes: [scratch] }) },
    ],
    fail: [
      { because: 'it mounts a folder of the node', resource: pod({ volumes: [host] }) },
      { because: 'one of two volumes is enough', resource: pod({ volumes: [scratch, host] }) },
      { because: 'a Deployment makes such pods', resource: deployment({ volumes: [host] }) },
      { because: 'a CronJob makes such pods', resource: cronJob({ volumes: [host] }) },
    ],
  },
});

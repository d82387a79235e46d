import { defineRule } from './_define-rule.ts';
import { cronJob, deployment, pod } from './_examples.ts';
import { holdingOrBelow } from './_host-paths.ts';
import { cis } from './_sources.ts';
import { workload } from './_subjects.ts';

const paths = [
  '/boot',
  '/dev',
  '/etc',
  '/proc',
  '/root',
  '/sys',
  '/usr',
  '/var/lib/kubelet',
  '/var/lib/docker',
  '/var/lib/containerd',
  '/var/lib/containers',
  '/var/lib/rancher',
  '/var/lib/etcd',
];
const host = (path: string) => ({ volumes: [{ name: 'host', hostPath: { path } }] });

export const sensitiveHostPath = defineRule({
  id: 'sensitive-host-path',
  code: 'KP026',
  title: 'Pod mounts a folder that the node runs on',
  why: 'These folders hold the programs, credentials and devices of the node: reading them gives away secrets of other pods, writing to them changes the node.',
  severity: 'high',
  category: 'security',
  sources: [cis('5.2.11')],
  subject: workload,
  check: [
    {
      id: 'not-sensitive',
      expression: `variables.podSpec.?volumes.orValue([]).filter(v, has(v.hostPath) && v.hostPath.path.matches('${holdingOrBelow(paths)}')).size() == 0`,
      message: 'The volume is a folder that the node itself depends on, or holds one.',
    },
  ],
  remedy: {
    advice: 'Mount only the file or folder that is needed, read-only, from a place made for it.',
    risk: 'person',
    caution: null,
    edits: [],
  },
  covers: ['hostpath-volume', 'restricted-volume-types'],
  limits: ['Links that lead to such a folder from another one are not recognised.'],
  prove: {
    pass: [
      { because: 'it has no volumes', resource: pod() },
      {
        because: 'a scratch folder is not of the node',
        resource: pod({ volumes: [{ name: 'scratch', emptyDir: {} }] }),
      },
      { because: 'a folder made for data', resource: pod(host('/srv/data')) },
      { because: 'a name that only begins alike', resource: pod(host('/etcetera')) },
      { because: 'a folder of the same name elsewhere', resource: pod(host('/srv/etc/shop')) },
      { because: 'a hidden folder is another one', resource: pod(host('/.etc')) },
      { because: 'another folder beside them', resource: pod(host('/var/lib/shop')) },
    ],
    fail: [
      { because: 'so is what lies below', resource: pod(host('/etc/kubernetes/pki')) },
      { because: 'the whole node', resource: pod(host('/')) },
      { because: 'the folder that holds them', resource: pod(host('/var')) },
      { because: 'the folder that holds them, with a slash', resource: pod(host('/var/lib/')) },
      { because: 'further slashes change nothing', resource: pod(host('//var//lib/kubelet/pods')) },
      { because: 'a dot is the folder itself', resource: pod(host('/./etc')) },
      {
        because: 'one of two volumes is enough',
        resource: pod({
          volumes: [
            { name: 'scratch', emptyDir: {} },
            { name: 'host', hostPath: { path: '/dev' } },
          ],
        }),
      },
      { because: 'a Deployment makes such pods', resource: deployment(host('/etc')) },
      { because: 'a CronJob makes such pods', resource: cronJob(host('/etc')) },
      ...paths.map((path) => ({ because: `${path} is sensitive`, resource: pod(host(path)) })),
    ],
  },
});

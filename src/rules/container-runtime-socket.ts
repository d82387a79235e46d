import { defineRule } from './_define-rule.ts';
import { cronJob, deployment, pod } from './_examples.ts';
import { holding } from './_host-paths.ts';
import { kubernetesDocs } from './_sources.ts';
import { workload } from './_subjects.ts';

const sockets = [
  '/var/run/docker.sock',
  '/run/docker.sock',
  '/run/containerd/containerd.sock',
  '/var/run/containerd/containerd.sock',
  '/run/crio/crio.sock',
  '/var/run/crio/crio.sock',
  '/run/cri-dockerd.sock',
  '/var/run/cri-dockerd.sock',
  '/run/k3s/containerd/containerd.sock',
  '/var/run/k3s/containerd/containerd.sock',
];
const host = (path: string) => ({ volumes: [{ name: 'host', hostPath: { path } }] });

export const containerRuntimeSocket = defineRule({
  id: 'container-runtime-socket',
  code: 'KP025',
  title: 'Pod mounts the socket of the container runtime',
  why: 'Whoever can talk to the runtime can start a privileged container on the node: the socket is root on the node, without a log entry in Kubernetes.',
  severity: 'critical',
  category: 'security',
  sources: [kubernetesDocs('hostPath volumes', 'concepts/storage/volumes/#hostpath')],
  subject: workload,
  check: [
    {
      id: 'no-socket',
      expression: `variables.podSpec.?volumes.orValue([]).filter(v, has(v.hostPath) && v.hostPath.path.matches('${holding(sockets)}')).size() == 0`,
      message: 'The volume holds the socket of the container runtime.',
    },
  ],
  remedy: {
    advice:
      'Build images with a tool that needs no runtime (rootless BuildKit, Buildah); read container facts from the kubelet or the API server.',
    risk: 'person',
    caution: null,
    edits: [],
  },
  covers: ['sensitive-host-path', 'hostpath-volume', 'restricted-volume-types'],
  limits: ['Sockets at other places, and links that lead to them, are not recognised.'],
  prove: {
    pass: [
      { because: 'it has no volumes', resource: pod() },
      {
        because: 'a scratch folder is not of the node',
        resource: pod({ volumes: [{ name: 'scratch', emptyDir: {} }] }),
      },
      { because: 'another folder of the node', resource: pod(host('/srv/data')) },
      { because: 'a name that only begins alike', resource: pod(host('/var/run/docker.sock.d')) },
      { because: 'a folder whose name a folder of the socket begins with', resource: pod(host('/var/ru')) },
      { because: 'a folder of the same name elsewhere', resource: pod(host('/containerd')) },
      { because: 'a folder below the socket of another name', resource: pod(host('/run/docker')) },
      { because: 'a hidden folder is another one', resource: pod(host('/.run')) },
      { because: 'a dot is no other letter', resource: pod(host('/run/docker-sock')) },
    ],
    fail: [
      { because: 'the folder holds the socket', resource: pod(host('/var/run')) },
      {
        because: 'the folder, written with a slash, holds the socket',
        resource: pod(host('/run/containerd/')),
      },
      { because: 'the whole node holds the socket', resource: pod(host('/')) },
      { because: 'further slashes change nothing', resource: pod(host('//var//run/docker.sock')) },
      { because: 'a dot is the folder itself', resource: pod(host('/./run/././docker.sock/.')) },
      {
        because: 'one of two volumes is enough',
        resource: pod({
          volumes: [
            { name: 'scratch', emptyDir: {} },
            { name: 'host', hostPath: { path: '/run/docker.sock' } },
          ],
        }),
      },
      { because: 'a Deployment makes such pods', resource: deployment(host('/var/run/docker.sock')) },
      { because: 'a CronJob makes such pods', resource: cronJob(host('/var/run/docker.sock')) },
      ...sockets.map((path) => ({ because: `${path} is such a socket`, resource: pod(host(path)) })),
    ],
  },
});

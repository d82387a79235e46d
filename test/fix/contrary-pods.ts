import type { JsonObject } from '../../src/core/json.ts';

const app = { name: 'app', image: 'registry.example/app:1' };
const security = (securityContext: JsonObject, more: JsonObject = {}): JsonObject => ({
  containers: [{ ...app, securityContext, ...more }],
});

/** Specs of pods that an API server takes, and would not take any more after a repair that looks at one field alone. */
export const contraryPods: readonly JsonObject[] = [
  security({ privileged: true }),
  security({ privileged: true, allowPrivilegeEscalation: true, capabilities: { add: ['SYS_ADMIN'] } }),
  security({ allowPrivilegeEscalation: true, capabilities: { add: ['CAP_SYS_ADMIN'] } }),
  {
    volumes: [{ name: 'v', hostPath: { path: '/v' } }],
    ...security(
      { privileged: true },
      { volumeMounts: [{ name: 'v', mountPath: '/v', mountPropagation: 'Bidirectional' }] },
    ),
  },
  {
    hostNetwork: true,
    securityContext: { windowsOptions: { hostProcess: true, runAsUserName: 'a' }, runAsNonRoot: false },
    containers: [app],
    os: { name: 'windows' },
  },
  { os: { name: 'windows' }, containers: [app], initContainers: [{ ...app, name: 'first' }] },
  { hostNetwork: true, containers: [{ ...app, ports: [{ containerPort: 80, hostPort: 80 }] }] },
  {
    hostUsers: false,
    ...security({ procMount: 'Unmasked', seccompProfile: { type: 'Unconfined' } }),
  },
  {
    containers: [
      { ...app, resources: { requests: { memory: '1Gi', cpu: '2' }, limits: { memory: '2Gi', cpu: '2' } } },
      {
        ...app,
        name: 'huge',
        resources: { requests: { memory: '1Gi' }, limits: { memory: '2Gi', 'hugepages-2Mi': '4Mi' } },
      },
    ],
  },
  {
    containers: [
      { ...app, resources: { requests: { memory: '1Gi' }, limits: { memory: '2Gi', 'a.example/gpu': '1' } } },
    ],
  },
  {
    resources: { requests: { memory: '1Gi' }, limits: { memory: '1536Mi' } },
    containers: [
      { ...app, resources: { requests: { memory: '512Mi' }, limits: { memory: '1Gi' } } },
      { ...app, name: 'second', resources: { requests: { memory: '512Mi' }, limits: { memory: '1Gi' } } },
    ],
  },
  {
    resources: {
      requests: { memory: '1Gi', 'hugepages-2Mi': '4Mi' },
      limits: { memory: '2Gi', 'hugepages-2Mi': '4Mi' },
    },
    containers: [app],
  },
];

import { defineRule } from './_define-rule.ts';
import { container, cronJob, deployment, pod, withInit } from './_examples.ts';
import { podSecurity } from './_sources.ts';
import { workload } from './_subjects.ts';

const http = { httpGet: { path: '/healthz', port: 8080 } };
const elsewhere = { httpGet: { path: '/', port: 80, host: '169.254.169.254' } };
const socket = { tcpSocket: { port: 80, host: '10.0.0.1' } };

export const probeLifecycleHost = defineRule({
  id: 'probe-lifecycle-host',
  code: 'KP014',
  title: 'Probe or hook reaches another host',
  why: 'Probes and hooks are sent by the kubelet, from the network of the node: a free choice of host lets a pod knock where it cannot go itself.',
  severity: 'medium',
  category: 'security',
  sources: [podSecurity('Baseline')],
  level: 'baseline',
  subject: workload,
  check: [
    {
      id: 'own-host',
      expression:
        "variables.minor < 34 || variables.containers.all(c, [c.?livenessProbe, c.?readinessProbe, c.?startupProbe, c.?lifecycle.?postStart, c.?lifecycle.?preStop].all(h, h.?httpGet.?host.orValue('') == '' && h.?tcpSocket.?host.orValue('') == ''))",
      message: 'A probe or lifecycle hook names a host.',
    },
  ],
  remedy: {
    advice: 'Remove `host`: the pod itself is probed then.',
    risk: 'low',
    caution: 'A probe that watched something else watches the container from then on.',
    edits: [
      'livenessProbe',
      'readinessProbe',
      'startupProbe',
      'lifecycle/postStart',
      'lifecycle/preStop',
    ].flatMap((field) => [
      { remove: `/{containers}/*/${field}/httpGet/host` as const },
      { remove: `/{containers}/*/${field}/tcpSocket/host` as const },
    ]),
  },
  limits: ['Kubernetes before 1.34 does not ask for it.'],
  prove: {
    pass: [
      { because: 'it has no probes', resource: pod() },
      {
        because: 'a probe without a host probes the pod',
        resource: pod({ containers: [container({ livenessProbe: http })] }),
      },
      {
        because: 'an empty host is none',
        resource: pod({
          containers: [container({ livenessProbe: { httpGet: { path: '/', port: 80, host: '' } } })],
        }),
      },
      {
        because: 'before 1.34 nobody asked',
        minor: 33,
        resource: pod({ containers: [container({ livenessProbe: elsewhere })] }),
      },
    ],
    fail: [
      {
        because: 'the liveness probe reaches the metadata service',
        resource: pod({ containers: [container({ livenessProbe: elsewhere })] }),
      },
      {
        because: '1.34 asks for it',
        minor: 34,
        resource: pod({ containers: [container({ livenessProbe: elsewhere })] }),
      },
      {
        because: 'the readiness probe does',
        resource: pod({ containers: [container({ readinessProbe: socket })] }),
      },
      {
        because: 'the startup probe does',
        resource: pod({ containers: [container({ startupProbe: elsewhere })] }),
      },
      {
        because: 'the hook after the start does',
        resource: pod({ containers: [container({ lifecycle: { postStart: elsewhere } })] }),
      },
      {
        because: 'the hook before the stop does',
        resource: pod({ containers: [container({ lifecycle: { preStop: elsewhere } })] }),
      },
      {
        because: 'one of two probes is enough',
        resource: pod({ containers: [container({ livenessProbe: http, readinessProbe: elsewhere })] }),
      },
      {
        because: 'init containers have hooks when they are sidecars',
        resource: withInit({}, { restartPolicy: 'Always', livenessProbe: elsewhere }),
      },
      {
        because: 'a Deployment makes such pods',
        resource: deployment({ containers: [container({ livenessProbe: elsewhere })] }),
      },
      {
        because: 'a CronJob makes such pods',
        resource: cronJob({ containers: [container({ livenessProbe: elsewhere })] }),
      },
    ],
  },
});

import type { JsonObject } from '../core/json.ts';
import type { Resource } from '../core/resource.ts';
import { defineRule } from './_define-rule.ts';
import { container, deployment } from './_examples.ts';
import { probes } from './_sources.ts';
import { longRunning } from './_subjects.ts';

const http = { httpGet: { path: '/health', port: 8080 } };

/** A Deployment of one container with these two probes. */
function probed(livenessProbe: JsonObject, readinessProbe: JsonObject): Resource {
  return deployment({ containers: [container({ livenessProbe, readinessProbe })] });
}

// What is asked, and after how long it is acted on, with the API server's defaults.
const same = [
  ...['httpGet', 'tcpSocket', 'exec', 'grpc'].map(
    (how) => `c.livenessProbe.?${how} == c.readinessProbe.?${how}`,
  ),
  ...[
    ['failureThreshold', '3'],
    ['periodSeconds', '10'],
  ].map(
    ([field, unset]) =>
      `c.livenessProbe.?${field}.orValue(${unset}) == c.readinessProbe.?${field}.orValue(${unset})`,
  ),
].join(' && ');

export const identicalProbes = defineRule({
  id: 'identical-probes',
  code: 'KP090',
  title: 'Liveness and readiness probe are the same',
  why: 'A pod that is only too busy to answer is then killed at the moment when it should be left alone to catch up; the others get its load and follow.',
  severity: 'medium',
  category: 'operations',
  sources: [probes],
  subject: longRunning,
  check: [
    {
      id: 'differ',
      // Compared with itself where both are the same, so that the place is the one probe.
      expression: `variables.mains.all(c, has(c.livenessProbe) && has(c.readinessProbe) ? c.livenessProbe != (${same} ? c.livenessProbe : null) : true)`,
      message: 'The container is restarted for the same reason, and as soon, as it is taken out of traffic.',
    },
  ],
  remedy: {
    advice:
      'Let the liveness probe ask for less than the readiness probe, or give it a higher `failureThreshold`.',
    risk: 'person',
    caution: null,
    edits: [],
  },
  limits: ['Two paths that do the same inside the program look different from outside.'],
  prove: {
    pass: [
      { because: 'each asks its own', resource: probed({ httpGet: { path: '/alive', port: 8080 } }, http) },
      { because: 'a restart comes later', resource: probed({ ...http, failureThreshold: 10 }, http) },
      { because: 'it is asked more seldom', resource: probed({ ...http, periodSeconds: 60 }, http) },
      {
        because: 'two sockets are two questions',
        resource: probed({ tcpSocket: { port: 8080 } }, { tcpSocket: { port: 9090 } }),
      },
      {
        because: 'two commands are two questions',
        resource: probed({ exec: { command: ['alive'] } }, { exec: { command: ['ready'] } }),
      },
      {
        because: 'two services are two questions',
        resource: probed(
          { grpc: { port: 9000, service: 'alive' } },
          { grpc: { port: 9000, service: 'ready' } },
        ),
      },
      {
        because: 'there is only one',
        resource: deployment({ containers: [container({ livenessProbe: http })] }),
      },
      {
        because: 'or the other',
        resource: deployment({ containers: [container({ readinessProbe: http })] }),
      },
      { because: 'there is none', resource: deployment() },
    ],
    fail: [
      { because: 'they are the same', resource: probed(http, http) },
      {
        because: 'what is the default changes nothing',
        resource: probed({ ...http, failureThreshold: 3, periodSeconds: 10 }, http),
      },
      {
        because: 'a later start changes nothing once both are at work',
        resource: probed({ ...http, initialDelaySeconds: 30 }, http),
      },
      {
        because: 'one of two containers is enough',
        resource: deployment({
          containers: [
            container({ readinessProbe: http }),
            container({ name: 'proxy', livenessProbe: http, readinessProbe: http }),
          ],
        }),
      },
      {
        because: 'a sidecar is probed, too',
        resource: deployment({
          initContainers: [
            container({ name: 'proxy', restartPolicy: 'Always', livenessProbe: http, readinessProbe: http }),
          ],
        }),
      },
    ],
  },
});

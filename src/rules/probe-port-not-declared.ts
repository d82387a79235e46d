import type { JsonObject } from '../core/json.ts';
import type { Resource } from '../core/resource.ts';
import { defineRule } from './_define-rule.ts';
import { container, deployment } from './_examples.ts';
import { probes } from './_sources.ts';
import { longRunning } from './_subjects.ts';

const ports = [{ name: 'http', containerPort: 8080 }];

/** A Deployment of one container with these ports and probes. */
function probed(fields: JsonObject): Resource {
  return deployment({ containers: [container({ ports, ...fields })] });
}

/** CEL that holds for `n`, the ports of every probe of every container, where `how` it may ask. */
function everyPort(how: readonly string[], condition: string): string {
  const probe = '[c.?livenessProbe, c.?readinessProbe, c.?startupProbe]';
  const port = how.map((name) => `p.?${name}.?port`).join(', ');
  return `variables.mains.all(c, ${probe}.all(p, [${port}].all(n, ${condition})))`;
}

export const probePortNotDeclared = defineRule({
  id: 'probe-port-not-declared',
  code: 'KP091',
  title: 'Probe asks at a port that the container does not declare',
  why: 'Somebody changed one of two places: the probe fails forever, and the pod is restarted or never gets traffic.',
  severity: 'medium',
  category: 'operations',
  sources: [probes],
  subject: longRunning,
  check: [
    {
      id: 'named',
      expression: everyPort(
        ['httpGet', 'tcpSocket'],
        'type(n.orValue(null)) == string ? c.?ports.orValue([]).exists(q, q.?name == n) : true',
      ),
      message: 'A probe names a port that the container does not have, so it can never succeed.',
    },
    {
      id: 'numbered',
      // The last branch is the place: the ports among which it is not.
      expression: everyPort(
        ['httpGet', 'tcpSocket', 'grpc'],
        'type(n.orValue(null)) != int || variables.mains.exists(d, d.?ports.orValue([]).exists(q, optional.of(q.containerPort) == n)) ? true : size(c.?ports.orValue([])) == 0',
      ),
      message: 'A probe asks at a port that no container of the pod declares.',
    },
  ],
  remedy: {
    advice: 'Give the port a name in `ports`, and use the name in the probe.',
    risk: 'person',
    caution: null,
    edits: [],
  },
  limits: [
    'A container that declares no ports at all may be asked at any number: declaring them is not required.',
    'A probe with a `host` of its own is judged like any other.',
    'Whether the program listens at the port is not known here.',
  ],
  prove: {
    pass: [
      {
        because: 'it is declared by name',
        resource: probed({ readinessProbe: { httpGet: { port: 'http' } } }),
      },
      {
        because: 'it is declared by number',
        resource: probed({ livenessProbe: { tcpSocket: { port: 8080 } } }),
      },
      {
        because: 'a command needs no port',
        resource: probed({ livenessProbe: { exec: { command: ['alive'] } } }),
      },
      {
        because: 'declaring ports is not required',
        resource: deployment({ containers: [container({ readinessProbe: { httpGet: { port: 8080 } } })] }),
      },
      {
        because: 'a port of the pod may be opened by another container',
        resource: deployment({
          containers: [container({ ports, readinessProbe: { httpGet: { port: 15021 } } })],
          initContainers: [
            container({ name: 'proxy', restartPolicy: 'Always', ports: [{ containerPort: 15021 }] }),
            container({ name: 'other', restartPolicy: 'Always' }),
          ],
        }),
      },
      {
        because: 'one of two ports is enough',
        resource: deployment({
          containers: [
            container({
              ports: [...ports, { containerPort: 9090 }],
              readinessProbe: { httpGet: { port: 8080 } },
            }),
          ],
        }),
      },
    ],
    fail: [
      { because: 'no port has the name', resource: probed({ readinessProbe: { httpGet: { port: 'web' } } }) },
      {
        because: 'no port has the number',
        resource: probed({ readinessProbe: { httpGet: { port: 8081 } } }),
      },
      {
        because: 'a socket is asked at a port',
        resource: probed({ readinessProbe: { tcpSocket: { port: 'web' } } }),
      },
      { because: 'by its number, too', resource: probed({ readinessProbe: { tcpSocket: { port: 8081 } } }) },
      { because: 'and so is gRPC', resource: probed({ livenessProbe: { grpc: { port: 9000 } } }) },
      { because: 'liveness asks, too', resource: probed({ livenessProbe: { httpGet: { port: 'web' } } }) },
      { because: 'startup asks, too', resource: probed({ startupProbe: { httpGet: { port: 'web' } } }) },
      {
        because: 'startup asks by number, too',
        resource: probed({ startupProbe: { httpGet: { port: 8081 } } }),
      },
      {
        because: 'one of two containers is enough',
        resource: deployment({
          containers: [
            container({ ports }),
            container({ name: 'proxy', ports, readinessProbe: { httpGet: { port: 8081 } } }),
          ],
        }),
      },
      {
        because: 'a name needs a port that has it, also where none is declared',
        resource: deployment({ containers: [container({ readinessProbe: { httpGet: { port: 'http' } } })] }),
      },
      {
        because: 'a name is looked up in the same container only',
        resource: deployment({
          containers: [
            container({ ports: [{ containerPort: 9090 }], readinessProbe: { httpGet: { port: 'http' } } }),
            container({ name: 'proxy', ports }),
          ],
        }),
      },
      {
        because: 'a sidecar is probed, too',
        resource: deployment({
          initContainers: [
            container({
              name: 'proxy',
              restartPolicy: 'Always',
              readinessProbe: { httpGet: { port: 'web' } },
            }),
          ],
        }),
      },
    ],
  },
});

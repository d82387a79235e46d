import type { JsonObject } from '../core/json.ts';
import { defineRule } from './_define-rule.ts';
import { container, deployment, pod } from './_examples.ts';
import { moved, service } from './_related-examples.ts';
import { servingPods, serviceObject } from './_related-subjects.ts';
import { kubernetesDocs } from './_sources.ts';

const http = { name: 'http', containerPort: 8080 };

/** A Deployment of the checkout whose container declares these ports. */
function listening(...ports: readonly JsonObject[]) {
  return deployment({ containers: [container({ ports })] });
}

/** A Service with one port. */
function servicePort(port: JsonObject, spec: JsonObject = {}) {
  return service({ ports: [port], ...spec });
}

export const serviceTargetPort = defineRule({
  id: 'service-target-port',
  code: 'KP105',
  title: 'Service to a port that its pods do not have',
  why: 'The Service is there, its pods are ready, and every request to it is refused.',
  severity: 'medium',
  category: 'operations',
  sources: [kubernetesDocs('Service', 'concepts/services-networking/service/#defining-a-service')],
  subject: serviceObject,
  related: {
    pods: { kinds: servingPods, within: 'namespace', by: 'labels', key: 'object.spec.?selector' },
  },
  variables: [
    {
      name: 'containers',
      expression:
        "size(object.spec.?selector.orValue({})) == 0 ? [] : variables.pods.map(p, p.kind == 'Pod' ? p.spec : p.spec.template.spec).map(s, s.containers + s.?initContainers.orValue([]))",
    },
  ],
  check: [
    {
      id: 'declared',
      // Where nothing is declared, anything may listen.
      expression:
        'object.spec.?ports.orValue([]).all(p, variables.containers.all(l, l.all(c, size(c.?ports.orValue([])) == 0) || l.exists(c, c.?ports.orValue([]).exists(d, optional.of(p.?targetPort.orValue(p.port)) in [optional.of(d.containerPort), d.?name]))))',
      message: 'No container of the selected pods declares the target port.',
    },
  ],
  remedy: {
    advice: 'Make `targetPort` the number or the name of a port of the container.',
    risk: 'person',
    caution: null,
    edits: [],
  },
  limits: [
    'Pods none of whose containers declares a port are left out: declaring is for people.',
    'TCP and UDP ports of one number are not told apart.',
  ],
  prove: {
    pass: [
      { because: 'a container has that number', resource: service(), beside: [listening(http)] },
      {
        because: 'or that name',
        resource: servicePort({ port: 80, targetPort: 'http' }),
        beside: [listening(http)],
      },
      {
        because: 'without a target the port is the target',
        resource: servicePort({ port: 8080 }),
        beside: [listening(http)],
      },
      { because: 'nothing is declared', resource: service(), beside: [deployment()] },
      {
        because: 'a sidecar has it',
        resource: service(),
        beside: [
          deployment({
            containers: [container({ ports: [{ containerPort: 3000 }] })],
            initContainers: [container({ name: 'proxy', restartPolicy: 'Always', ports: [http] })],
          }),
        ],
      },
      {
        because: 'one of its ports, or of its containers',
        resource: service(),
        beside: [
          deployment({
            containers: [container(), container({ name: 'web', ports: [{ containerPort: 9090 }, http] })],
          }),
        ],
      },
      {
        because: 'a Pod has it',
        resource: service(),
        beside: [pod({ containers: [container({ ports: [http] })] }, { labels: { app: 'checkout' } })],
      },
      {
        because: 'other pods are not meant',
        resource: servicePort({ port: 80 }, { selector: { app: 'search' } }),
        beside: [listening(http)],
      },
      {
        because: 'without a selector no pods are meant',
        resource: servicePort({ port: 80 }, { selector: {} }),
        beside: [listening(http)],
      },
      {
        because: 'a selector need not be stated',
        resource: { ...service(), spec: { ports: [{ port: 80 }] } },
        beside: [listening(http)],
      },
      {
        because: 'a headless Service needs no ports',
        resource: { ...service(), spec: { selector: { app: 'checkout' }, clusterIP: 'None' } },
        beside: [listening(http)],
      },
      {
        because: 'pods of another namespace',
        resource: servicePort({ port: 80 }),
        beside: [moved(listening(http))],
      },
    ],
    fail: [
      {
        because: 'another number',
        resource: servicePort({ port: 80, targetPort: 8081 }),
        beside: [listening(http)],
      },
      {
        because: 'another name',
        resource: servicePort({ port: 8080, targetPort: 'web' }),
        beside: [listening(http)],
      },
      { because: 'the port is the target', resource: servicePort({ port: 80 }), beside: [listening(http)] },
      {
        because: 'one of two ports is enough',
        resource: service({
          ports: [
            { port: 80, targetPort: 8080 },
            { port: 81, targetPort: 8081 },
          ],
        }),
        beside: [listening(http)],
      },
      {
        because: 'some of the pods refuse it',
        resource: service(),
        beside: [
          listening(http),
          pod(
            { containers: [container({ ports: [{ containerPort: 3000 }] })] },
            { labels: { app: 'checkout' } },
          ),
        ],
      },
      {
        because: 'a container that declares nothing is no reason where another does',
        resource: service(),
        beside: [
          deployment({
            containers: [container(), container({ name: 'web', ports: [{ containerPort: 3000 }] })],
          }),
        ],
      },
    ],
  },
});

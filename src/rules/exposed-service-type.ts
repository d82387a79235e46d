import { defineRule } from './_define-rule.ts';
import { service } from './_network-subjects.ts';
import { serviceWith } from './_service-example.ts';
import { kubernetesDocs } from './_sources.ts';

export const exposedServiceType = defineRule({
  id: 'exposed-service-type',
  code: 'KP060',
  title: 'Service exposed as NodePort or LoadBalancer',
  why: 'Such a Service is reached from outside without passing the Ingress, where TLS, log-in and limits are; a NodePort on every node, a load balancer often on the internet.',
  severity: 'medium',
  category: 'security',
  sources: [
    kubernetesDocs('Service', 'concepts/services-networking/service/#publishing-services-service-types'),
    {
      title: 'MITRE ATT&CK: External Remote Services',
      section: 'T1133',
      url: 'https://attack.mitre.org/techniques/T1133/',
    },
  ],
  subject: service,
  ask: {
    allowed: {
      type: 'list',
      prompt: 'By which types may Services be reached from outside: NodePort, LoadBalancer?',
      default: [],
    },
  },
  check: [
    {
      id: 'no-node-port',
      expression: "'NodePort' in variables.allowed ? true : object.spec.?type != optional.of('NodePort')",
      message: 'The Service takes a port of every node (NodePort).',
    },
    {
      id: 'no-load-balancer',
      expression:
        "'LoadBalancer' in variables.allowed ? true : object.spec.?type != optional.of('LoadBalancer')",
      message: 'The Service has a load balancer of its own (LoadBalancer).',
    },
  ],
  remedy: {
    advice: 'Leave the Service at ClusterIP and publish it by an Ingress or a Gateway.',
    risk: 'person',
    caution: null,
    edits: [],
  },
  limits: [
    'Whether a load balancer is for the inner network only, which annotations of the cloud say, is not looked at.',
  ],
  prove: {
    pass: [
      { because: 'it is for the cluster', resource: serviceWith({ type: 'ClusterIP' }) },
      { because: 'saying nothing means for the cluster', resource: serviceWith() },
      {
        because: 'a name for something elsewhere exposes nothing',
        resource: serviceWith({ type: 'ExternalName', externalName: 'shop.example.com' }),
      },
      {
        because: 'the organization publishes by load balancers',
        answers: { allowed: ['LoadBalancer'] },
        resource: serviceWith({ type: 'LoadBalancer' }),
      },
      {
        because: 'the organization publishes by ports of nodes',
        answers: { allowed: ['NodePort'] },
        resource: serviceWith({ type: 'NodePort' }),
      },
    ],
    fail: [
      { because: 'every node has the port', resource: serviceWith({ type: 'NodePort' }) },
      { because: 'it has an address of its own', resource: serviceWith({ type: 'LoadBalancer' }) },
      {
        because: 'ports of nodes are another matter than load balancers',
        answers: { allowed: ['LoadBalancer'] },
        resource: serviceWith({ type: 'NodePort' }),
      },
    ],
  },
});

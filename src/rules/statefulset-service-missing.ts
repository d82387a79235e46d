import type { JsonObject } from '../core/json.ts';
import type { Resource } from '../core/resource.ts';
import { defineRule } from './_define-rule.ts';
import { moved, replicated, service } from './_related-examples.ts';
import { statefulSet } from './_related-subjects.ts';
import { kubernetesDocs } from './_sources.ts';

const headless = service({ clusterIP: 'None' });

/** A StatefulSet with these fields of its own spec. */
function having(spec: JsonObject): Resource {
  return { ...replicated(spec), kind: 'StatefulSet' };
}

const named = having({ serviceName: 'checkout' });

export const statefulsetServiceMissing = defineRule({
  id: 'statefulset-service-missing',
  code: 'KP112',
  title: 'StatefulSet whose headless Service does not exist',
  why: 'Its pods have no names in DNS, by which members of a database find each other.',
  severity: 'low',
  category: 'operations',
  sources: [kubernetesDocs('StatefulSets', 'concepts/workloads/controllers/statefulset/#stable-network-id')],
  subject: statefulSet,
  related: {
    services: { kinds: ['Service'], within: 'namespace', by: 'name', key: 'object.spec.?serviceName' },
  },
  check: [
    {
      id: 'headless',
      expression:
        "object.spec.?serviceName.orValue('') == '' || variables.services.exists(s, s.spec.?clusterIP == optional.of('None'))",
      message:
        'The Service that names the pods is not among the objects of the namespace, or is not headless.',
    },
  ],
  remedy: {
    advice: 'Add a Service of that name with `clusterIP: None`, or correct `spec.serviceName`.',
    risk: 'person',
    caution: null,
    edits: [],
  },
  limits: ['Whether the Service selects the pods is not compared.'],
  prove: {
    pass: [
      { because: 'the headless Service is there', resource: named, beside: [headless] },
      { because: 'it asks for no names', resource: having({}) },
      { because: 'the empty name is none', resource: having({ serviceName: '' }) },
      { because: 'one of that name is enough', resource: named, beside: [service(), headless] },
    ],
    fail: [
      { because: 'there is no Service', resource: named },
      {
        because: 'a Service with an address of its own gives pods no names',
        resource: named,
        beside: [service()],
      },
      { because: 'another Service', resource: having({ serviceName: 'ledger' }), beside: [headless] },
      { because: 'a Service of another namespace', resource: named, beside: [moved(headless)] },
      {
        because: 'an address that is given is not none',
        resource: named,
        beside: [service({ clusterIP: '10.96.0.9' })],
      },
    ],
  },
});

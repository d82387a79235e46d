import type { JsonObject } from '../core/json.ts';
import type { Resource } from '../core/resource.ts';
import { defineRule } from './_define-rule.ts';
import { moved, service } from './_related-examples.ts';
import { kubernetesDocs } from './_sources.ts';
import { ingress } from './_subjects.ts';

const checkout = service();

function backend(name: string): JsonObject {
  return { service: { name, port: { number: 80 } } };
}

/** An Ingress with a host for each list of backends. */
function ingressTo(...hosts: readonly (readonly JsonObject[])[]): Resource {
  return {
    apiVersion: 'networking.k8s.io/v1',
    kind: 'Ingress',
    metadata: { name: 'shop' },
    spec: {
      rules: hosts.map((backends, index) => ({
        host: `${index}.example.com`,
        http: {
          paths: backends.map((to, path) => ({ path: `/${path}`, pathType: 'Prefix', backend: to })),
        },
      })),
    },
  };
}

/** An Ingress for everything that no rule is for. */
function otherwiseTo(name: string): Resource {
  return { ...ingressTo(), spec: { defaultBackend: backend(name) } };
}

export const ingressBackendMissing = defineRule({
  id: 'ingress-backend-missing',
  code: 'KP106',
  title: 'Ingress to a Service that does not exist',
  why: 'Customers get an error page for that part of the site.',
  severity: 'medium',
  category: 'operations',
  sources: [kubernetesDocs('Ingress', 'concepts/services-networking/ingress/')],
  subject: ingress,
  related: {
    services: {
      kinds: ['Service'],
      within: 'namespace',
      by: 'name',
      key: '[object.spec.?defaultBackend.?service.?name.orValue([]), object.spec.?rules.orValue([]).map(r, r.?http.?paths.orValue([]).map(p, p.backend.?service.?name.orValue([])))]',
    },
  },
  variables: [{ name: 'names', expression: 'variables.services.map(s, s.metadata.name)' }],
  check: [
    {
      id: 'paths',
      expression:
        'object.spec.?rules.orValue([]).all(r, r.?http.?paths.orValue([]).all(p, !has(p.backend.service) ? true : p.backend.service.name in variables.names))',
      message: 'The Service of a path is not among the objects of the namespace.',
    },
    {
      id: 'default',
      expression:
        '!has(object.spec.defaultBackend) || !has(object.spec.defaultBackend.service) ? true : object.spec.defaultBackend.service.name in variables.names',
      message: 'The Service for all other requests is not among the objects of the namespace.',
    },
  ],
  remedy: {
    advice: 'Correct the name of the backend, or add the Service.',
    risk: 'person',
    caution: null,
    edits: [],
  },
  limits: ['Whether the Service has the port is not compared.'],
  prove: {
    pass: [
      { because: 'the Service is there', resource: ingressTo([backend('checkout')]), beside: [checkout] },
      {
        because: 'a bucket is no Service',
        resource: ingressTo([{ resource: { kind: 'Bucket', name: 'pictures' } }]),
      },
      { because: 'nothing is served yet', resource: { ...ingressTo(), spec: {} } },
      {
        because: 'a host without paths',
        resource: { ...ingressTo(), spec: { rules: [{ host: 'example.com' }] } },
      },
      {
        because: 'the Service for all other requests',
        resource: otherwiseTo('checkout'),
        beside: [checkout],
      },
      {
        because: 'a bucket for all other requests',
        resource: {
          ...ingressTo(),
          spec: { defaultBackend: { resource: { kind: 'Bucket', name: 'pictures' } } },
        },
      },
    ],
    fail: [
      { because: 'there is no Service', resource: ingressTo([backend('checkout')]) },
      {
        because: 'one path of two is enough',
        resource: ingressTo([backend('checkout'), backend('search')]),
        beside: [checkout],
      },
      {
        because: 'one host of two is enough',
        resource: ingressTo([backend('checkout')], [backend('search')]),
        beside: [checkout],
      },
      {
        because: 'the Service of another namespace',
        resource: ingressTo([backend('checkout')]),
        beside: [moved(checkout)],
      },
      { because: 'all other requests go nowhere', resource: otherwiseTo('search'), beside: [checkout] },
    ],
  },
});

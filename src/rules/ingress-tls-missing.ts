import type { JsonObject } from '../core/json.ts';
import type { Resource } from '../core/resource.ts';
import { defineRule } from './_define-rule.ts';
import { kubernetesDocs } from './_sources.ts';
import { ingress } from './_subjects.ts';

const backend = { service: { name: 'storefront', port: { number: 80 } } };
const rule = { host: 'www.example.com', http: { paths: [{ path: '/', pathType: 'Prefix', backend }] } };

/** An Ingress for one host. */
function forHost(spec: JsonObject = {}): Resource {
  return {
    apiVersion: 'networking.k8s.io/v1',
    kind: 'Ingress',
    metadata: { name: 'storefront' },
    spec: { rules: [rule], ...spec },
  };
}

export const ingressTlsMissing = defineRule({
  id: 'ingress-tls-missing',
  code: 'KP062',
  title: 'Ingress without TLS',
  why: 'Passwords, sessions and orders cross the internet readable and changeable by everybody on the way.',
  severity: 'medium',
  category: 'security',
  sources: [kubernetesDocs('Ingress', 'concepts/services-networking/ingress/#tls')],
  subject: ingress,
  check: [
    {
      id: 'stated',
      expression: 'size(object.spec.?tls.orValue([])) > 0',
      message: 'The Ingress has no TLS section: it serves plain HTTP.',
    },
  ],
  remedy: {
    advice: 'Add `spec.tls` with the hosts and the Secret of their certificate.',
    risk: 'person',
    caution: null,
    edits: [],
  },
  limits: [
    'Whether the TLS section covers every host is judged by ingress-host-not-in-tls.',
    'TLS that ends before the Ingress, such as at a cloud load balancer, is not seen.',
  ],
  prove: {
    pass: [
      {
        because: 'it names a certificate',
        resource: forHost({ tls: [{ hosts: ['www.example.com'], secretName: 'storefront-tls' }] }),
      },
      {
        because: 'it names two certificates',
        resource: forHost({
          tls: [
            { hosts: ['www.example.com'], secretName: 'storefront-tls' },
            { hosts: ['shop.example.com'], secretName: 'shop-tls' },
          ],
        }),
      },
    ],
    fail: [
      { because: 'it has no TLS section', resource: forHost() },
      { because: 'an empty TLS section names no certificate', resource: forHost({ tls: [] }) },
      {
        because: 'a default backend is served as well',
        resource: {
          apiVersion: 'networking.k8s.io/v1',
          kind: 'Ingress',
          metadata: { name: 'storefront' },
          spec: { defaultBackend: backend },
        },
      },
    ],
  },
});

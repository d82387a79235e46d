import type { JsonObject } from '../core/json.ts';
import type { Resource } from '../core/resource.ts';

const backend = { service: { name: 'storefront', port: { number: 80 } } };
const http = { paths: [{ path: '/', pathType: 'Prefix', backend }] };

/** An Ingress with a rule for each of the hosts, where null is a rule without one; `spec` adds fields. */
export function ingressFor(hosts: readonly (string | null)[], spec: JsonObject = {}): Resource {
  return {
    apiVersion: 'networking.k8s.io/v1',
    kind: 'Ingress',
    metadata: { name: 'storefront' },
    spec: { rules: hosts.map((host) => (host === null ? { http } : { host, http })), ...spec },
  };
}

/** The same Ingress with these annotations. */
export function annotated(annotations: JsonObject, resource: Resource): Resource {
  return { ...resource, metadata: { name: 'storefront', annotations } };
}

/** An Ingress that serves everything by one backend. */
export const catchAll: Resource = {
  apiVersion: 'networking.k8s.io/v1',
  kind: 'Ingress',
  metadata: { name: 'storefront' },
  spec: { defaultBackend: backend },
};

import type { JsonObject } from '../core/json.ts';
import type { Resource } from '../core/resource.ts';
import { deployment } from './_examples.ts';

const labels = { app: 'checkout' };
const elsewhere = { namespace: 'elsewhere' };

/** A Service for the pods of the checkout; `spec` replaces or adds fields. */
export function service(spec: JsonObject = {}, metadata: JsonObject = {}): Resource {
  return {
    apiVersion: 'v1',
    kind: 'Service',
    metadata: { name: 'checkout', ...metadata },
    spec: { selector: labels, ports: [{ port: 80, targetPort: 8080 }], ...spec },
  };
}

/** A NetworkPolicy for some pods. */
export function networkPolicy(
  podSelector: JsonObject,
  spec: JsonObject = {},
  metadata: JsonObject = {},
): Resource {
  return {
    apiVersion: 'networking.k8s.io/v1',
    kind: 'NetworkPolicy',
    metadata: { name: 'only-what-is-needed', ...metadata },
    spec: { podSelector, policyTypes: ['Ingress'], ...spec },
  };
}

/** An autoscaler of the checkout; `target` replaces parts of what it scales. */
export function autoscaler(target: JsonObject = {}, metadata: JsonObject = {}): Resource {
  return {
    apiVersion: 'autoscaling/v2',
    kind: 'HorizontalPodAutoscaler',
    metadata: { name: 'checkout', ...metadata },
    spec: {
      scaleTargetRef: { apiVersion: 'apps/v1', kind: 'Deployment', name: 'checkout', ...target },
      minReplicas: 2,
      maxReplicas: 6,
    },
  };
}

/** A PodDisruptionBudget for the pods of the checkout. */
export function budget(spec: JsonObject = {}, metadata: JsonObject = {}): Resource {
  return {
    apiVersion: 'policy/v1',
    kind: 'PodDisruptionBudget',
    metadata: { name: 'checkout', ...metadata },
    spec: { selector: { matchLabels: labels }, ...spec },
  };
}

/** The namespace `shop`. */
export const shop: Resource = { apiVersion: 'v1', kind: 'Namespace', metadata: { name: 'shop' } };

/** A Deployment of the checkout with fields of its own spec. */
export function replicated(spec: JsonObject = {}, metadata: JsonObject = {}): Resource {
  const resource = deployment();
  return {
    ...resource,
    metadata: { name: 'checkout', ...metadata },
    spec: { ...(resource['spec'] as JsonObject), ...spec },
  };
}

/** An object without content. */
export function empty(apiVersion: string, kind: string, name: string, metadata: JsonObject = {}): Resource {
  return { apiVersion, kind, metadata: { name, ...metadata } };
}

/** The same object in another namespace. */
export function moved(resource: Resource): Resource {
  return { ...resource, metadata: { ...(resource['metadata'] as JsonObject), ...elsewhere } };
}

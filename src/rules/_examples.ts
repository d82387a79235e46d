import type { JsonObject, JsonValue } from '../core/json.ts';
import type { Request } from '../core/policy.ts';
import type { Resource } from '../core/resource.ts';
import type { Example } from '../core/rule.ts';

/** A container that nothing is wrong with but what an example adds. */
export function container(extra: JsonObject = {}): JsonObject {
  return { name: 'app', image: 'registry.k8s.io/pause:3.10', ...extra };
}

/** A Pod with one container; `spec` replaces or adds fields of the pod spec, `metadata` of its metadata. */
export function pod(spec: JsonObject = {}, metadata: JsonObject = {}): Resource {
  return {
    apiVersion: 'v1',
    kind: 'Pod',
    metadata: { name: 'checkout', ...metadata },
    spec: { containers: [container()], ...spec },
  };
}

/** A Pod whose only container has this security context. */
export function secured(securityContext: JsonObject, spec: JsonObject = {}): Resource {
  return pod({ containers: [container({ securityContext })], ...spec });
}

/** A Pod with a good container and an init container of its own. */
export function withInit(main: JsonObject, init: JsonObject): Resource {
  return pod({ containers: [container(main)], initContainers: [container({ name: 'init', ...init })] });
}

/** The same pod spec as a Deployment's template, with its metadata; `own` adds to that of the Deployment. */
export function deployment(spec: JsonObject = {}, metadata: JsonObject = {}, own: JsonObject = {}): Resource {
  return {
    apiVersion: 'apps/v1',
    kind: 'Deployment',
    metadata: { name: 'checkout', ...own },
    spec: { selector: { matchLabels: { app: 'checkout' } }, template: template(spec, metadata) },
  };
}

/** The same pod spec as a CronJob's template. */
export function cronJob(spec: JsonObject = {}, metadata: JsonObject = {}, own: JsonObject = {}): Resource {
  return {
    apiVersion: 'batch/v1',
    kind: 'CronJob',
    metadata: { name: 'checkout', ...own },
    spec: {
      schedule: '0 3 * * *',
      jobTemplate: { spec: { template: template({ restartPolicy: 'OnFailure', ...spec }, metadata) } },
    },
  };
}

/** A debugging container added to a running Pod: it arrives by the subresource only. */
export function withEphemeral(because: string, main: JsonObject, ephemeral: JsonObject): Example {
  const resource = pod({
    containers: [container(main)],
    ephemeralContainers: [container({ name: 'debug', ...ephemeral })],
  });
  const request: Partial<Request> = { operation: 'UPDATE', subresource: 'ephemeralcontainers' };
  return { because, resource, request };
}

function template(spec: JsonObject, metadata: JsonObject): JsonValue {
  return {
    metadata: { labels: { app: 'checkout' }, ...metadata },
    spec: { containers: [container()], ...spec },
  };
}

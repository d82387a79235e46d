import {
  at,
  isJsonObject,
  objectsAt,
  own,
  type JsonObject,
  type JsonPointer,
  type JsonValue,
} from '../core/json.ts';
import type { Resource } from '../core/resource.ts';
import { podSpecOf } from '../manifests/classify.ts';

/** What an object names, as `Kind/name`: what its pods need, what it scales, serves or binds. */
export function referencesOf(resource: Resource): readonly string[] {
  const pod = podSpecOf(resource);
  return [
    ...new Set([
      ...(pod === null ? [] : ofPod(pod)),
      ...ofSpec(resource),
      ...ofBinding(resource),
      ...ofAccount(resource),
    ]),
  ];
}

/** What owns an object, as `Kind/name`. */
export function ownersOf(resource: Resource): readonly string[] {
  return objectsAt(resource, '/metadata/ownerReferences').flatMap(target);
}

/**
 * What an Ingress serves, as `host/path`: without a host every one, without a path all of it; and the same after its
 * class and a space, for Ingresses of different classes are served at different addresses. A canary of ingress-nginx,
 * which shares an address on purpose, has `canary` and a space before its class.
 */
export function hostPathsOf(resource: Resource): readonly string[] {
  const spec = at(resource, '/spec');
  const ofClass = (isJsonObject(spec) && text(spec, 'ingressClassName')) || '';
  const isCanary = at(resource, '/metadata/annotations/nginx.ingress.kubernetes.io~1canary') === 'true';
  const before = `${isCanary ? 'canary ' : ''}${ofClass}`;
  const served = objectsAt(resource, '/spec/rules').flatMap((rule) => {
    const host = text(rule, 'host') ?? '';
    return objectsAt(rule, '/http/paths').flatMap((path) => {
      const served = `${host}${text(path, 'path') ?? '/'}`;
      return [served, `${before} ${served}`];
    });
  });
  return [...new Set(served)];
}

function ofPod(pod: JsonObject): readonly string[] {
  const account = text(pod, 'serviceAccountName') || text(pod, 'serviceAccount') || 'default';
  const containers = ['/containers', '/initContainers', '/ephemeralContainers'].flatMap((list) =>
    objectsAt(pod, list as JsonPointer),
  );
  return [
    `ServiceAccount/${account}`,
    ...objectsAt(pod, '/imagePullSecrets').flatMap((secret) => named('Secret', secret, 'name')),
    ...objectsAt(pod, '/volumes').flatMap(ofVolume),
    ...containers.flatMap((container) => [
      ...objectsAt(container, '/envFrom').flatMap((source) => [
        ...named('ConfigMap', at(source, '/configMapRef'), 'name'),
        ...named('Secret', at(source, '/secretRef'), 'name'),
      ]),
      ...objectsAt(container, '/env').flatMap((variable) => [
        ...named('ConfigMap', at(variable, '/valueFrom/configMapKeyRef'), 'name'),
        ...named('Secret', at(variable, '/valueFrom/secretKeyRef'), 'name'),
      ]),
    ]),
  ];
}

function ofVolume(volume: JsonObject): readonly string[] {
  return [volume, ...objectsAt(volume, '/projected/sources')].flatMap((source) => [
    ...named('ConfigMap', at(source, '/configMap'), 'name'),
    ...named('Secret', at(source, '/secret'), 'secretName'),
    ...Object.values(source).flatMap(ofDriver),
    ...named('Secret', at(source, '/secret'), 'name'),
    ...named('PersistentVolumeClaim', at(source, '/persistentVolumeClaim'), 'claimName'),
  ]);
}

/** The Secrets that a volume's driver reads; drivers name them alike (core/v1 `secretRef`, CSI `nodePublishSecretRef`). */
function ofDriver(source: JsonValue): readonly string[] {
  if (!isJsonObject(source)) return [];
  return ['/secretRef', '/nodePublishSecretRef'].flatMap((pointer) =>
    named('Secret', at(source, pointer as JsonPointer), 'name'),
  );
}

function ofSpec(resource: Resource): readonly string[] {
  const backends = [
    at(resource, '/spec/defaultBackend/service'),
    ...objectsAt(resource, '/spec/rules').flatMap((rule) =>
      objectsAt(rule, '/http/paths').map((path) => at(path, '/backend/service')),
    ),
  ];
  const service = at(resource, '/spec/serviceName');
  return [
    ...['/spec/scaleTargetRef', '/spec/targetRef'].flatMap((pointer) =>
      target(at(resource, pointer as JsonPointer)),
    ),
    ...backends.flatMap((backend) => named('Service', backend, 'name')),
    ...objectsAt(resource, '/spec/tls').flatMap((tls) => named('Secret', tls, 'secretName')),
    ...(resource.kind === 'StatefulSet' && typeof service === 'string' ? [`Service/${service}`] : []),
  ];
}

function ofBinding(resource: Resource): readonly string[] {
  return [
    ...target(at(resource, '/roleRef')),
    ...objectsAt(resource, '/subjects').flatMap((subject) => [...target(subject), ...ofNamespace(subject)]),
  ];
}

/** What a ServiceAccount gives to its pods. */
function ofAccount(resource: Resource): readonly string[] {
  if (resource.kind !== 'ServiceAccount') return [];
  return [...objectsAt(resource, '/imagePullSecrets'), ...objectsAt(resource, '/secrets')].flatMap((secret) =>
    named('Secret', secret, 'name'),
  );
}

/** A subject of a namespace as `Kind/namespace/name`: bindings name accounts of any. */
function ofNamespace(subject: JsonObject): readonly string[] {
  const parts = ['kind', 'namespace', 'name'].map((key) => text(subject, key));
  return parts.includes(null) ? [] : [parts.join('/')];
}

/** What states a kind and a name. */
function target(value: JsonValue | undefined): readonly string[] {
  const kind = isJsonObject(value) ? text(value, 'kind') : null;
  return kind === null ? [] : named(kind, value, 'name');
}

function named(kind: string, value: JsonValue | undefined, key: string): readonly string[] {
  const name = isJsonObject(value) ? text(value, key) : null;
  return name === null ? [] : [`${kind}/${name}`];
}

function text(object: JsonObject, key: string): string | null {
  const value = own(object, key);
  return typeof value === 'string' ? value : null;
}

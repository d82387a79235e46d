import { at, isJsonObject, objectsAt, own, type JsonObject, type JsonValue } from '../core/json.ts';
import type { Resource } from '../core/resource.ts';
import { podSpecOf } from '../manifests/classify.ts';

/** What an object names, as `Kind/name`: what its pods need, what it scales, serves or binds. */
export function referencesOf(resource: Resource): readonly string[] {
  const found = new Set<string>();
  const pod = podSpecOf(resource);
  if (pod !== null) addPod(pod, found);
  addSpec(resource, found);
  for (const name of ofBinding(resource)) found.add(name);
  for (const name of ofAccount(resource)) found.add(name);
  return [...found];
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

const containerLists = ['containers', 'initContainers', 'ephemeralContainers'] as const;

/** Puts into a set, for this is asked of every object. */
function addPod(pod: JsonObject, found: Set<string>): void {
  const account = text(pod, 'serviceAccountName') || text(pod, 'serviceAccount') || 'default';
  found.add(`ServiceAccount/${account}`);
  for (const secret of objectsIn(pod, 'imagePullSecrets')) addNamed(found, 'Secret', secret, 'name');
  for (const volume of objectsIn(pod, 'volumes')) addVolume(volume, found);
  for (const list of containerLists)
    for (const container of objectsIn(pod, list)) addContainer(container, found);
}

function addContainer(container: JsonObject, found: Set<string>): void {
  for (const source of objectsIn(container, 'envFrom')) {
    addNamed(found, 'ConfigMap', own(source, 'configMapRef'), 'name');
    addNamed(found, 'Secret', own(source, 'secretRef'), 'name');
  }
  for (const variable of objectsIn(container, 'env')) {
    const from = own(variable, 'valueFrom');
    if (!isJsonObject(from)) continue;
    addNamed(found, 'ConfigMap', own(from, 'configMapKeyRef'), 'name');
    addNamed(found, 'Secret', own(from, 'secretKeyRef'), 'name');
  }
}

function addVolume(volume: JsonObject, found: Set<string>): void {
  addSource(volume, found);
  const projected = own(volume, 'projected');
  if (isJsonObject(projected)) for (const source of objectsIn(projected, 'sources')) addSource(source, found);
}

/** The Secrets that a volume's driver reads, too; drivers name them alike (core/v1 `secretRef`, CSI `nodePublishSecretRef`). */
function addSource(source: JsonObject, found: Set<string>): void {
  addNamed(found, 'ConfigMap', own(source, 'configMap'), 'name');
  addNamed(found, 'Secret', own(source, 'secret'), 'secretName');
  for (const key in source) {
    const driver = source[key];
    if (!isJsonObject(driver)) continue;
    addNamed(found, 'Secret', own(driver, 'secretRef'), 'name');
    addNamed(found, 'Secret', own(driver, 'nodePublishSecretRef'), 'name');
  }
  addNamed(found, 'Secret', own(source, 'secret'), 'name');
  addNamed(found, 'PersistentVolumeClaim', own(source, 'persistentVolumeClaim'), 'claimName');
}

function addSpec(resource: Resource, found: Set<string>): void {
  const spec = own(resource, 'spec');
  if (!isJsonObject(spec)) return;
  for (const key of ['scaleTargetRef', 'targetRef'])
    for (const name of target(own(spec, key))) found.add(name);
  addNamed(found, 'Service', at(spec, '/defaultBackend/service'), 'name');
  for (const rule of objectsIn(spec, 'rules'))
    for (const path of objectsAt(rule, '/http/paths'))
      addNamed(found, 'Service', at(path, '/backend/service'), 'name');
  for (const tls of objectsIn(spec, 'tls')) addNamed(found, 'Secret', tls, 'secretName');
  const service = own(spec, 'serviceName');
  if (resource.kind === 'StatefulSet' && typeof service === 'string') found.add(`Service/${service}`);
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

function addNamed(found: Set<string>, kind: string, value: JsonValue | undefined, key: string): void {
  const name = isJsonObject(value) ? text(value, key) : null;
  if (name !== null) found.add(`${kind}/${name}`);
}

/** The objects of a list that a field holds. */
function objectsIn(object: JsonObject, key: string): readonly JsonObject[] {
  const list = own(object, key);
  if (!Array.isArray(list)) return none;
  const items = list as readonly JsonValue[];
  return items.every(isJsonObject) ? items : items.filter(isJsonObject);
}

const none: readonly JsonObject[] = [];

function named(kind: string, value: JsonValue | undefined, key: string): readonly string[] {
  const name = isJsonObject(value) ? text(value, key) : null;
  return name === null ? [] : [`${kind}/${name}`];
}

function text(object: JsonObject, key: string): string | null {
  const value = own(object, key);
  return typeof value === 'string' ? value : null;
}

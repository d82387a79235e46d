import { child, isJsonObject, own, type JsonObject, type JsonPointer, type JsonValue } from '../core/json.ts';
import { isResource, type Resource } from '../core/resource.ts';

/** What a document turned out to be. */
export type Classified =
  | { readonly kind: 'resource'; readonly resource: Resource }
  | { readonly kind: 'list'; readonly items: readonly JsonValue[] }
  /** Nothing but comments. */
  | { readonly kind: 'empty' }
  /** Rendered or merged before it means anything. */
  | { readonly kind: 'partial'; readonly why: string }
  /** Meant as a Kubernetes object, but of a shape that no API server reads. */
  | { readonly kind: 'malformed'; readonly at: JsonPointer; readonly why: string }
  | { readonly kind: 'not-kubernetes' };

/** Tells Kubernetes objects from everything else that is written in YAML and JSON. */
export function classify(value: JsonValue): Classified {
  if (value === null) return { kind: 'empty' };
  // A JSON text may hold a list of objects without the kind List.
  if (Array.isArray(value))
    return value.some(isResource) ? { kind: 'list', items: value } : { kind: 'not-kubernetes' };
  if (!isJsonObject(value)) return { kind: 'not-kubernetes' };
  return isResource(value) ? classifyObject(value) : (malformed(value) ?? { kind: 'not-kubernetes' });
}

function classifyObject(value: Resource): Classified {
  if (value.kind.endsWith('List')) {
    const items = own(value, 'items');
    if (Array.isArray(items)) return { kind: 'list', items };
    if (value.kind === 'List') return noItems;
  }
  const why = partial(value);
  return why === null ? { kind: 'resource', resource: value } : { kind: 'partial', why };
}

const noItems: Classified = {
  kind: 'malformed',
  at: '/items',
  why: 'the items of a List must be a list',
};

/** An object that states `apiVersion` and `kind`, one of them not as text, or behind a mark that does not show. */
function malformed(value: JsonObject): Classified | null {
  const marked = Object.keys(value).find((key) => key.startsWith('\uFEFF'));
  if (marked !== undefined) {
    return {
      kind: 'malformed',
      at: child('', marked),
      why: 'a byte order mark stands before a key; remove it',
    };
  }
  const [version, kind] = [own(value, 'apiVersion'), own(value, 'kind')];
  if (version === undefined || kind === undefined) return halfNamed(value, version ?? kind);
  const field = typeof version === 'string' ? 'kind' : 'apiVersion';
  return { kind: 'malformed', at: `/${field}`, why: `\`${field}\` must be text` };
}

/** An object with a name that states one of `apiVersion` and `kind`: the other was forgotten, or written otherwise. */
function halfNamed(value: JsonObject, stated: JsonValue | undefined): Classified | null {
  const metadata = own(value, 'metadata');
  const isNamed = isJsonObject(metadata) && typeof own(metadata, 'name') === 'string';
  if (typeof stated !== 'string' || !isNamed) return null;
  const missing = own(value, 'kind') === undefined ? 'kind' : 'apiVersion';
  return { kind: 'malformed', at: '', why: `it has no \`${missing}\`` };
}

/**
 * Why an object is only a part of one; null where it is whole. Only what an API server refuses may be a part: nothing
 * that would run is left unjudged for a mark that somebody put on it.
 */
function partial(resource: Resource): string | null {
  if (isKustomization(resource)) return 'it is a Kustomization: render it first with `kustomize build`';
  const lacking = isWorkload(resource.kind) ? lackingIn(resource) : null;
  if ((lacking !== null || !isWorkload(resource.kind)) && hasPatchDirective(resource))
    return 'it is a patch: render it first with `kustomize build`';
  return lacking === null ? null : `${lacking}: it looks like a patch, render it first`;
}

/** What a workload lacks, and what whoever writes it whole would not leave out. */
function lackingIn(resource: Resource): string | null {
  const spec = podSpecOf(resource);
  if (spec === null) return isWithoutPod(resource) ? `it has no ${podPlace(resource)}` : null;
  if (!templateKinds.has(resource.kind) || hasSelector(resource)) return null;
  const withoutImage = listOf(spec, 'containers').some(
    (container) =>
      isJsonObject(container) &&
      own(container, 'name') !== undefined &&
      own(container, 'image') === undefined,
  );
  return withoutImage ? 'a container has no image and the object no selector' : null;
}

function isKustomization({ apiVersion, kind }: Resource): boolean {
  return (
    (kind === 'Kustomization' || kind === 'Component') && apiVersion.startsWith('kustomize.config.k8s.io/')
  );
}

/** Whether a strategic merge patch says how it is merged, at the places where that is common. */
function hasPatchDirective(resource: Resource): boolean {
  const pod = podSpecOf(resource);
  const items =
    pod === null ? [] : ['containers', 'initContainers', 'volumes'].flatMap((key) => listOf(pod, key));
  return [resource, own(resource, 'spec'), pod, ...items].some(
    (node) =>
      isJsonObject(node) &&
      Object.keys(node).some((key) => /^\$(?:patch|retainKeys|setElementOrder)/.test(key)),
  );
}

/** Whether an object lacks what it makes pods from, and also what whoever writes it whole would not leave out. */
function isWithoutPod(resource: Resource): boolean {
  const places = podPaths[resource.kind] ?? [];
  let node: JsonValue | undefined = resource;
  for (const key of places) {
    // What is there and no mapping is a mistake, which the schema finds.
    if (!isJsonObject(node)) return false;
    node = own(node, key);
    if (node === undefined) return !templateKinds.has(resource.kind) || !hasSelector(resource);
  }
  return false;
}

function podPlace({ kind }: Resource): string {
  return `\`${(podPaths[kind] ?? []).join('.')}\``;
}

function listOf(object: JsonObject, key: string): readonly JsonValue[] {
  const value = own(object, key);
  return Array.isArray(value) ? (value as readonly JsonValue[]) : [];
}

const templateKinds: ReadonlySet<string> = new Set(['Deployment', 'ReplicaSet', 'StatefulSet', 'DaemonSet']);

function hasSelector(resource: Resource): boolean {
  const spec = own(resource, 'spec');
  return isJsonObject(spec) && own(spec, 'selector') !== undefined;
}

/** Where each pod-bearing kind keeps its pod spec. */
const podPaths: Readonly<Record<string, readonly string[]>> = {
  Pod: ['spec'],
  ReplicationController: ['spec', 'template', 'spec'],
  Deployment: ['spec', 'template', 'spec'],
  ReplicaSet: ['spec', 'template', 'spec'],
  StatefulSet: ['spec', 'template', 'spec'],
  DaemonSet: ['spec', 'template', 'spec'],
  Job: ['spec', 'template', 'spec'],
  CronJob: ['spec', 'jobTemplate', 'spec', 'template', 'spec'],
};

/** Whether a kind bears a pod. */
export function isWorkload(kind: string): boolean {
  return Object.hasOwn(podPaths, kind);
}

/** Where a pod-bearing kind keeps its pod spec; null for any other. */
export function podPlaceOf(kind: string): JsonPointer | null {
  return isWorkload(kind) ? `/${(podPaths[kind] ?? []).join('/')}` : null;
}

/** The pod spec of a pod-bearing object, or null. */
export function podSpecOf(resource: Resource): JsonObject | null {
  if (!isWorkload(resource.kind)) return null;
  let node: JsonValue | undefined = resource;
  for (const key of podPaths[resource.kind] ?? []) node = isJsonObject(node) ? own(node, key) : undefined;
  return isJsonObject(node) ? node : null;
}

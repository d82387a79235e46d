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
  if (version === undefined || kind === undefined) return null;
  const field = typeof version === 'string' ? 'kind' : 'apiVersion';
  return { kind: 'malformed', at: `/${field}`, why: `\`${field}\` must be text` };
}

/** Why an object is only a part of one; null where it is whole. */
function partial(resource: Resource): string | null {
  if (isKustomization(resource)) return 'it is a Kustomization: render it first with `kustomize build`';
  if (hasPatchDirective(resource)) return 'it is a patch: render it first with `kustomize build`';
  const spec = podSpecOf(resource);
  const containers = spec === null ? undefined : own(spec, 'containers');
  if (!Array.isArray(containers)) return null;
  const withoutImage = (containers as readonly JsonValue[]).some(
    (container) =>
      isJsonObject(container) &&
      own(container, 'name') !== undefined &&
      own(container, 'image') === undefined,
  );
  return withoutImage && isTemplateKind(resource) && !hasSelector(resource)
    ? 'a container has no image and the object no selector: it looks like a patch, render it first'
    : null;
}

function isKustomization({ apiVersion, kind }: Resource): boolean {
  return kind === 'Kustomization' && apiVersion.startsWith('kustomize.config.k8s.io/');
}

function hasPatchDirective(resource: JsonObject): boolean {
  const spec = own(resource, 'spec');
  return own(resource, '$patch') !== undefined || (isJsonObject(spec) && own(spec, '$patch') !== undefined);
}

const templateKinds: ReadonlySet<string> = new Set(['Deployment', 'ReplicaSet', 'StatefulSet', 'DaemonSet']);

function isTemplateKind({ kind }: Resource): boolean {
  return templateKinds.has(kind);
}

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

/** The pod spec of a pod-bearing object, or null. */
export function podSpecOf(resource: Resource): JsonObject | null {
  if (!isWorkload(resource.kind)) return null;
  let node: JsonValue | undefined = resource;
  for (const key of podPaths[resource.kind] ?? []) node = isJsonObject(node) ? own(node, key) : undefined;
  return isJsonObject(node) ? node : null;
}

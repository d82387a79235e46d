import { isJsonObject, own, type JsonObject, type JsonValue } from '../core/json.ts';
import { isResource, type Resource } from '../core/resource.ts';

/** What a document turned out to be. */
export type Classified =
  | { readonly kind: 'resource'; readonly resource: Resource }
  | { readonly kind: 'list'; readonly items: readonly JsonValue[] }
  /** Nothing but comments. */
  | { readonly kind: 'empty' }
  /** Rendered or merged before it means anything. */
  | { readonly kind: 'partial'; readonly why: string }
  | { readonly kind: 'not-kubernetes' };

/** Tells Kubernetes objects from everything else that is written in YAML and JSON. */
export function classify(value: JsonValue): Classified {
  if (value === null) return { kind: 'empty' };
  // A JSON text may hold a list of objects without the kind List.
  if (Array.isArray(value))
    return value.some(isResource) ? { kind: 'list', items: value } : { kind: 'not-kubernetes' };
  if (!isJsonObject(value) || !isResource(value)) return { kind: 'not-kubernetes' };
  const items = own(value, 'items');
  if (value.kind.endsWith('List') && Array.isArray(items)) return { kind: 'list', items };
  const why = partial(value);
  return why === null ? { kind: 'resource', resource: value } : { kind: 'partial', why };
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
  let node: JsonValue | undefined = isWorkload(resource.kind) ? resource : undefined;
  for (const key of podPaths[resource.kind] ?? []) node = isJsonObject(node) ? own(node, key) : undefined;
  return isJsonObject(node) ? node : null;
}

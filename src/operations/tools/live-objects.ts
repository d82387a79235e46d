import { WritError } from '../../core/errors.ts';
import { at, objectsAt, textAt, type JsonObject, type JsonPointer } from '../../core/json.ts';
import { nameOf, namespaceOf, type Resource } from '../../core/resource.ts';
import { mask } from '../../core/mask.ts';
import { rolloutState } from '../../fix/rollout-state.ts';
import { hiddenIn } from '../../manifests/hidden.ts';
import { withoutSecrets } from '../../manifests/without-secrets.ts';
import type { Cluster, ServedKind } from '../cluster-port.ts';

/**
 * A kind that a cluster serves.
 * @throws {WritError} `CLUSTER_REFUSED` where it does not
 */
export async function kindNamed(cluster: Cluster, group: string, kind: string): Promise<ServedKind> {
  const { kinds } = await cluster.kinds();
  const found = kinds.find((one) => one.group === group && one.kind === kind);
  if (found !== undefined) return found;
  throw new WritError('CLUSTER_REFUSED', `the cluster serves no ${kind}`);
}

/** Every object of a kind, page by page. */
export async function* objectsOf(
  cluster: Cluster,
  kind: ServedKind,
  namespace: string | null,
): AsyncIterable<JsonObject> {
  for await (const { objects } of cluster.list(kind, { namespace })) yield* objects;
}

/** What is told of a deployment in a list. */
export function deploymentLine(object: JsonObject) {
  const rollout = rolloutState(object);
  const desired = numberAt(object, '/spec/replicas', 1);
  const ready = numberAt(object, '/status/readyReplicas', 0);
  return {
    namespace: namespaceOf(object) ?? '',
    name: nameOf(object),
    desired,
    ready,
    healthy: rollout?.state === 'done' && ready >= desired,
    why: rollout === null ? '' : shown(object, rollout.why),
    images: imagesOf(object),
  };
}

function imagesOf(object: JsonObject): readonly string[] {
  return objectsAt(object, '/spec/template/spec/containers').flatMap((container) => {
    const image = textAt(container, '/image');
    return image === null ? [] : [shown(object, image)];
  });
}

/** A text of an object, or about it, without what is secret in either. */
export function shown(object: JsonObject, text: string): string {
  return withoutSecrets(mask(text, hiddenIn(object as Resource).values));
}

/** A number of an object, or what stands for it where there is none. */
export function numberAt(object: JsonObject, pointer: JsonPointer, otherwise: number): number {
  const value = at(object, pointer);
  return typeof value === 'number' ? value : otherwise;
}

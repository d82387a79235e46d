// A cluster in memory, behind the port that a real one is behind.
import { isJsonObject, own, type JsonObject } from '../../src/core/json.ts';
import { nameOf, namespaceOf } from '../../src/core/resource.ts';
import { applyPatch } from '../../src/fix/apply-patch.ts';
import type { PatchOperation } from '../../src/fix/patch.ts';
import type { Cluster, LivePatch, ServedKind } from '../../src/operations/cluster-port.ts';
import { readOnly } from '../read-only-cluster.ts';
import { WritError } from '../../src/core/errors.ts';

const verbs = ['get', 'list', 'watch', 'patch'];

const kinds: readonly ServedKind[] = [
  { group: '', version: 'v1', kind: 'Namespace', resource: 'namespaces', namespaced: false, verbs },
  { group: '', version: 'v1', kind: 'Pod', resource: 'pods', namespaced: true, verbs },
  { group: '', version: 'v1', kind: 'Service', resource: 'services', namespaced: true, verbs },
  { group: '', version: 'v1', kind: 'Event', resource: 'events', namespaced: true, verbs },
  { group: '', version: 'v1', kind: 'Secret', resource: 'secrets', namespaced: true, verbs },
  { group: 'apps', version: 'v1', kind: 'Deployment', resource: 'deployments', namespaced: true, verbs },
];

/** Objects as a server has them, and how often it was asked to change one. */
export interface HeldCluster extends Cluster {
  readonly objects: JsonObject[];
  readonly patched: { readonly dryRun: boolean; readonly name: string }[];
}

/** A cluster that has these objects. */
export function heldCluster(given: readonly JsonObject[]): HeldCluster {
  let version = 100;
  const objects = given.map((object, index) => numbered(object, { uid: `uid-${index}`, version: ++version }));
  const patched: HeldCluster['patched'] = [];
  const find = (kind: ServedKind, name: string, namespace: string | null): number =>
    objects.findIndex(
      (object) =>
        own(object, 'kind') === kind.kind && nameOf(object) === name && namespaceOf(object) === namespace,
    );
  return {
    objects,
    patched,
    about: { context: 'held', server: 'https://held.example' },
    version: async () => '1.36.3',
    kinds: async () => ({ kinds, missing: [] }),
    async *list({ kind }, { namespace }) {
      const wanted = objects.filter(
        (object) => own(object, 'kind') === kind && (namespace === null || namespaceOf(object) === namespace),
      );
      yield { objects: wanted, resourceVersion: String(version) };
    },
    async *watch() {},
    get: async (kind, name, namespace) => objects[find(kind, name, namespace)] ?? null,
    async patch(kind, target, patch, dryRun) {
      const at = find(kind, target.name, target.namespace);
      const before = objects[at];
      if (before === undefined) throw new WritError('CLUSTER_REFUSED', 'there is none');
      const { uid, resourceVersion } = before['metadata'] as JsonObject;
      if (uid !== target.uid || resourceVersion !== target.resourceVersion)
        throw new WritError('CLUSTER_CONFLICT', 'it was changed meanwhile');
      patched.push({ dryRun, name: target.name });
      const after = numbered(applyPatch(before, patch.filter(isChange)), { uid, version: ++version });
      if (!dryRun) objects[at] = after;
      return after;
    },
    may: async () => ({ allowed: true, reason: '' }),
    whoAmI: async () => ({ username: 'ada', groups: [] }),
    ...readOnly,
    close: () => undefined,
  };
}

/** What is only asked for is left out: the precondition was looked at. */
function isChange(
  operation: LivePatch,
): operation is Exclude<LivePatch, { readonly op: 'test' }> & PatchOperation {
  return operation.op !== 'test';
}

const pods = { replicas: 2, updatedReplicas: 2, availableReplicas: 2, readyReplicas: 2 };

function numbered(
  object: JsonObject,
  { uid, version }: { readonly uid: JsonObject[string] | undefined; readonly version: number },
): JsonObject {
  const metadata = own(object, 'metadata');
  return {
    ...object,
    // What a controller would write once all pods are replaced.
    ...(own(object, 'kind') === 'Deployment' ? { status: { observedGeneration: version, ...pods } } : {}),
    metadata: {
      ...(isJsonObject(metadata) ? metadata : {}),
      uid: uid ?? '',
      resourceVersion: String(version),
      generation: version,
    },
  };
}

import { WritError } from '../../src/core/errors.ts';
import { at, isJsonObject, own, type JsonObject } from '../../src/core/json.ts';
import { applyPatch } from '../../src/fix/apply-patch.ts';
import type { Cluster, LivePatch, PatchTarget, ServedKind } from '../../src/operations/cluster-port.ts';
import { readOnly } from '../read-only-cluster.ts';

/** A cluster of Deployments, Pods and namespaces in memory, as far as repairs ask one. */
export interface MemoryCluster {
  readonly cluster: Cluster;
  readonly objects: Map<string, JsonObject>;
  /** What was asked, in order: `may patch`, `dry run a`, `patch a`. */
  readonly asked: string[];
  /** What may happen to it. */
  readonly fate: {
    mayPatch: boolean;
    /** What admission makes of an object. */
    admit: (object: JsonObject) => JsonObject;
    /** Called before an object is changed, such as by another writer or a loss of power. */
    before: (name: string) => void;
    /** Called before an object is read. */
    read: (name: string) => void;
    /** The status after a change. */
    status: (generation: number) => JsonObject;
  };
  readonly put: (object: JsonObject) => void;
}

const kinds: readonly ServedKind[] = [
  served('apps', 'Deployment', 'deployments', true),
  served('', 'Pod', 'pods', true),
  served('', 'Namespace', 'namespaces', false),
];

function served(group: string, kind: string, resource: string, namespaced: boolean): ServedKind {
  return { group, version: 'v1', kind, resource, namespaced, verbs: ['get', 'list', 'patch'] };
}

/** Opens one with nothing in it but a namespace. */
export function memoryCluster(): MemoryCluster {
  const objects = new Map<string, JsonObject>();
  const asked: string[] = [];
  let version = 0;
  const fate: MemoryCluster['fate'] = {
    mayPatch: true,
    admit: (object) => object,
    before: () => undefined,
    read: () => undefined,
    status: (generation) => ({
      observedGeneration: generation,
      updatedReplicas: 1,
      replicas: 1,
      availableReplicas: 1,
    }),
  };
  const put = (object: JsonObject): void => {
    const before = objects.get(keyOf(object));
    const generation = Number(at(before, '/metadata/generation') ?? 0) + 1;
    const metadata = {
      uid: `uid of ${nameOf(object)}`,
      ...(own(object, 'metadata') as JsonObject),
      resourceVersion: String(++version),
      generation,
    };
    objects.set(keyOf(object), { ...object, metadata, status: fate.status(generation) });
  };
  const patched = (kind: ServedKind, target: PatchTarget, patch: readonly LivePatch[]): JsonObject => {
    const found = objects.get(`${kind.kind} ${target.name}`);
    if (found === undefined || at(found, '/metadata/resourceVersion') !== target.resourceVersion)
      throw new WritError('CLUSTER_CONFLICT', `${target.name} was changed meanwhile`);
    return fate.admit(applyPatch(found, patch as Parameters<typeof applyPatch>[1]));
  };
  put({ apiVersion: 'v1', kind: 'Namespace', metadata: { name: 'shop' } });
  const cluster: Cluster = {
    about: { context: 'test', server: 'https://127.0.0.1:1' },
    version: async () => '1.36.0',
    kinds: async () => ({ kinds, missing: [] }),
    async *list(kind) {
      const all = objects.values().filter((object) => own(object, 'kind') === kind.kind);
      yield { objects: [...all], resourceVersion: String(version) };
    },
    watch: () => {
      throw new Error('nothing is watched here');
    },
    async get(kind, name) {
      fate.read(name);
      return objects.get(`${kind.kind} ${name}`) ?? null;
    },
    async patch(kind, target, patch, dryRun) {
      asked.push(`${dryRun ? 'dry run' : 'patch'} ${target.name}`);
      fate.before(dryRun ? '' : target.name);
      const made = patched(kind, target, patch);
      if (dryRun) return made;
      put(made);
      return objects.get(`${kind.kind} ${target.name}`) ?? made;
    },
    async may({ verb, resource }) {
      asked.push(`may ${verb} ${resource}`);
      return { allowed: fate.mayPatch, reason: fate.mayPatch ? '' : 'no role says so' };
    },
    whoAmI: async () => ({ username: 'jane', groups: [] }),
    ...readOnly,
    close: () => undefined,
  };
  return { cluster, objects, asked, fate, put };
}

function keyOf(object: JsonObject): string {
  const kind = own(object, 'kind');
  return `${typeof kind === 'string' ? kind : ''} ${nameOf(object)}`;
}

function nameOf(object: JsonObject): string {
  const metadata = own(object, 'metadata');
  const name = isJsonObject(metadata) ? own(metadata, 'name') : undefined;
  return typeof name === 'string' ? name : '';
}

import { WritError } from '../../core/errors.ts';
import type { JsonObject } from '../../core/json.ts';
import { isResource, type Resource } from '../../core/resource.ts';
import type { Cluster, ServedKind } from '../cluster-port.ts';
import type { EnforcedObject } from '../enforced-port.ts';
import { policyKinds } from './policy-kinds.ts';
import { keyOf, textOfKey } from './policy-objects.ts';

/** An object that enforces, as the cluster has it. */
export interface LivePolicy {
  readonly kind: ServedKind;
  readonly object: Resource;
}

/** What enforces something in a cluster. */
export interface LivePolicies {
  /** By its key as text. */
  readonly found: ReadonlyMap<string, LivePolicy>;
  readonly notes: readonly string[];
  /** Kinds that could not be read. */
  readonly unread: ReadonlySet<string>;
}

/** Every object of a kind that enforces; where they may not be listed, those that the store knows. */
export async function readLivePolicies(
  cluster: Cluster,
  kinds: readonly ServedKind[],
  stored: readonly EnforcedObject[],
): Promise<LivePolicies> {
  const { server } = cluster.about;
  const found = new Map<string, LivePolicy>();
  const notes: string[] = [];
  const unread = new Set<string>();
  const keep = (kind: ServedKind, object: JsonObject): void => {
    if (isResource(object)) found.set(textOfKey(keyOf(server, object)), { kind, object });
  };
  for (const kind of policyKinds(kinds))
    try {
      for await (const { objects } of cluster.list(kind, { namespace: null }))
        for (const object of objects) keep(kind, object);
    } catch (cause) {
      if (!isForbidden(cause)) throw cause;
      notes.push(`${cause.message}: only what the store knows is looked at`);
      const known = stored.filter((one) => one.kind === kind.kind && one.group === kind.group);
      if (!(await getEach(cluster, kind, known, keep))) unread.add(kind.kind);
    }
  return { found, notes, unread };
}

/** Whether each could be read. */
async function getEach(
  cluster: Cluster,
  kind: ServedKind,
  known: readonly EnforcedObject[],
  keep: (kind: ServedKind, object: JsonObject) => void,
): Promise<boolean> {
  try {
    for (const { name, namespace } of known) {
      const object = await cluster.get(kind, name, namespace);
      if (object !== null) keep(kind, object);
    }
    return true;
  } catch (cause) {
    if (isForbidden(cause)) return false;
    throw cause;
  }
}

function isForbidden(cause: unknown): cause is WritError {
  return cause instanceof WritError && cause.code === 'CLUSTER_FORBIDDEN';
}

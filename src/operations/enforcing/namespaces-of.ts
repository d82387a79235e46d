import { offlineFacts } from '../../check/offline-facts.ts';
import { WritError } from '../../core/errors.ts';
import type { JsonObject } from '../../core/json.ts';
import type { Facts } from '../../core/policy.ts';
import { nameOf } from '../../core/resource.ts';
import type { Cluster, ServedKind } from '../cluster-port.ts';

/** The namespaces of a cluster, as policies ask for them. */
export interface Namespaces {
  readonly facts: Facts;
  /** Where something can be tried: `default` first, those of Kubernetes last. */
  readonly names: readonly string[];
  /** Why they are not known; null where they are. */
  readonly why: string | null;
}

/** Reads them all; whoever may not list them is taken to have `default`, and nothing is known of it. */
export async function namespacesOf(
  cluster: Cluster,
  kinds: readonly ServedKind[],
  now: bigint,
): Promise<Namespaces> {
  const found = new Map<string, JsonObject>();
  const kind = kinds.find(({ group, kind: name }) => group === '' && name === 'Namespace');
  let why: string | null = null;
  try {
    if (kind !== undefined)
      for await (const { objects } of cluster.list(kind, { namespace: null }))
        for (const object of objects) found.set(nameOf(object), object);
  } catch (cause) {
    if (!(cause instanceof WritError) || cause.code !== 'CLUSTER_FORBIDDEN') throw cause;
    why = cause.message;
  }
  const unknown = why;
  return {
    why,
    names: why === null ? [...found.keys()].toSorted((a, b) => rankOf(a) - rankOf(b)) : ['default'],
    facts: {
      ...offlineFacts(now),
      namespace: (name) =>
        unknown === null ? { known: true, value: found.get(name) ?? null } : { known: false, why: unknown },
    },
  };
}

function rankOf(name: string): number {
  if (name === 'default') return 0;
  return name.startsWith('kube-') ? 2 : 1;
}

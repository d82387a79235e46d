import { WritError } from '../../core/errors.ts';
import type { JsonObject } from '../../core/json.ts';
import { isResource, type Resource } from '../../core/resource.ts';
import type { ParamKind } from '../../core/policy.ts';
import { groupVersionOf } from '../../core/resource.ts';
import type { Cluster, ServedKind } from '../cluster-port.ts';

/** The groups whose kinds may be policies, bindings and exceptions. */
const groups: ReadonlySet<string> = new Set([
  'admissionregistration.k8s.io',
  'kyverno.io',
  'policies.kyverno.io',
]);

/** A cluster of which policies, and what they need, are read. */
export interface ClusterPolicies {
  /** Policies, bindings and exceptions. */
  readonly objects: readonly Resource[];
  /** Null where the user may not read them. */
  namespaces(): Promise<readonly Resource[] | null>;
  /** The objects of a kind of parameters; null where the user may not read them, or nobody serves the kind. */
  params(kind: ParamKind): Promise<readonly Resource[] | null>;
}

/**
 * Reads a cluster's own policies.
 * @throws {WritError} `CLUSTER_*`: without one of them nobody knows what the cluster takes
 */
export async function clusterPolicies(cluster: Cluster): Promise<ClusterPolicies> {
  const { kinds, missing } = await cluster.kinds();
  const silent = missing.find((version) => groups.has(version.split('/')[0] ?? ''));
  if (silent !== undefined)
    throw new WritError('CLUSTER_UNREACHABLE', `the API server serves ${silent}, which does not answer now`);
  const served = kinds.filter(({ group, verbs }) => groups.has(group) && verbs.includes('list'));
  const objects: Resource[] = [];
  for (const kind of served.filter(isOfPolicies)) objects.push(...(await listed(cluster, kind)));
  const readable = async (kind: ServedKind | undefined): Promise<readonly Resource[] | null> =>
    kind === undefined ? null : orNull(() => listed(cluster, kind));
  return {
    objects,
    namespaces: () => readable(kinds.find(({ group, kind }) => group === '' && kind === 'Namespace')),
    params: ({ apiVersion, kind: name }) => {
      const { group } = groupVersionOf(apiVersion);
      return readable(kinds.find((kind) => kind.group === group && kind.kind === name));
    },
  };
}

/** Webhooks and reports of the same groups are no policies. */
function isOfPolicies({ kind }: ServedKind): boolean {
  return /Policy(?:Binding|Exception)?$/.test(kind);
}

async function listed(cluster: Cluster, kind: ServedKind): Promise<readonly Resource[]> {
  const found: JsonObject[] = [];
  for await (const { objects } of cluster.list(kind, { namespace: null })) found.push(...objects);
  return found.filter(isResource);
}

async function orNull<Value>(read: () => Promise<Value>): Promise<Value | null> {
  try {
    return await read();
  } catch (cause) {
    if (cause instanceof WritError && cause.code === 'CLUSTER_FORBIDDEN') return null;
    throw cause;
  }
}

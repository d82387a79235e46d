import { WritError } from '../../core/errors.ts';
import { groupVersionOf, type Resource } from '../../core/resource.ts';
import type { Cluster, ServedKind } from '../cluster-port.ts';

/** Finds kinds in the very version that a manifest is of. */
export interface ServedKinds {
  /** @throws {WritError} `TARGET_UNSUPPORTED` where the cluster does not serve it */
  of(object: Resource): Promise<ServedKind>;
  /** The same; null where it is not served. */
  find(apiVersion: string, kind: string): Promise<ServedKind | null>;
}

/** The kinds of a cluster; each version of a group is asked for once. */
export function servedKinds(cluster: Cluster): ServedKinds {
  const asked = new Map<string, ReturnType<Cluster['kindsOf']>>();
  const find = async (apiVersion: string, kind: string): Promise<ServedKind | null> => {
    const { group, version } = groupVersionOf(apiVersion);
    const known = asked.get(apiVersion) ?? cluster.kindsOf(group, version);
    asked.set(apiVersion, known);
    return (await known)?.find((one) => one.kind === kind) ?? null;
  };
  return {
    find,
    async of({ apiVersion, kind }) {
      const found = await find(apiVersion, kind);
      if (found !== null) return found;
      throw new WritError(
        'TARGET_UNSUPPORTED',
        `the cluster serves no ${kind} of ${apiVersion}; nothing was changed`,
        { hint: hintFor(apiVersion) },
      );
    },
  };
}

function hintFor(apiVersion: string): string {
  return apiVersion.includes('kyverno.io')
    ? 'Kyverno is not installed there, or another version of it: `--target vap` needs none, and `--kyverno-version` says what to write for.'
    : 'ValidatingAdmissionPolicy is stable from Kubernetes 1.30 on, MutatingAdmissionPolicy from 1.36 on; `--target kyverno` is for earlier ones.';
}

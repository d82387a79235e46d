import { WritError } from '../../core/errors.ts';
import type { Cluster, ServedKind } from '../cluster-port.ts';

/** A right that something needs. */
export interface NeededRight {
  readonly verb: string;
  readonly kind: Pick<ServedKind, 'group' | 'resource'>;
  readonly namespace: string | null;
}

/**
 * Asks the server for every right before anything is sent.
 * @throws {WritError} `CLUSTER_FORBIDDEN` naming each that is missing
 */
export async function demandRights(cluster: Cluster, needed: readonly NeededRight[]): Promise<void> {
  const missing = await missingRights(cluster, needed);
  if (missing.length === 0) return;
  throw new WritError('CLUSTER_FORBIDDEN', `you may not ${missing.join(', nor ')}; nothing was changed`, {
    hint: 'Ask for these rights, or have somebody who has them do it.',
  });
}

/** The rights that the user lacks, as `create validatingadmissionpolicies.admissionregistration.k8s.io`. */
export async function missingRights(
  cluster: Cluster,
  needed: readonly NeededRight[],
): Promise<readonly string[]> {
  const asked = new Map(
    needed.map(({ verb, kind: { group, resource }, namespace }) => [
      JSON.stringify([verb, group, resource, namespace]),
      { verb, group, resource, namespace, name: null },
    ]),
  );
  const answers = await Promise.all(
    asked.values().map(async (access) => ({ access, ...(await cluster.may(access)) })),
  );
  return answers
    .filter(({ allowed }) => !allowed)
    .map(({ access: { verb, group, resource, namespace } }) => {
      const kind = group === '' ? resource : `${resource}.${group}`;
      return `${verb} ${kind}${namespace === null ? '' : ` in namespace ${namespace}`}`;
    });
}

import type { Resource } from '../../core/resource.ts';
import type { Cluster, ServedKind } from '../cluster-port.ts';
import type { Context } from '../operation.ts';
import { withStore } from '../recording/with-store.ts';
import type { Store } from '../store-port.ts';
import type { Asked } from './asked-of-cluster.ts';
import { approveEnforcement, refuseEnforcement } from './approve-enforcement.ts';
import { clusterVersions, type ClusterVersions } from './cluster-versions.ts';
import type { EnforceLiveInput } from './enforce-live-parameters.ts';
import type { EnforceLiveResult } from './enforce-live-result.ts';
import { planApply } from './plan-apply.ts';
import { planPromotion } from './plan-promotion.ts';
import { planPrune, planRemove } from './plan-prune.ts';
import { showStatus } from './show-status.ts';

/** An object of which a policy has something to say. */
export interface KnownExample {
  /** The rule that it is an example of, or the policy that was tried with it. */
  readonly of: string;
  readonly resource: Resource;
}

/** What is to be enforced, once it is known where. */
export interface Desired {
  /** A policy before what binds it. */
  readonly objects: readonly Resource[];
  /** What its policies are tried with. */
  readonly examples: readonly KnownExample[];
}

/** What something in a cluster is done with. */
export interface Enforcing {
  readonly input: EnforceLiveInput;
  readonly cluster: Cluster;
  readonly kinds: readonly ServedKind[];
  readonly versions: ClusterVersions;
  readonly store: Store;
  readonly context: Context;
  readonly say: (text: string) => void;
}

/** Whether it is about what is named, which is to be rendered for the cluster. */
export function needsDesired(asked: Asked, paths: readonly string[]): boolean {
  return asked === 'apply' || (asked === 'prune' && paths.length > 0);
}

/**
 * Does what is asked of a cluster. What is to be enforced is made for the versions that are found there.
 * @throws {WritError} `USAGE`, `PLAN_UNKNOWN`, `TARGET_UNSUPPORTED`, `CLUSTER_*`
 */
export async function enforceLive(
  asked: Asked,
  input: EnforceLiveInput,
  {
    desired,
    context,
    say,
  }: {
    readonly desired: ((versions: ClusterVersions) => Promise<Desired>) | null;
    readonly context: Context;
    readonly say: (text: string) => void;
  },
): Promise<EnforceLiveResult> {
  return withStore(input.store, context, async (store) => {
    if (asked === 'approve') return approveEnforcement(input, { store, context, say });
    if (asked === 'refuse') return refuseEnforcement(input, { store, context });
    const { context: name, as, asGroup: asGroups } = input;
    const cluster = await context.openCluster({ context: name, as, asGroups });
    try {
      const { kinds } = await cluster.kinds();
      const versions = await clusterVersions(cluster, kinds);
      const enforcing: Enforcing = { input, cluster, kinds, versions, store, context, say };
      const wanted = desired === null ? null : await desired(versions);
      return await doAsked(asked, enforcing, wanted);
    } finally {
      cluster.close();
    }
  });
}

async function doAsked(
  asked: Exclude<Asked, 'approve' | 'refuse'>,
  enforcing: Enforcing,
  desired: Desired | null,
): Promise<EnforceLiveResult> {
  switch (asked) {
    case 'apply':
      return planApply(desired ?? { objects: [], examples: [] }, enforcing);
    case 'status':
      return showStatus(enforcing);
    case 'promote':
      return planPromotion(enforcing);
    case 'remove':
      return planRemove(enforcing);
    case 'prune':
      return planPrune(desired?.objects ?? null, enforcing);
  }
}

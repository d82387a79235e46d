import type { Cluster } from '../cluster-port.ts';
import type { Context } from '../operation.ts';
import { madeBy } from '../recording/with-store.ts';
import type { Store } from '../store-port.ts';
import type { EnforcedOutcome } from './enforce-live-result.ts';
import type { PlannedProbes } from './enforce-plan.ts';
import { policyKindOf, policyOf } from './policy-objects.ts';
import type { ServedKinds } from './served-kinds.ts';
import { verifyPolicy } from './verify-policy.ts';

/** Where policies are seen at work, and where that is kept. */
export interface VerifyingAll {
  readonly cluster: Cluster;
  readonly served: ServedKinds;
  readonly store: Store;
  /** How long each is waited for. */
  readonly seconds: number;
}

/** What was seen of the policy that an object is, binds or lifts. */
export function seenOf(seen: ReadonlyMap<string, Seen>, kind: string, policy: string): Seen | undefined {
  if (kind !== 'PolicyException') return seen.get(`${policyKindOf({ kind })} ${policy}`);
  return [...seen].find(([of]) => of.endsWith(` ${policy}`))?.[1];
}

/** What was seen of a policy. */
export type Seen = Pick<EnforcedOutcome, 'status' | 'why' | 'untried'>;

/** Looks at each policy until it is seen at work or time is over, and stores which were; by policy, what was seen. */
export async function verifyAll(
  probes: readonly PlannedProbes[],
  { cluster, served, store, seconds }: VerifyingAll,
  context: Pick<Context, 'now' | 'wait' | 'user'>,
): Promise<ReadonlyMap<string, Seen>> {
  const until = Number(context.now() / 1_000_000n) + seconds * 1000;
  const seen = await Promise.all(
    probes.map(async (one) => [one, await verifyPolicy(one, { cluster, served, until }, context)] as const),
  );
  const results = new Map(
    seen.map(([{ kind, policy }, one]): [string, Seen] => {
      const { verified, why } = one;
      const isUntried = !verified && one.untried;
      return [
        `${kind} ${policy}`,
        { status: verified ? 'verified' : 'applied', why, ...(isUntried && { untried: true }) },
      ];
    }),
  );
  for (const one of await store.enforced.of(cluster.about.server)) {
    const policy = one.applied === null ? null : policyOf(JSON.parse(one.applied));
    const result = policy === null || one.state === 'pending' ? undefined : seenOf(results, one.kind, policy);
    if (result === undefined || one.applied === null) continue;
    const { why } = result;
    await store.enforced.settle(
      one,
      result.status === 'verified'
        ? { state: 'verified', why }
        : { state: 'applied', applied: one.applied, why },
      madeBy(context),
    );
  }
  return results;
}

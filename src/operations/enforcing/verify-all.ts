import type { Cluster } from '../cluster-port.ts';
import type { Context } from '../operation.ts';
import { madeBy } from '../recording/with-store.ts';
import type { Store } from '../store-port.ts';
import type { EnforcedOutcome } from './enforce-live-result.ts';
import type { PlannedProbes } from './enforce-plan.ts';
import { policyKindOf, policyOf } from './policy-objects.ts';
import type { ServedKinds } from './served-kinds.ts';
import { verifyPolicy } from './verify-policy.ts';
import type { Verified } from './verifying.ts';

/** Where policies are seen at work, and where that is kept. */
export interface VerifyingAll {
  readonly cluster: Cluster;
  readonly served: ServedKinds;
  readonly store: Store;
  /** How long each is waited for. */
  readonly seconds: number;
}

/** How many policies are looked at together. */
const together = 8;
/** Milliseconds for which metrics are new enough: they are large, and every policy that audits asks for them. */
const recent = 200;

function recentMetrics(cluster: Cluster, now: Context['now']): () => Promise<string> {
  let asked: { readonly at: number; readonly text: Promise<string> } | null = null;
  return () => {
    const at = Number(now() / 1_000_000n);
    if (asked === null || at - asked.at > recent) asked = { at, text: cluster.metrics() };
    return asked.text;
  };
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
  const verifying = { cluster, served, metrics: recentMetrics(cluster, context.now), until };
  const seen: (readonly [PlannedProbes, Verified])[] = [];
  for (let from = 0; from < probes.length; from += together)
    seen.push(
      ...(await Promise.all(
        probes
          .slice(from, from + together)
          .map(async (one) => [one, await verifyPolicy(one, verifying, context)] as const),
      )),
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

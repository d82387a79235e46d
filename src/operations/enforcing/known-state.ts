import type { JsonObject } from '../../core/json.ts';
import type { Resource } from '../../core/resource.ts';
import type { Cluster } from '../cluster-port.ts';
import type { Context } from '../operation.ts';
import { madeBy } from '../recording/with-store.ts';
import type { EnforcedObject, EnforcingOutcome } from '../enforced-port.ts';
import type { Store } from '../store-port.ts';
import { isAsWanted } from './as-wanted.ts';
import type { EnforcedOutcome } from './enforce-live-result.ts';
import { changedFields, enforcedDigest, enforcedPart, policyOf } from './policy-objects.ts';
import type { LivePolicy } from './read-live-policies.ts';

/** Where it is looked up what became of an object, and kept. */
export interface Knowing {
  readonly cluster: Cluster;
  readonly store: Store;
  readonly context: Pick<Context, 'now' | 'user'>;
}

/** How an object that the store knows is, beside the one that is there. */
export type KnownState = Pick<EnforcedOutcome, 'status' | 'why'>;

/** Compares an object with what was put there; of one that was pending, finds out what became and stores it. */
export async function knownState(
  one: EnforcedObject,
  live: LivePolicy | null,
  knowing: Knowing,
): Promise<KnownState> {
  if (one.state === 'pending') return pendingState(one, live, knowing);
  if (live === null) return missing;
  if (policyOf(live.object) === null)
    return { status: 'drifted', why: 'somebody put another object in its place' };
  const applied = objectOf(one.applied);
  const wanted = objectOf(one.wanted) ?? applied;
  if (applied === null || wanted === null) return { status: 'drifted', why: null };
  const isSame =
    enforcedDigest(live.object, wanted) === enforcedDigest(applied, wanted) ||
    // A newer server may fill in more than the one that took it.
    (await isAsWanted(knowing.cluster, live.kind, live.object, wanted));
  if (isSame) return { status: one.state, why: one.why };
  const changed = changedFields(enforcedPart(applied, wanted), enforcedPart(live.object, wanted));
  return { status: 'drifted', why: `somebody changed ${changed.join(', ')}` };
}

const missing: KnownState = { status: 'missing', why: 'it is not in the cluster any more' };

/** A stored manifest. */
export function objectOf(text: string | null): Resource | null {
  return text === null ? null : (JSON.parse(text) as Resource);
}

/** What a step came to, and how it is told. */
interface Settled {
  /** What the store learns; null where nothing is known. */
  readonly outcome: EnforcingOutcome | null;
  readonly state: KnownState;
}

/** Of what nobody knew the object itself tells what became. */
async function pendingState(
  one: EnforcedObject,
  live: LivePolicy | null,
  { cluster, store, context }: Knowing,
): Promise<KnownState> {
  const { outcome, state } = live === null ? settleAbsent(one) : await settlePresent(one, live, cluster);
  if (outcome !== null) await store.enforced.settle(one, outcome, madeBy(context));
  return state;
}

function settleAbsent({ wanted, before }: EnforcedObject): Settled {
  if (wanted === null)
    return { outcome: { state: 'removed' }, state: { status: 'removed', why: 'it is gone' } };
  if (before !== null) return { outcome: null, state: missing };
  const why = 'it never came into the cluster';
  return { outcome: { state: 'taken back', why }, state: { status: 'missing', why } };
}

async function settlePresent(one: EnforcedObject, live: LivePolicy, cluster: Cluster): Promise<Settled> {
  const wanted = objectOf(one.wanted);
  if (wanted !== null && (await isAsWanted(cluster, live.kind, live.object, wanted))) {
    const why = 'nobody saw it at work yet: `--apply` does';
    const applied = JSON.stringify(live.object);
    return { outcome: { state: 'applied', applied, why }, state: { status: 'applied', why } };
  }
  if (isAsBefore(one, live.object)) {
    const outcome = { state: 'taken back', why: 'it is as it was before' } as const;
    const why = 'the last change never came into the cluster';
    return { outcome, state: { status: one.before?.state ?? 'applied', why } };
  }
  const why = one.why ?? 'nobody knows whether the last change was made';
  return { outcome: null, state: { status: 'pending', why } };
}

function isAsBefore({ before }: EnforcedObject, live: JsonObject): boolean {
  const was = objectOf(before?.applied ?? null);
  return was !== null && enforcedDigest(live, was) === enforcedDigest(was, was);
}

import { nameOf, namespaceOf, type Resource } from '../../core/resource.ts';
import type { Context } from '../operation.ts';
import { madeBy } from '../recording/with-store.ts';
import type { Enforcing } from './enforce-live.ts';
import type { EnforcedOutcome } from './enforce-live-result.ts';
import type { PlannedProbes } from './enforce-plan.ts';
import { keyOf, policyOf, textOfKey } from './policy-objects.ts';
import type { ServedKinds } from './served-kinds.ts';
import { seenOf, verifyAll } from './verify-all.ts';

/** What is known of objects that are as they are wanted. */
export interface Settling {
  readonly probes: readonly PlannedProbes[];
  readonly served: ServedKinds;
  readonly enforcing: Enforcing;
  readonly context: Context;
}

/**
 * Makes the store know objects that are in the cluster as they are wanted: of what was pending, or put there by
 * somebody else with our files. What was not seen at work yet is tried. The cluster is not changed.
 */
export async function settleUnchanged(
  objects: readonly Resource[],
  outcomes: readonly EnforcedOutcome[],
  { probes, served, enforcing, context }: Settling,
): Promise<readonly EnforcedOutcome[]> {
  const { cluster, store, input } = enforcing;
  const { server } = cluster.about;
  const stored = new Map((await store.enforced.of(server)).map((one) => [textOfKey(one), one]));
  const isKnown = (object: Resource): boolean =>
    stored.get(textOfKey(keyOf(server, object)))?.state === 'verified';
  const open = objects.filter((object) => !isKnown(object));
  if (open.length === 0) return outcomes.map((one) => ({ ...one, status: 'verified' }));
  for (const object of open) {
    const key = keyOf(server, object);
    const plan = stored.get(textOfKey(key))?.plan ?? '';
    const live = await cluster.get(await served.of(object), nameOf(object), namespaceOf(object));
    await store.enforced.begin([{ ...key, wanted: JSON.stringify(object), plan }], madeBy(context));
    const applied = JSON.stringify(live);
    await store.enforced.settle(key, { state: 'applied', applied, why: null }, madeBy(context));
  }
  const policies = new Set(open.map((object) => policyOf(object) ?? nameOf(object)));
  const verified = await verifyAll(
    probes.filter(({ policy }) => policies.has(policy)),
    { cluster, served, store, seconds: input.verifyTimeout },
    context,
  );
  const known = { status: 'verified' } as const;
  const unseen = { status: 'applied', untried: true } as const;
  return outcomes.map((one) => ({
    ...one,
    ...(seenOf(verified, one.resource.kind, one.policy) ?? (policies.has(one.policy) ? unseen : known)),
  }));
}

import { placeOfCluster } from '../live/live-object.ts';
import type { Store } from '../store-port.ts';
import { madeBy } from '../recording/with-store.ts';
import type { Enforcing } from './enforce-live.ts';
import type { BlastRadius } from './enforce-live-result.ts';
import {
  enforcePlan,
  summaryOf,
  type EnforcePlan,
  type PlannedProbes,
  type PlannedStep,
} from './enforce-plan.ts';

/** What a plan is of. */
export interface Planning {
  readonly does: EnforcePlan['does'];
  readonly steps: readonly PlannedStep[];
  readonly probes: readonly PlannedProbes[];
  readonly blastRadius: BlastRadius | null;
}

/** Keeps a plan until somebody approves it; null where there is nothing to do. */
export async function keepPlan(
  { does, steps, probes, blastRadius }: Planning,
  { cluster, store, context }: Enforcing,
): Promise<EnforcePlan | null> {
  if (steps.length === 0) return null;
  const { about } = cluster;
  const place = placeOfCluster(about);
  const evidence = {
    cluster: place,
    objects: steps.length,
    ...(blastRadius !== null && { judged: blastRadius.judged, broken: blastRadius.broken }),
  };
  const plan = await planAnew(
    {
      does,
      place,
      context: about.context,
      server: about.server,
      steps: [...steps],
      probes: [...probes],
      evidence,
    },
    store,
  );
  await store.plans.keep(
    {
      id: plan.id,
      verb: 'enforce',
      summary: summaryOf(plan),
      changes: JSON.stringify(plan),
      ...madeBy(context),
    },
    evidence,
  );
  return plan;
}

/** Planned again after it was carried out or refused, the same is another plan; as long as it waits it is one. */
async function planAnew(planned: Omit<EnforcePlan, 'id'>, store: Store): Promise<EnforcePlan> {
  for (let round = 0; ; round++) {
    const plan = enforcePlan(planned, round);
    const known = await store.plans.get(plan.id);
    if (known === null || known.taken === null) return plan;
  }
}

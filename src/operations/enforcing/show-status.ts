import { placeOfCluster } from '../live/live-object.ts';
import type { Enforcing } from './enforce-live.ts';
import type { EnforceLiveResult } from './enforce-live-result.ts';
import { enforcementStatus } from './enforcement-status.ts';

/** What is in a cluster, beside what was put there. */
export async function showStatus({
  cluster,
  kinds,
  versions,
  store,
  context,
}: Enforcing): Promise<EnforceLiveResult> {
  const { entries, notes } = await enforcementStatus(cluster, kinds, { store, context });
  return {
    place: placeOfCluster(cluster.about),
    versions,
    does: 'status',
    plan: null,
    objects: entries.map(({ outcome }) => outcome),
    blastRadius: null,
    evidence: [],
    notes,
  };
}

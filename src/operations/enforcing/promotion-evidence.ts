import type { Resource } from '../../core/resource.ts';
import type { Enforcing } from './enforce-live.ts';
import { actions, type Action, type BlastRadius, type PromotionEvidence } from './enforce-live-result.ts';
import { policyOf } from './policy-objects.ts';
import { readAuditLogs } from './read-audit-log.ts';
import { readReports } from './read-reports.ts';
import { wantedJudge, type WantedJudge } from './wanted-judge.ts';

/** A policy of which a violation is to do more than it does now. */
export interface Raised {
  readonly policy: string;
  readonly from: Action;
  readonly to: Action;
}

/** The policies that a change of objects makes stricter. */
export function raisedBy(
  before: readonly Resource[],
  { probed }: Pick<WantedJudge, 'probed'>,
  versions: Enforcing['versions'],
): readonly Raised[] {
  const was = new Map(wantedJudge(before, versions).probed.map(({ policy, action }) => [policy, action]));
  return probed.flatMap(({ policy, action: to }) => {
    const from = was.get(policy);
    if (from === undefined || from === 'change' || to === 'change') return [];
    return actions.indexOf(from) >= actions.indexOf(to) ? [] : [{ policy, from, to }];
  });
}

/** What is known of policies since they were put there as they are: what they would have done since. */
export async function evidenceFor(
  raised: readonly Raised[],
  radius: BlastRadius,
  { cluster, kinds, store, input, context }: Enforcing,
): Promise<{ readonly evidence: readonly PromotionEvidence[]; readonly notes: readonly string[] }> {
  if (raised.length === 0) return { evidence: [], notes: [] };
  const since = await appliedAt(store, cluster.about.server);
  const { open, notes } = await readReports(cluster, kinds);
  const logged = await readAuditLogs(context.inputs, input.auditLog);
  const evidence = raised.map((one): PromotionEvidence => {
    const { policy } = one;
    const from = since.get(policy) ?? null;
    const isSince = (at: number | null): boolean => at === null || from === null || at >= from;
    return {
      ...one,
      since: from === null ? null : new Date(from).toISOString(),
      live: radius.policies.find((known) => known.policy === policy)?.broken ?? 0,
      reported: open === null ? null : (open.get(policy) ?? 0),
      logged:
        input.auditLog.length === 0
          ? null
          : logged.filter((entry) => entry.policy === policy && isSince(entry.at)).length,
    };
  });
  return { evidence, notes };
}

/** When the objects of each policy were last written, in milliseconds since the epoch. */
async function appliedAt(store: Enforcing['store'], server: string): Promise<ReadonlyMap<string, number>> {
  const times = new Map<string, number>();
  for (const { applied, changed } of await store.enforced.of(server)) {
    const policy = applied === null ? null : policyOf(JSON.parse(applied));
    if (policy !== null) times.set(policy, Math.max(times.get(policy) ?? 0, changed.at));
  }
  return times;
}

/** What speaks against it, as one sentence; null where nothing does. */
export function objectionIn({ live, reported, logged }: PromotionEvidence): string | null {
  const parts = [
    live === 0 ? null : `${live} live ${live === 1 ? 'object breaks' : 'objects break'} it`,
    (reported ?? 0) === 0 ? null : `reports have ${reported} open`,
    (logged ?? 0) === 0 ? null : `the audit log has ${logged} since it was applied`,
  ].filter((part) => part !== null);
  return parts.length === 0 ? null : parts.join(', ');
}

import { WritError } from '../../core/errors.ts';
import { objectsAt, textAt, type JsonObject } from '../../core/json.ts';
import type { Cluster, ServedKind } from '../cluster-port.ts';

/** What reports in a cluster say of policies. */
export interface ReportsRead {
  /** Open results by the policy's name; null where there are no reports to read. */
  readonly open: ReadonlyMap<string, number> | null;
  readonly notes: readonly string[];
}

const kindsOfReports: Readonly<Record<string, readonly string[]>> = {
  'wgpolicyk8s.io': ['PolicyReport', 'ClusterPolicyReport'],
  'openreports.io': ['Report', 'ClusterReport'],
};

/** Results that mean that a policy was broken. */
const broken: ReadonlySet<string> = new Set(['fail', 'warn', 'error']);

/** Counts what PolicyReports (wgpolicyk8s.io) and Reports (openreports.io) have open. */
export async function readReports(cluster: Cluster, kinds: readonly ServedKind[]): Promise<ReportsRead> {
  const reporting = kinds.filter(
    ({ group, kind, verbs }) => kindsOfReports[group]?.includes(kind) === true && verbs.includes('list'),
  );
  const open = new Map<string, number>();
  const notes: string[] = [];
  for (const kind of reporting)
    try {
      for await (const { objects } of cluster.list(kind, { namespace: null }))
        for (const report of objects) countIn(report, open);
    } catch (cause) {
      if (!(cause instanceof WritError) || cause.code !== 'CLUSTER_FORBIDDEN') throw cause;
      notes.push(`${cause.message}: what they report is not counted`);
    }
  return { open: reporting.length === notes.length ? null : open, notes };
}

function countIn(report: JsonObject, open: Map<string, number>): void {
  for (const result of objectsAt(report, '/results')) {
    const policy = textAt(result, '/policy');
    if (policy === null || !broken.has(textAt(result, '/result') ?? '')) continue;
    const subjects = [...objectsAt(result, '/resources'), ...objectsAt(result, '/subjects')].length;
    open.set(policy, (open.get(policy) ?? 0) + Math.max(1, subjects));
  }
}

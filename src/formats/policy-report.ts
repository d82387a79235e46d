import { hash } from 'node:crypto';
import type { FindingResource, Result } from '../core/finding.ts';
import type { Severity } from '../core/severity.ts';

/** Which API reports are written for: that of the Policy Working Group, or its successor OpenReports. */
export type ReportApi = 'policyreport' | 'openreports';

/** A result as both APIs take it. */
export interface PolicyResult {
  readonly policy: string;
  readonly rule: string | null;
  readonly result: Result;
  readonly severity: Severity | null;
  readonly category: string;
  readonly message: string;
  readonly properties: Readonly<Record<string, string>>;
}

/** What a report is about, and what is in it. */
export interface PolicyReportParts {
  /** Names the report, together with its scope: the same input gives the same name. */
  readonly key: string;
  readonly namespace: string | null;
  /** The object that the results are of, or null. */
  readonly scope: FindingResource | null;
  readonly results: readonly PolicyResult[];
  /** Nanoseconds since the epoch. */
  readonly now: bigint;
}

const apis = {
  policyreport: {
    apiVersion: 'wgpolicyk8s.io/v1alpha2',
    namespaced: 'PolicyReport',
    cluster: 'ClusterPolicyReport',
  },
  openreports: { apiVersion: 'openreports.io/v1alpha1', namespaced: 'Report', cluster: 'ClusterReport' },
} as const;

/** One object of the API; without a namespace it is the cluster-wide kind. */
export function policyReport(api: ReportApi, parts: PolicyReportParts): object {
  const { apiVersion, namespaced, cluster } = apis[api];
  const { namespace, scope, results, now } = parts;
  const timestamp = { seconds: Number(now / 1_000_000_000n), nanos: 0 };
  return {
    apiVersion,
    kind: namespace === null ? cluster : namespaced,
    metadata: {
      name: `writ-${hash('sha256', parts.key).slice(0, 24)}`,
      ...(namespace !== null && { namespace }),
      labels: { 'app.kubernetes.io/managed-by': 'writ' },
    },
    ...(api === 'openreports' && { source: 'writ' }),
    ...(scope !== null && { scope: objectReference(scope) }),
    summary: summaryOf(results),
    results: results.map(({ policy, rule, result, severity, category, message, properties }) => ({
      source: 'writ',
      policy,
      ...(rule !== null && { rule }),
      result,
      ...(severity !== null && { severity }),
      category,
      message,
      scored: result !== 'warn',
      timestamp,
      properties,
    })),
  };
}

function objectReference({ apiVersion, kind, namespace, name }: FindingResource): object {
  return { apiVersion, kind, ...(namespace !== null && { namespace }), name };
}

function summaryOf(results: readonly PolicyResult[]): Readonly<Record<Result, number>> {
  const counts: Record<Result, number> = { pass: 0, fail: 0, warn: 0, error: 0, skip: 0 };
  for (const { result } of results) counts[result]++;
  return counts;
}

import type { ProfileName } from '../../rules/profiles.ts';
import { report } from '../report.ts';
import type { ComplianceReport } from '../../report/compliance-report.ts';
import { readLimits } from './judge-call.ts';
import { storeName, type Call } from './open-call.ts';

/** What is reported on. */
export interface Reporting {
  readonly config: string | null;
  readonly profile: ProfileName | null;
  readonly namespace: string | null;
  /** Whether the report on all of a cluster is kept, and compared with earlier ones. */
  readonly records: boolean;
}

/** A report on what a call looks at, and what is to be said of it. */
export interface ReportedCall {
  readonly report: ComplianceReport;
  readonly notes: readonly string[];
}

/** Reports on what a call looks at. */
export async function reportCall(
  { context, paths, cluster }: Call,
  { config, profile, namespace, records }: Reporting,
): Promise<ReportedCall> {
  const notes: string[] = [];
  const asked = {
    ...readLimits,
    paths,
    cluster: cluster !== undefined,
    context: cluster ?? null,
    as: null,
    asGroup: [],
    config,
    profile,
    namespace: namespace === null ? [] : [namespace],
    framework: [],
    minScore: null,
    vulnerabilities: [],
    exceptions: [],
    notify: false,
    record: records && namespace === null,
    store: records ? storeName : null,
    allowEmpty: true,
    kubernetesVersion: '1.36',
    crds: [],
    defaulting: false,
    now: null,
  };
  const made = await report.run(asked, context, (note) => notes.push(note.replace(/^note: /, '')));
  return { report: made.report, notes };
}

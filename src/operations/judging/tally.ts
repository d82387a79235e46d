import type { Finding } from '../../core/finding.ts';
import type { CheckSummary } from './check-result.ts';

/** Counts what a run meets. */
export interface Tally {
  add(what: 'files' | 'documents' | 'resources' | 'workloads' | 'folded' | 'excepted', count?: number): void;
  /** Counts one verdict: a policy on a resource, whatever the number of its findings. */
  verdict(result: Finding['result']): void;
  finding(): void;
  summary(rules: number): CheckSummary;
}

/** A tally at zero. */
export function createTally(): Tally {
  const counts = {
    files: 0,
    documents: 0,
    resources: 0,
    workloads: 0,
    pass: 0,
    fail: 0,
    warn: 0,
    error: 0,
    skip: 0,
    excepted: 0,
    findings: 0,
    folded: 0,
  };
  return {
    add: (what, count = 1) => void (counts[what] += count),
    verdict: (result) => void counts[result]++,
    finding: () => void counts.findings++,
    summary: (rules) => {
      const { files, documents, resources, workloads, ...rest } = counts;
      return { files, documents, resources, workloads, rules, ...rest };
    },
  };
}

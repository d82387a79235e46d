import type { Finding, Unjudged } from '../../core/finding.ts';
import type { Rule } from '../../core/rule.ts';
import type { InputRule } from '../deciding/input-rules.ts';

/** What `check` tells while it judges, in the stable order: file, document, policy, path. */
export type CheckEvent =
  | { readonly type: 'finding'; readonly finding: Finding; readonly excerpt: () => string | null }
  | { readonly type: 'unjudged'; readonly unjudged: Unjudged }
  | { readonly type: 'note'; readonly note: string };

/** What `check --watch` tells once everything was judged. */
export type WatchEvent =
  /** Everything was judged once; from here on only changes are told. */
  | { readonly type: 'watching'; readonly result: CheckResult; readonly open: number }
  | {
      readonly type: 'change';
      readonly change: 'opened' | 'fixed';
      readonly finding: Finding;
      /** Nanoseconds since the epoch. */
      readonly at: bigint;
    };

/** What was looked at. Verdicts (one policy on one resource) are counted before folding. */
export interface CheckSummary {
  readonly files: number;
  readonly documents: number;
  readonly resources: number;
  readonly workloads: number;
  readonly rules: number;
  readonly pass: number;
  readonly fail: number;
  readonly warn: number;
  readonly error: number;
  readonly skip: number;
  readonly excepted: number;
  readonly findings: number;
  readonly folded: number;
}

/** How a run ended. */
export interface CheckResult {
  readonly summary: CheckSummary;
  /** What was judged by. */
  readonly rules: readonly Rule[];
  /** The policies that were given. */
  readonly policies: readonly InputRule[];
  /** Whether any finding is at or above the threshold that fails the run. */
  readonly failed: boolean;
  /** Whether everything that was named could be judged. */
  readonly judged: boolean;
}

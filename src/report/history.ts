import type { Severity } from '../core/severity.ts';

/** What is known of earlier runs over the same scope, as plain data; the store fills it. */
export interface History {
  /** Oldest first, without the run that is reported. */
  readonly runs: readonly PastRun[];
  /** Every finding that was ever open, by fingerprint. */
  readonly findings: readonly PastFinding[];
}

/** An earlier report's numbers. */
export interface PastRun {
  /** RFC 3339. */
  readonly generated: string;
  readonly overall: number | null;
  readonly weighted: number | null;
  readonly coverage: number | null;
  readonly findings: number;
  /** Scores by framework id. */
  readonly frameworks: Readonly<Record<string, number | null>>;
  /** Scores by category. */
  readonly categories: Readonly<Record<string, number | null>>;
}

/** A finding over its life. */
export interface PastFinding {
  readonly fingerprint: string;
  readonly rule: string;
  readonly severity: Severity;
  /** RFC 3339. */
  readonly firstSeen: string;
  /** When it was no longer there, or null while it is open. */
  readonly fixed: string | null;
  /** Whether Writ repaired it. */
  readonly fixedByWrit: boolean;
  readonly fixable: boolean;
  readonly excepted: boolean;
}

/** No earlier run. */
export const noHistory: History = { runs: [], findings: [] };

import type { Location } from '../core/location.ts';

/** One expectation on one object, and what came of it. */
export interface Case {
  /** The test file. */
  readonly file: string;
  readonly policy: string;
  readonly rule: string | null;
  /** `namespace/Kind/name`, or the name as it was written where there is no such object. */
  readonly resource: string;
  readonly expected: string;
  /** What the policy said; null where it said nothing. */
  readonly actual: string | null;
  readonly status: 'passed' | 'failed' | 'skipped';
  /** Why it failed or was skipped; null where it passed. */
  readonly reason: string | null;
}

/** What keeps a test file, or a policy of it, from being tested. */
export interface SuiteProblem extends Location {
  readonly file: string;
  readonly code: string;
  readonly message: string;
}

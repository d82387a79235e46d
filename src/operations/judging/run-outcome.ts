import { atLeast, type Severity } from '../../core/severity.ts';
import type { Unplaced } from '../../core/finding.ts';
import type { CheckInput, World } from './check-run.ts';
import type { InputRule } from '../deciding/input-rules.ts';
import { createDuties } from './duties.ts';
import type { Reporter } from './reporter.ts';

/** Whether any finding makes the run fail, and what of it others are to be told. */
export function outcomeOf(
  { records, notifies }: World,
  reporter: Reporter,
  isFailure: (finding: Unplaced) => boolean,
): { readonly failed: () => boolean; readonly notes: () => readonly string[] } {
  const duties = createDuties({ records: records === true, notifies: notifies === true });
  let failed = false;
  reporter.onFinding((finding) => {
    failed ||= isFailure(finding);
    duties.see(finding);
  });
  return { failed: () => failed, notes: () => duties.notes() };
}

/** Whether a finding makes the run fail: exit codes see every finding, folded or not. */
export function failure({ failOn, failOnWarn }: CheckInput) {
  return ({
    result,
    severity,
    exception,
  }: {
    result: string;
    severity: Severity;
    exception: string | null;
  }): boolean => {
    const counts = result === 'fail' || (failOnWarn && result === 'warn');
    return counts && exception === null && failOn !== 'none' && atLeast(severity, failOn);
  };
}

/** What came of the policies that were given: how many judged, what they are called, whether all could be read. */
export function givenIn({ given }: World): {
  readonly count: number;
  readonly told: readonly InputRule[];
  readonly isWhole: boolean;
} {
  if (given === undefined) return { count: 0, told: [], isWhole: true };
  // What autogen made of a policy is no other.
  const count = given.policies.filter(({ about }) => about.variantOf === null).length;
  return { count, told: given.told, isWhole: given.unjudged.length === 0 };
}

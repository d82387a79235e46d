import type { Placed } from '../../check/findings.ts';
import type { Unplaced } from '../../core/finding.ts';
import { createLifting, type LiftingScope, type PlacedException } from '../../exceptions/lifting.ts';
import type { Tally } from '../judging/tally.ts';
import type { Watch } from '../judging/watch.ts';

/** Marks findings that exceptions lift. */
export function watchExceptions(exceptions: readonly PlacedException[], scope: LiftingScope): Watch {
  const lifting = createLifting(exceptions, scope);
  return {
    wantsAll: false,
    see: (judged, { resource, file }: Placed, tally) => ({
      ...judged,
      findings: judged.findings.map((finding) =>
        isLiftable(finding) ? lifted(finding, lifting.lift(finding, resource, file), tally) : finding,
      ),
    }),
    notes: () => lifting.notes(),
  };
}

/** Whether a finding is one that counts, and that nothing lifts yet. */
export function isLiftable({ result, exception }: Unplaced): boolean {
  return exception === null && (result === 'fail' || result === 'warn');
}

/** The finding with the reason why it is excepted, counted; the very same where there is none. */
export function lifted(finding: Unplaced, exception: string | null, tally: Tally): Unplaced {
  if (exception === null) return finding;
  tally.add('excepted');
  return { ...finding, exception };
}

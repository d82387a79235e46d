import { pastRunOf, type History } from '../../report/history.ts';
import type { FindingHistory } from '../store-port.ts';

/** What a report asks of a store: earlier runs, what is open, and how rules did. */
export type HistorySource = Pick<FindingHistory, 'runs' | 'openPrints' | 'byRule' | 'repairs'>;

const mostRuns = 52;
const hour = 3_600_000;

/**
 * What a store knows of a target, as a report takes it: of earlier runs those that measured by the same rules, so that
 * another profile is no rise or fall.
 */
export async function historyOf(
  source: HistorySource,
  { target, measure }: { readonly target: string; readonly measure: string },
): Promise<History> {
  const runs = await source.runs(target, mostRuns, measure);
  const scored = runs.filter(({ summary }) => Object.hasOwn(summary, 'score'));
  return {
    runs: scored.toReversed().map(({ at, summary }) => pastRunOf(timeOf(at), summary)),
    open: (await source.openPrints(target)).map(({ fingerprint, policy }) => ({ fingerprint, rule: policy })),
    rules: (await source.byRule(target)).map(({ policy, opened, fixed, excepted, medianToFix }) => ({
      rule: policy,
      opened,
      fixed,
      excepted,
      medianHoursToFix: medianToFix === null ? null : Math.round((10 * medianToFix) / hour) / 10,
    })),
    repairs: await source.repairs(target),
  };
}

/** RFC 3339, to the second. */
function timeOf(milliseconds: number): string {
  return `${new Date(milliseconds).toISOString().slice(0, 19)}Z`;
}

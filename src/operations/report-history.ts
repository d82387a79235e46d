import { pastRunOf, type History } from '../report/history.ts';

/** What a report asks of a store: earlier runs, what is open, and how rules did. Times are milliseconds. */
export interface HistorySource {
  /** Newest first. */
  runs(target: string, limit: number): Promise<readonly StoredRun[]>;
  open(
    target: string,
    query: OpenFindings,
  ): Promise<readonly { readonly fingerprint: string; readonly policy: string }[]>;
  byRule(target: string): Promise<readonly StoredRule[]>;
}

/** A run and its figures. */
export interface StoredRun {
  readonly at: number;
  readonly summary: Readonly<Record<string, number>>;
}

/** Every open finding, page by page; null does not narrow. */
export interface OpenFindings {
  readonly policy: null;
  readonly severity: null;
  readonly category: null;
  readonly namespace: null;
  readonly owner: null;
  readonly limit: number;
  readonly offset: number;
}

/** How a rule did over time. */
export interface StoredRule {
  readonly policy: string;
  readonly opened: number;
  readonly fixed: number;
  readonly excepted: number;
  readonly medianToFix: number | null;
}

const mostRuns = 52;
const page = 50_000;
const hour = 3_600_000;

/** What a store knows of a target, as a report takes it; runs that recorded no score are passed over. */
export async function historyOf(source: HistorySource, target: string): Promise<History> {
  const runs = await source.runs(target, mostRuns);
  const scored = runs.filter(({ summary }) => Object.hasOwn(summary, 'score'));
  return {
    runs: scored.toReversed().map(({ at, summary }) => pastRunOf(timeOf(at), summary)),
    open: await everyOpen(source, target),
    rules: (await source.byRule(target)).map(({ policy, opened, fixed, excepted, medianToFix }) => ({
      rule: policy,
      opened,
      fixed,
      excepted,
      medianHoursToFix: medianToFix === null ? null : Math.round((10 * medianToFix) / hour) / 10,
    })),
    repairs: null,
  };
}

async function everyOpen(source: HistorySource, target: string): Promise<History['open']> {
  const all = { policy: null, severity: null, category: null, namespace: null, owner: null };
  const found: History['open'][number][] = [];
  for (;;) {
    const next = await source.open(target, { ...all, limit: page, offset: found.length });
    for (const { fingerprint, policy } of next) found.push({ fingerprint, rule: policy });
    if (next.length < page) return found;
  }
}

/** RFC 3339, to the second. */
function timeOf(milliseconds: number): string {
  return `${new Date(milliseconds).toISOString().slice(0, 19)}Z`;
}

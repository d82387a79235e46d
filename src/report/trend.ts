import type { History, PastRun } from './history.ts';
import type { JudgedFinding } from './judged-run.ts';

/** How the scores went over time, and what changed since the last report. */
export interface Trend {
  /** Oldest first, the present run last. */
  readonly runs: readonly PastRun[];
  /** Points of the overall score since the last run; null where one of them has none. */
  readonly change: number | null;
  /** Points of each category's and each framework's score since the last run, where both have one. */
  readonly categories: readonly Change[];
  readonly frameworks: readonly Change[];
  readonly opened: number;
  readonly fixed: number;
  readonly remaining: number;
  /** Findings that were opened and fixed since the last run, by rule, most first. */
  readonly byRule: readonly { readonly rule: string; readonly opened: number; readonly fixed: number }[];
}

/** A score beside its last one. */
export interface Change {
  readonly of: string;
  readonly score: number;
  readonly change: number;
}

/**
 * The trend; null where there is no earlier run to compare with. Of what was open before, only the findings of the
 * rules that are measured now count: what nobody looks for any more is not fixed.
 */
export function trendOf(
  history: History,
  present: PastRun,
  {
    findings,
    measured,
  }: { readonly findings: readonly JudgedFinding[]; readonly measured: ReadonlySet<string> },
): Trend | null {
  const last = history.runs.at(-1);
  if (last === undefined) return null;
  const open = history.open.filter(({ rule }) => measured.has(rule));
  const before = new Map(open.map((one) => [one.fingerprint, one.rule]));
  const now = new Map(findings.map((one) => [one.fingerprint, one.rule]));
  const opened = [...now].filter(([fingerprint]) => !before.has(fingerprint)).map(([, rule]) => rule);
  const fixed = [...before].filter(([fingerprint]) => !now.has(fingerprint)).map(([, rule]) => rule);
  return {
    runs: [...history.runs, present],
    change: difference(present.overall, last.overall),
    categories: changes(present.categories, last.categories),
    frameworks: changes(present.frameworks, last.frameworks),
    opened: opened.length,
    fixed: fixed.length,
    remaining: now.size - opened.length,
    byRule: byRule(opened, fixed),
  };
}

function difference(now: number | null, before: number | null): number | null {
  return now === null || before === null ? null : Math.round((now - before) * 100) / 100;
}

type ByName = Readonly<Record<string, number | null>>;

function changes(now: ByName, before: ByName): readonly Change[] {
  return Object.entries(now).flatMap(([of, score]) => {
    const change = difference(score, Object.hasOwn(before, of) ? (before[of] ?? null) : null);
    return score === null || change === null ? [] : [{ of, score, change }];
  });
}

function byRule(opened: readonly string[], fixed: readonly string[]): Trend['byRule'] {
  const rules = [...new Set([...opened, ...fixed])];
  const count = (among: readonly string[]): ReadonlyMap<string, number> => {
    const counts = new Map<string, number>();
    for (const rule of among) counts.set(rule, (counts.get(rule) ?? 0) + 1);
    return counts;
  };
  const [ups, downs] = [count(opened), count(fixed)];
  return rules
    .map((rule) => ({ rule, opened: ups.get(rule) ?? 0, fixed: downs.get(rule) ?? 0 }))
    .toSorted((a, b) => b.opened + b.fixed - (a.opened + a.fixed) || (a.rule < b.rule ? -1 : 1));
}

import type { History, PastFinding } from './history.ts';
import type { JudgedFinding, JudgedRule } from './judged-run.ts';
import { broken, concerned } from './counts.ts';
import { percentage } from './scores.ts';

/** What a rule has done so far. */
export interface RuleEffect {
  readonly rule: string;
  readonly opened: number;
  readonly fixed: number;
  readonly excepted: number;
  /** Hours from the first time that a finding was seen until it was gone: the median, or null where none is. */
  readonly medianHoursToFix: number | null;
  /** It concerned something, and has never found anything. */
  readonly neverFired: boolean;
}

/** How much of what was found has been repaired by Writ itself. */
export interface AutoFix {
  /** Open findings that can be repaired mechanically. */
  readonly fixable: number;
  /** Findings that Writ has repaired so far; null without a history. */
  readonly fixed: number | null;
  /** 100 · repaired by Writ / all that ever could be; null where none could, or without a history. */
  readonly ofFixable: number | null;
  /** 100 · repaired by Writ / all that was ever found. */
  readonly ofViolations: number | null;
}

/** What each rule of the yardstick has done, those that found most first. */
export function effectivenessOf(rules: readonly JudgedRule[], history: History): readonly RuleEffect[] {
  const past = Map.groupBy(history.findings, ({ rule }) => rule);
  return rules
    .filter(({ scored, counts }) => scored && concerned(counts) > 0)
    .map((rule) => effectOf(rule, past.get(rule.about.id) ?? []))
    .toSorted((a, b) => b.opened - a.opened || (a.rule < b.rule ? -1 : 1));
}

function effectOf({ about, counts }: JudgedRule, past: readonly PastFinding[]): RuleEffect {
  const fixed = past.filter((finding) => finding.fixed !== null);
  return {
    rule: about.id,
    opened: past.length,
    fixed: fixed.length,
    excepted: past.filter(({ excepted }) => excepted).length,
    medianHoursToFix: median(fixed.map(hoursToFix)),
    neverFired: past.length === 0 && broken(counts) === 0 && counts.excepted === 0,
  };
}

function hoursToFix({ firstSeen, fixed }: PastFinding): number {
  return Math.max(0, (Date.parse(fixed ?? firstSeen) - Date.parse(firstSeen)) / 3_600_000);
}

function median(values: readonly number[]): number | null {
  const sorted = values.filter(Number.isFinite).toSorted((a, b) => a - b);
  const middle = Math.floor(sorted.length / 2);
  const upper = sorted[middle];
  if (upper === undefined) return null;
  const lower = sorted.length % 2 === 1 ? upper : (sorted[middle - 1] ?? upper);
  return Math.round(((lower + upper) / 2) * 10) / 10;
}

/** Both efficiencies of repairing. */
export function autoFixOf(findings: readonly JudgedFinding[], { findings: past }: History): AutoFix {
  const open = findings.filter(({ excepted }) => !excepted);
  const fixable = open.filter((finding) => finding.fixable).length;
  if (past.length === 0) return { fixable, fixed: null, ofFixable: null, ofViolations: null };
  const fixed = past.filter(({ fixedByWrit }) => fixedByWrit).length;
  return {
    fixable,
    fixed,
    ofFixable: percentage(fixed, past.filter((finding) => finding.fixable).length),
    ofViolations: percentage(fixed, past.length),
  };
}

import type { History, RulePast } from './history.ts';
import type { JudgedFinding, JudgedRule } from './judged-run.ts';
import { broken, concerned } from './counts.ts';
import { percentage } from './scores.ts';

/** What a rule has done so far; without a history only the present run is known. */
export interface RuleEffect extends RulePast {
  /** Resources that break it now. */
  readonly open: number;
  /** It passed on something, and has never found anything. */
  readonly neverFired: boolean;
}

/** How much of what was found has been repaired by Writ itself. */
export interface AutoFix {
  /** Open findings that can be repaired mechanically. */
  readonly fixable: number;
  /** Findings that Writ has repaired so far; null where that is not recorded. */
  readonly fixed: number | null;
  /** 100 · repaired by Writ / all that ever could be; null where none could, or without a record. */
  readonly ofFixable: number | null;
  /** 100 · repaired by Writ / all that was ever found. */
  readonly ofViolations: number | null;
}

const nothing: Omit<RulePast, 'rule'> = { opened: 0, fixed: 0, excepted: 0, medianHoursToFix: null };

/** What each rule of the yardstick has done, those that found most first. */
export function effectivenessOf(rules: readonly JudgedRule[], history: History): readonly RuleEffect[] {
  const past = new Map(history.rules.map((one) => [one.rule, one]));
  return rules
    .filter(({ scored, counts }) => scored && concerned(counts) > 0)
    .map(({ about, counts }): RuleEffect => {
      const known = past.get(about.id) ?? { rule: about.id, ...nothing };
      const open = broken(counts);
      const isSilent = known.opened === 0 && open === 0 && counts.excepted === 0;
      return { ...known, open, neverFired: isSilent && counts.pass > 0 };
    })
    .toSorted((a, b) => b.opened - a.opened || b.open - a.open || (a.rule < b.rule ? -1 : 1));
}

/** Both efficiencies of repairing. */
export function autoFixOf(findings: readonly JudgedFinding[], { repairs }: History): AutoFix {
  const fixable = findings.filter((finding) => !finding.excepted && finding.fixable).length;
  if (repairs === null) return { fixable, fixed: null, ofFixable: null, ofViolations: null };
  const { byWrit, found } = repairs;
  return {
    fixable,
    fixed: byWrit,
    ofFixable: percentage(byWrit, repairs.fixable),
    ofViolations: percentage(byWrit, found),
  };
}

import type { FindingResource } from '../core/finding.ts';
import { severities } from '../core/severity.ts';
import type { Framework } from '../frameworks/framework.ts';
import {
  byCategory,
  bySeverity,
  numbersOf,
  type CategoryShare,
  type RuleNumbers,
  type SeverityShare,
} from './breakdown.ts';
import { added, type Counts } from './counts.ts';
import { autoFixOf, effectivenessOf, type AutoFix, type RuleEffect } from './effectiveness.ts';
import { frameworkReport, type FrameworkReport } from './framework-report.ts';
import type { History, PastRun } from './history.ts';
import type { AboutRule, JudgedRun, ReportScope } from './judged-run.ts';
import { recommendationsOf, type Recommendation } from './recommendations.ts';
import { colourOf, scoresOf, type Colour, type Scores } from './scores.ts';
import { trendOf, type Trend } from './trend.ts';
import { ownersOf, worstOf, type OwnerShare, type WorstResource } from './workloads.ts';

/** What every format of a report shows. */
export interface ComplianceReport {
  readonly generated: string;
  readonly scope: ReportScope;
  readonly yardstick: string;
  readonly scores: Scores & { readonly colour: Colour };
  /** The next goal: ten points on, at most a hundred; null where there is no score. */
  readonly target: number | null;
  /** Resources that a rule concerns. */
  readonly resources: number;
  /** Resources that are not looked at: judged at their owner, idle, or excluded by the configuration. */
  readonly leftOut: number;
  readonly rules: RuleNumbers;
  /** Verdicts of the yardstick's rules. */
  readonly verdicts: Counts;
  /** Broken validations at their places, without those that are excepted. */
  readonly findings: number;
  readonly excepted: number;
  readonly inputFaults: number;
  readonly unjudged: number;
  readonly severities: readonly SeverityShare[];
  readonly categories: readonly CategoryShare[];
  readonly frameworks: readonly FrameworkReport[];
  readonly failing: readonly BrokenRule[];
  readonly recommendations: readonly Recommendation[];
  readonly autoFix: AutoFix;
  readonly worst: readonly WorstResource[];
  readonly owners: readonly OwnerShare[];
  readonly effectiveness: readonly RuleEffect[];
  /** Null where no earlier run is known. */
  readonly trend: Trend | null;
}

/** A rule that something breaks, and what: the evidence behind every failing control. */
export interface BrokenRule {
  readonly rule: AboutRule;
  /** Whether it belongs to the yardstick; else it is evidence only. */
  readonly scored: boolean;
  /** How many resources break it; the first of them follow. */
  readonly broken: number;
  readonly resources: readonly (FindingResource & { readonly file: string })[];
}

const mostWorst = 10;
const mostResources = 50;

/** A report on a run, by some frameworks, beside what is known of earlier ones. Pure: the same data, the same report. */
export function complianceReport(
  run: JudgedRun,
  frameworks: readonly Framework[],
  history: History,
): ComplianceReport {
  const scored = run.rules.filter((rule) => rule.scored);
  const rules = new Map(run.rules.map((rule) => [rule.about.id, rule]));
  const scores = scoresOf(scored);
  const open = run.findings.filter(({ excepted }) => !excepted);
  const report = {
    generated: run.generated,
    scope: run.scope,
    yardstick: run.yardstick,
    scores: { ...scores, colour: colourOf(scores.overall) },
    target: scores.overall === null ? null : Math.min(100, scores.overall + 10),
    resources: run.resources.length,
    leftOut: run.leftOut,
    rules: numbersOf(scored),
    verdicts: added(scored.map(({ counts }) => counts)),
    findings: open.length,
    excepted: run.findings.length - open.length,
    inputFaults: run.inputFaults,
    unjudged: run.unjudged,
    severities: bySeverity(scored, run.findings),
    categories: byCategory(scored, run.findings),
    frameworks: frameworks.map((framework) => frameworkReport(framework, rules)),
    failing: brokenRules(run),
    recommendations: recommendationsOf(scored),
    autoFix: autoFixOf(run.findings, history),
    worst: worstOf(run.resources, mostWorst),
    owners: ownersOf(run.resources),
    effectiveness: effectivenessOf(scored, history),
  };
  const measured = new Set(scored.map(({ about }) => about.id));
  return { ...report, trend: trendOf(history, pastRun(report), { findings: run.findings, measured }) };
}

/** The numbers of a report by which later ones are compared. */
export function pastRun(
  report: Pick<ComplianceReport, 'generated' | 'scores' | 'findings' | 'frameworks' | 'categories'>,
): PastRun {
  const { overall, weighted, coverage } = report.scores;
  return {
    generated: report.generated,
    overall,
    weighted,
    coverage,
    findings: report.findings,
    frameworks: Object.fromEntries(report.frameworks.map(({ id, score }) => [id, score])),
    categories: Object.fromEntries(
      report.categories.map(({ category, scores }) => [category, scores.overall]),
    ),
  };
}

/** Those of the yardstick first, the worst of each first. */
function brokenRules({ rules, resources }: JudgedRun): readonly BrokenRule[] {
  return rules
    .filter(({ broken }) => broken.length > 0)
    .toSorted(
      (a, b) =>
        Number(b.scored) - Number(a.scored) ||
        severities.indexOf(b.about.severity) - severities.indexOf(a.about.severity) ||
        b.broken.length - a.broken.length,
    )
    .map(({ about, scored, broken }) => ({
      rule: about,
      scored,
      broken: broken.length,
      resources: broken.slice(0, mostResources).flatMap((index) => {
        const resource = resources[index];
        return resource === undefined ? [] : [{ ...resource.named, file: resource.file }];
      }),
    }));
}

import { severities, type Severity } from '../core/severity.ts';
import { broken, concerned, scorable } from './counts.ts';
import type { JudgedFinding, JudgedRule } from './judged-run.ts';
import { scoresOf, type Scores } from './scores.ts';

/** The categories of the catalogue, in the order in which reports show them. */
export const categories = ['security', 'compliance', 'performance', 'cost', 'operations'] as const;

/** How the rules went: each is in exactly one of these. */
export interface RuleNumbers {
  /** Rules of the yardstick, switched off or not. */
  readonly total: number;
  /** Judged on something: passed and failed together. */
  readonly evaluated: number;
  readonly passed: number;
  readonly failed: number;
  /** Nothing concerned them. */
  readonly unconcerned: number;
  /** Concerned something, and neither: switched off, excepted, unanswered, unknown or in error. */
  readonly withheld: number;
}

/** One line of a breakdown. */
export interface Share {
  readonly rules: RuleNumbers;
  /** Broken validations at their places, without those that are excepted. */
  readonly findings: number;
}

export interface CategoryShare extends Share {
  readonly category: string;
  readonly scores: Scores;
}

export interface SeverityShare extends Share {
  readonly severity: Severity;
}

/** The numbers of some rules. */
export function numbersOf(rules: readonly JudgedRule[]): RuleNumbers {
  const count = (is: (rule: JudgedRule) => boolean): number => rules.filter(is).length;
  const [passed, failed] = [count(isPassed), count(({ counts }) => broken(counts) > 0)];
  const unconcerned = count(({ counts }) => concerned(counts) === 0);
  return {
    total: rules.length,
    evaluated: passed + failed,
    passed,
    failed,
    unconcerned,
    withheld: rules.length - passed - failed - unconcerned,
  };
}

/** Whether a rule concerned something that is known, and passed on all of it. */
function isPassed({ counts }: JudgedRule): boolean {
  return counts.pass > 0 && counts.pass === scorable(counts);
}

/** A line for each category of the catalogue, and for each that other rules brought; zeros are shown. */
export function byCategory(
  rules: readonly JudgedRule[],
  findings: readonly JudgedFinding[],
): readonly CategoryShare[] {
  const names = new Set<string>([...categories, ...rules.map(({ about }) => about.category)]);
  return Array.from(names, (category) => {
    const own = rules.filter(({ about }) => about.category === category);
    return { category, scores: scoresOf(own), ...share(own, findings, (one) => one.category === category) };
  });
}

/** A line for each severity, worst first; zeros are shown. */
export function bySeverity(
  rules: readonly JudgedRule[],
  findings: readonly JudgedFinding[],
): readonly SeverityShare[] {
  return severities.toReversed().map((severity) => {
    const own = rules.filter(({ about }) => about.severity === severity);
    return { severity, ...share(own, findings, (one) => one.severity === severity) };
  });
}

function share(
  rules: readonly JudgedRule[],
  findings: readonly JudgedFinding[],
  is: (finding: JudgedFinding) => boolean,
): Share {
  return {
    rules: numbersOf(rules),
    findings: findings.filter((finding) => is(finding) && !finding.excepted).length,
  };
}

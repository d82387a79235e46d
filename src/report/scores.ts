import type { Severity } from '../core/severity.ts';
import { added, concerned, judged, scorable, type Counts } from './counts.ts';
import type { JudgedRule } from './judged-run.ts';

/** Percentages with two decimals; null where nothing concerned anything, which is no hundred. */
export interface Scores {
  /**
   * 100 · Σ passed / Σ concerned over rules and resources: the formula of *Policy as code*. What was switched off,
   * excepted, unanswered or in error counts as not passed, so that none of these can raise it; what cannot be known
   * without other objects is left out.
   */
  readonly overall: number | null;
  /** The same, each verdict weighed by the severity of its rule. */
  readonly weighted: number | null;
  /** How much of what concerned something was judged at all. */
  readonly coverage: number | null;
}

/** What a verdict weighs by the severity of its rule. */
export const weights: Readonly<Record<Severity, number>> = {
  critical: 10,
  high: 5,
  medium: 2,
  low: 1,
  info: 0,
};

/** The scores of some rules. */
export function scoresOf(rules: readonly Pick<JudgedRule, 'weighs' | 'counts'>[]): Scores {
  const counts = added(rules.map((rule) => rule.counts));
  const weighed = (of: (counts: Counts) => number): number =>
    rules.reduce((sum, rule) => sum + weights[rule.weighs] * of(rule.counts), 0);
  return {
    overall: percentage(counts.pass, scorable(counts)),
    weighted: percentage(
      weighed(({ pass }) => pass),
      weighed(scorable),
    ),
    coverage: percentage(judged(counts), concerned(counts)),
  };
}

/** A percentage with two decimals, null of nothing. */
export function percentage(part: number, whole: number): number | null {
  return whole === 0 ? null : Math.round((10_000 * part) / whole) / 100;
}

export type Colour = 'green' | 'yellow' | 'red' | 'grey';

/** 90 and above is green, 70 and above yellow; nothing to judge is grey. */
export function colourOf(score: number | null): Colour {
  if (score === null) return 'grey';
  if (score >= 90) return 'green';
  return score >= 70 ? 'yellow' : 'red';
}

import { broken } from './counts.ts';
import type { AboutRule, JudgedRule } from './judged-run.ts';
import { categories } from './breakdown.ts';
import { weights } from './scores.ts';

/** What to do first in a category. */
export interface Recommendation {
  readonly category: string;
  /** One sentence: what to do. */
  readonly advice: string;
  readonly rule: Pick<AboutRule, 'id' | 'code' | 'title' | 'severity'>;
  /** How many resources it would mend. */
  readonly resources: number;
}

/** For each category the rule whose repair would mend most, weighed by severity. */
export function recommendationsOf(rules: readonly JudgedRule[]): readonly Recommendation[] {
  const names = new Set<string>([...categories, ...rules.map(({ about }) => about.category)]);
  return [...names].flatMap((category) => {
    const [worst] = rules
      .filter(({ about, counts }) => about.category === category && broken(counts) > 0)
      .toSorted((a, b) => worth(b) - worth(a) || (a.about.id < b.about.id ? -1 : 1));
    if (worst === undefined) return [];
    const { id, code, title, severity, advice } = worst.about;
    return [{ category, advice, rule: { id, code, title, severity }, resources: broken(worst.counts) }];
  });
}

function worth({ about, counts }: JudgedRule): number {
  return weights[about.severity] * broken(counts);
}

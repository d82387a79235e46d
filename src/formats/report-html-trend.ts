import type { ComplianceReport } from '../report/compliance-report.ts';
import { lineChart } from './html-charts.ts';
import { cell, tableOf, type Column } from './html-page.ts';
import { html, nothing, type Html } from './html-text.ts';
import { categoryName, percent, points, titleOf } from './report-words.ts';

const number = { kind: 'number' } as const;

/** The scores over time; nothing where no earlier run is known. */
export function trendHtml({ trend, frameworks }: ComplianceReport): Html {
  if (trend === null) return nothing;
  const change = trend.change === null ? '' : `: ${points(trend.change)}`;
  const runs = trend.runs.map(({ generated, overall, weighted, coverage, findings }) =>
    [generated, percent(overall), percent(weighted), percent(coverage), findings].map(cell),
  );
  const titles = new Map(frameworks.map((framework) => [framework.id, titleOf(framework)]));
  const named = [
    ...trend.categories.map((part) => [categoryName(part.of), part] as const),
    ...trend.frameworks.map((part) => [titles.get(part.of) ?? part.of, part] as const),
  ];
  const parts = named.map(([name, part]) => [name, percent(part.score), points(part.change)].map(cell));
  const columns: readonly Column[] = [
    { title: 'report', kind: 'id' },
    { title: 'overall', ...number },
    { title: 'weighted', ...number },
    { title: 'coverage', ...number },
    { title: 'findings', ...number },
  ];
  const beside: readonly Column[] = [
    { title: 'category or framework', kind: 'id' },
    { title: 'score', ...number },
    { title: 'since the last report', ...number },
  ];
  return html`<section aria-labelledby="trend">
    <h2 id="trend">Trend</h2>
    <p>
      Since the last report ${trend.opened} opened, ${trend.fixed} fixed, ${trend.remaining} remain${change}.
    </p>
    ${lineChart(
      'Overall score over reports',
      trend.runs.map(({ generated, overall }) => ({ when: generated, score: overall })),
    )}${tableOf('Scores of each report, oldest first', columns, runs)}${parts.length === 0 ? nothing : tableOf('Categories and frameworks beside the last report', beside, parts)}
  </section> `;
}

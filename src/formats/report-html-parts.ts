import type { ComplianceReport } from '../report/compliance-report.ts';
import { barChart } from './html-charts.ts';
import { cell, codeCell, tableOf, type Column } from './html-page.ts';
import { html, nothing, type Html } from './html-text.ts';
import { nameOf } from './name-of.ts';
import { categoryName, hours, percent } from './report-words.ts';

const number = { kind: 'number' } as const;

/** Rules by severity and by category, zeros too. */
export function breakdownHtml({ severities, categories }: ComplianceReport): Html {
  const bars = severities.map(({ severity, rules }) => ({
    label: severity,
    parts: [
      { value: rules.failed, tone: 'bad' as const, name: 'failed' },
      { value: rules.passed, tone: 'good' as const, name: 'passed' },
      { value: rules.withheld + rules.unconcerned, tone: 'none' as const, name: 'not judged' },
    ],
    told: `${rules.failed}/${rules.total}`,
  }));
  const bySeverity = severities.map(({ severity, rules, findings }) =>
    [severity, rules.failed, rules.passed, findings].map(cell),
  );
  const byCategory = categories.map(({ category, scores, rules, findings }) =>
    [
      categoryName(category),
      percent(scores.overall),
      percent(scores.weighted),
      rules.failed,
      rules.passed,
      findings,
    ].map(cell),
  );
  const counts: readonly Column[] = [
    { title: 'rules failed', ...number },
    { title: 'rules passed', ...number },
    { title: 'findings', ...number },
  ];
  const scores: readonly Column[] = [
    { title: 'overall', ...number },
    { title: 'weighted', ...number },
  ];
  return html`<section aria-labelledby="breakdown">
    <h2 id="breakdown">Severity and category</h2>
    ${barChart('Rules by severity', bars)}${tableOf('Rules and findings by severity', [{ title: 'severity', kind: 'id' }, ...counts], bySeverity)}${tableOf('Rules and findings by category', [{ title: 'category', kind: 'id' }, ...scores, ...counts], byCategory)}
  </section> `;
}

/** The workloads with most to do, and who looks after them. */
export function workloadsHtml({ worst, owners }: ComplianceReport): Html {
  const byResource = worst.map(({ resource, file, owner, failed, score, weighted }) => [
    html`<bdi>${nameOf(resource)}</bdi> <span class="soft">${file}</span>`,
    cell(owner ?? '–'),
    cell(failed),
    cell(percent(score)),
    cell(percent(weighted)),
  ]);
  const byOwner = owners.map(({ owner, resources, failed, score }) =>
    [owner ?? 'nobody', resources, failed, percent(score)].map(cell),
  );
  const columns: readonly Column[] = [
    { title: 'workload' },
    { title: 'owner', kind: 'id' },
    { title: 'rules broken', ...number },
    { title: 'overall', ...number },
    { title: 'weighted', ...number },
  ];
  const ownerColumns: readonly Column[] = [
    { title: 'owner' },
    { title: 'resources', ...number },
    { title: 'rules broken', ...number },
    { title: 'overall', ...number },
  ];
  return html`<section aria-labelledby="workloads">
    <h2 id="workloads">Workloads and owners</h2>
    ${worst.length === 0 ? html`<p>No workload breaks a rule.</p>` : tableOf('Workloads that lower the scores most, worst first', columns, byResource)}${owners.length === 0 ? nothing : tableOf('Owners, as labels and annotations tell them', ownerColumns, byOwner)}
  </section> `;
}

/** What each rule has done; nothing where no earlier run is known. */
export function effectivenessHtml({ effectiveness, trend }: ComplianceReport): Html {
  if (trend === null) return nothing;
  const rows = effectiveness.map(({ rule, open, opened, fixed, excepted, medianHoursToFix, neverFired }) => [
    codeCell(rule),
    cell(open),
    cell(opened),
    cell(fixed),
    cell(excepted),
    cell(medianHoursToFix === null ? '–' : hours(medianHoursToFix)),
    cell(neverFired ? 'never fired' : ''),
  ]);
  const columns: readonly Column[] = [
    { title: 'rule', kind: 'id' },
    { title: 'open now', ...number },
    { title: 'opened', ...number },
    { title: 'fixed', ...number },
    { title: 'excepted', ...number },
    { title: 'median time to fix', ...number },
    { title: 'so far', kind: 'id' },
  ];
  return html`<section aria-labelledby="effect">
    <h2 id="effect">Rules at work</h2>
    ${tableOf('What each rule has found, and what became of it', columns, rows)}
  </section> `;
}

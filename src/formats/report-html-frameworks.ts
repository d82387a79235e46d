import type { ComplianceReport } from '../report/compliance-report.ts';
import type { ControlReport } from '../report/control-report.ts';
import type { FrameworkReport } from '../report/framework-report.ts';
import { evidenceLines } from './evidence-lines.ts';
import { barChart } from './html-charts.ts';
import { cell, tableOf, type Column } from './html-page.ts';
import { html, nothing, type Html } from './html-text.ts';
import { percent, statusWords, titleOf } from './report-words.ts';

const number = { kind: 'number' } as const;

/** Three numbers for each framework, then each with its controls and their evidence. */
export function frameworksHtml({ frameworks }: ComplianceReport): Html {
  if (frameworks.length === 0) return nothing;
  const bars = frameworks.map(({ title, passing, failing, notAssessable }) => ({
    label: title,
    parts: [
      { value: passing, tone: 'good' as const, name: 'passing' },
      { value: failing, tone: 'bad' as const, name: 'failing' },
      { value: notAssessable, tone: 'none' as const, name: 'not assessable here' },
    ],
    told: `${passing}/${failing}/${notAssessable}`,
  }));
  const rows = frameworks.map((one) => [
    html`<a href="#framework-${one.id}">${titleOf(one)}</a>`,
    cell(one.passing),
    cell(one.failing),
    cell(one.notAssessable),
    cell(percent(one.score)),
  ]);
  const columns: readonly Column[] = [
    { title: 'framework' },
    { title: 'assessed and passing', ...number },
    { title: 'assessed and failing', ...number },
    { title: 'not assessable here', ...number },
    { title: 'score', ...number },
  ];
  return html`<section aria-labelledby="frameworks">
    <h2 id="frameworks">Frameworks</h2>
    <p>
      Three numbers of controls each. The score is of the controls that were assessed, or could have been; a
      control that manifests do not show is in none.
    </p>
    ${barChart('Controls by framework', bars)}${tableOf('Controls by framework', columns, rows)}${frameworks.map(frameworkHtml)}
  </section> `;
}

function frameworkHtml(framework: FrameworkReport): Html {
  const { id, url, caution, controls } = framework;
  const rows = controls.map((control) => [
    cell(control.id),
    cell(control.title),
    badge(control.status),
    evidence(control),
  ]);
  const columns: readonly Column[] = [
    { title: 'control', kind: 'id' },
    { title: 'what it asks for' },
    { title: 'status', kind: 'id' },
    { title: 'evidence, or why there is none' },
  ];
  const safe = url?.startsWith('https://') === true ? html` <a href="${url}">${url}</a>` : nothing;
  return html`<h3 id="framework-${id}">${titleOf(framework)}</h3>
    <p class="soft">${caution}${safe}</p>
    ${tableOf(`Controls of ${titleOf(framework)}`, columns, rows)}`;
}

const tones = { passing: 'good', failing: 'bad', 'not-assessable': 'none' } as const;

function badge(status: ControlReport['status']): Html {
  return html`<span class="badge ${tones[status]}">${statusWords[status]}</span>`;
}

function evidence({ reason, evidence: all }: ControlReport): Html {
  const items = evidenceLines(all).map(({ rules, told, grade }) => {
    const named = rules.map((rule, index) => html`${index === 0 ? '' : ', '}<code>${rule}</code>`);
    return html`<li>${told}: ${named} <span class="soft">(${grade})</span></li>`;
  });
  return html`${reason}${
    items.length === 0
      ? nothing
      : html`<ul class="plain">
          ${items}
        </ul>`
  }`;
}

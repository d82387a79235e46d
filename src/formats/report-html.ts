import type { ReportResult } from '../operations/report.ts';
import type { ComplianceReport } from '../report/compliance-report.ts';
import { colourOf, type Colour } from '../report/scores.ts';
import { cell, codeCell, pageBegin, pageEnd, sentenceHtml, tableOf } from './html-page.ts';
import { html, nothing, type Html } from './html-text.ts';
import { nameOf } from './name-of.ts';
import { breakdownHtml, effectivenessHtml, workloadsHtml } from './report-html-parts.ts';
import { trendHtml } from './report-html-trend.ts';
import { frameworksHtml } from './report-html-frameworks.ts';
import { categoryName, count, pathWords, percent, reading, subjectOf } from './report-words.ts';

/** One page with every section: no network, no script, light, dark and print. */
export function reportHtml({ report, gate }: ReportResult): string {
  const title = `Compliance report for ${subjectOf(report.scope)}`;
  const isEmpty = report.scores.overall === null;
  const body = html`<a class="skip" href="#scores">Skip to the scores</a> ${head(report, title)}
    <main>
      ${isEmpty ? empty : nothing}${gate === null ? nothing : gateHtml(gate)}${scores(report)}${isEmpty ? nothing : judged(report)}${frameworksHtml(report)}
    </main>
    <footer>
      <h2 id="reading">How to read this</h2>
      <p>${reading}</p>
    </footer> `;
  return `${pageBegin(title)}${body.markup}${pageEnd}`;
}

function judged(report: ComplianceReport): Html {
  return html`${recommendations(report)}${breakdownHtml(report)}${broken(report)}${workloadsHtml(report)}${trendHtml(report)}${effectivenessHtml(report)}`;
}

const empty = html`<p class="notice">
  <strong>Nothing to judge.</strong> None of the rules concerns anything that was looked at, so there is no
  score: an empty input is no hundred per cent.
</p> `;

const links = [
  ['scores', 'Scores'],
  ['first', 'What to do first'],
  ['breakdown', 'Severity and category'],
  ['broken', 'Broken rules'],
  ['workloads', 'Workloads and owners'],
  ['trend', 'Trend'],
  ['effect', 'Rules at work'],
  ['frameworks', 'Frameworks'],
  ['reading', 'How to read this'],
] as const;

function head(report: ComplianceReport, title: string): Html {
  const { scope, generated, yardstick, scores: all } = report;
  const whose = scope.organization === null ? '' : ` for ${scope.organization}`;
  const where =
    scope.cluster === null
      ? html`<code>${scope.paths.map(pathWords).join(' ')}</code>`
      : html`cluster ${scope.cluster}`;
  const shown = links.filter(([id]) => isShown(id, report, all.overall === null));
  return html`<header>
    <h1>${title}</h1>
    <p class="soft">Generated ${generated} of ${where}, by ${yardstick}${whose}.</p>
    <nav aria-label="Sections">
      <ul>
        ${shown.map(([id, name]) => html`<li><a href="#${id}">${name}</a></li>`)}
      </ul>
    </nav>
  </header> `;
}

function isShown(id: string, report: ComplianceReport, isEmpty: boolean): boolean {
  if (id === 'trend' || id === 'effect') return report.trend !== null && !isEmpty;
  if (id === 'frameworks') return report.frameworks.length > 0;
  if (id === 'first') return hasAdvice(report) && !isEmpty;
  return !isEmpty || id === 'scores' || id === 'reading';
}

const tones: Readonly<Record<Colour, string>> = { green: 'good', yellow: 'fair', red: 'bad', grey: 'none' };

function scores({
  scores: all,
  rules,
  findings,
  excepted,
  autoFix,
  unjudged,
  inputFaults,
  leftOut,
  target,
}: ComplianceReport): Html {
  const lifted = excepted > 0 ? `, ${excepted} excepted` : '';
  const faults = faultWords({ unjudged, inputFaults, leftOut });
  return html`<section aria-labelledby="scores">
    <h2 id="scores">Scores</h2>
    <ul class="cards">
      ${card('Overall', all.overall, target === null || target >= 100 ? 'passed of everything' : `passed of everything; next goal ${percent(target)}`)}
      ${card('Weighted', all.weighted, 'the same, by severity')}
      ${plain('Coverage', percent(all.coverage), 'judged at all')}
      ${plain('Rules failed', `${rules.failed} of ${rules.evaluated}`, judgedWords(rules))}
      ${plain('Findings', String(findings), `${autoFix.fixable} can be repaired mechanically${lifted}`)}
    </ul>
    ${efficiency(autoFix)}${faults.length === 0 ? nothing : html`<p class="notice">${faults.join('; ')}.</p>`}
  </section> `;
}

function faultWords({
  unjudged,
  inputFaults,
  leftOut,
}: Pick<ComplianceReport, 'unjudged' | 'inputFaults' | 'leftOut'>): readonly string[] {
  return [
    unjudged > 0 ? `${count(unjudged, 'input')} could not be judged` : '',
    inputFaults > 0 ? `${count(inputFaults, 'fault')} of the manifests themselves` : '',
    leftOut > 0 ? `${count(leftOut, 'resource')} left out: judged at their owner, idle, or excluded` : '',
  ].filter(Boolean);
}

function judgedWords({ withheld, unconcerned, evaluated }: ComplianceReport['rules']): string {
  const words = [
    withheld > 0 ? `${withheld} not judged` : '',
    unconcerned > 0 ? `${unconcerned} without anything to judge` : '',
  ].filter(Boolean);
  return words.length === 0 && evaluated > 0 ? 'every rule was judged' : words.join(', ');
}

function efficiency({ fixed, ofFixable, ofViolations }: ComplianceReport['autoFix']): Html {
  return fixed === null
    ? nothing
    : html`<p>
        Writ has repaired ${count(fixed, 'finding')}: ${percent(ofFixable)} of what could be repaired,
        ${percent(ofViolations)} of what was found.
      </p>`;
}

function card(name: string, score: number | null, what: string): Html {
  return html`<li class="card">
    ${name}<b class="${tones[colourOf(score)]}">${percent(score)}</b><span class="soft">${what}</span>
  </li>`;
}

function plain(name: string, value: string, what: string): Html {
  return html`<li class="card">${name}<b>${value}</b><span class="soft">${what}</span></li>`;
}

function gateHtml({ least, scores: all, isMet }: NonNullable<ReportResult['gate']>): Html {
  const told = all.map(({ framework, score }) => `${framework ?? 'overall'} ${percent(score)}`).join(', ');
  return html`<p class="notice">
    <strong class="${isMet ? 'good' : 'bad'}">${isMet ? 'Reached' : 'Not reached'}:</strong> at least
    ${least}% is asked for; ${told}.
  </p> `;
}

function hasAdvice({ recommendations: all, autoFix }: ComplianceReport): boolean {
  return all.length + autoFix.fixable > 0;
}

function recommendations(report: ComplianceReport): Html {
  if (!hasAdvice(report)) return nothing;
  const { recommendations: all, autoFix } = report;
  const items = all.map(
    ({ category, advice, rule, resources }) =>
      html`<li>
        <strong>${categoryName(category)}</strong>: ${sentenceHtml(advice)}
        <span class="soft">(<code>${rule.id}</code>, ${count(resources, 'resource')})</span>
      </li> `,
  );
  const fix = html`<li>
    <strong>Auto-fix</strong>: ${count(autoFix.fixable, 'violation')} can be automatically fixed
  </li>`;
  return html`<section aria-labelledby="first">
    <h2 id="first">What to do first</h2>
    <ul>
      ${items}${autoFix.fixable === 0 ? nothing : fix}
    </ul>
  </section> `;
}

function broken({ failing }: ComplianceReport): Html {
  const rows = failing.map(({ rule, scored, broken: number, resources }) => {
    const listed = resources.map(
      (resource) => html`<li><bdi>${nameOf(resource)}</bdi> <span class="soft">${resource.file}</span></li>`,
    );
    const more =
      number > resources.length ? html`<li class="soft">and ${number - resources.length} more</li>` : nothing;
    return [
      codeCell(rule.id),
      cell(rule.severity),
      html`${rule.title}${scored ? nothing : html` <span class="soft">(evidence only, not in the scores)</span>`}`,
      cell(number),
      html`<ul class="plain">
        ${listed}${more}
      </ul>`,
    ];
  });
  const columns = [
    { title: 'rule', kind: 'id' },
    { title: 'severity', kind: 'id' },
    { title: 'what is wrong' },
    { title: 'resources', kind: 'number' },
    { title: 'which' },
  ] as const;
  return html`<section aria-labelledby="broken">
    <h2 id="broken">Broken rules</h2>
    ${rows.length === 0 ? html`<p>No rule is broken.</p>` : tableOf('Rules that something breaks, and what breaks them', columns, rows)}
  </section> `;
}

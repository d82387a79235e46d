import type { ReportResult } from '../operations/report.ts';
import type { ComplianceReport } from '../report/compliance-report.ts';
import type { ControlReport } from '../report/control-report.ts';
import type { FrameworkReport } from '../report/framework-report.ts';
import { evidenceLines } from './evidence-lines.ts';
import {
  markdownCode as code,
  markdownSentence as sentence,
  markdownTable as table,
  markdownText as text,
} from './markdown-text.ts';
import { nameOf } from './name-of.ts';
import {
  categoryMark,
  categoryName,
  colourMarks,
  count,
  hours,
  percent,
  points,
  reading,
  severityMarks,
  statusWords,
  pathWords,
  subjectOf,
  titleOf,
} from './report-words.ts';

/** For pages and pull requests: every section, and each framework with each of its controls. */
export function reportMarkdown({ report, gate }: ReportResult): string {
  const sections = [
    head(report),
    gate === null ? '' : gateLine(gate),
    summary(report),
    breakdown(report),
    recommendations(report),
    trend(report),
    effectiveness(report),
    broken(report),
    workloads(report),
    overview(report),
    ...report.frameworks.map(framework),
    `## How to read this\n\n${reading}`,
  ];
  return `${sections.filter((section) => section !== '').join('\n\n')}\n`;
}

function head({ scope, generated, yardstick }: ComplianceReport): string {
  const whose = scope.organization === null ? '' : ` for ${text(scope.organization)}`;
  const where =
    scope.cluster === null
      ? scope.paths.map((path) => code(pathWords(path))).join(', ')
      : text(scope.cluster);
  return `# Compliance report for ${text(subjectOf(scope))}\n\nGenerated ${generated} of ${where}, by ${text(yardstick)}${whose}.`;
}

function summary({
  scores,
  rules,
  resources,
  leftOut,
  findings,
  excepted,
  unjudged,
  inputFaults,
}: ComplianceReport): string {
  const overall = scores.overall === null ? 'nothing to judge' : percent(scores.overall);
  return table(
    ['', ''],
    [
      ['**Overall**', `**${overall}** ${colourMarks[scores.colour]}`],
      ['Weighted by severity', percent(scores.weighted)],
      ['Coverage', percent(scores.coverage)],
      ['Rules passed, failed', `${rules.passed}, ${rules.failed}`],
      ['Rules not judged, without anything to judge', `${rules.withheld}, ${rules.unconcerned}`],
      ['Resources, left out', `${resources}, ${leftOut}`],
      ['Findings, excepted', `${findings}, ${excepted}`],
      ['Input not judged, faults of the manifests themselves', `${unjudged}, ${inputFaults}`],
    ],
  );
}

function breakdown({ severities, categories }: ComplianceReport): string {
  const bySeverity = severities.map(({ severity, rules, findings }) => [
    `${severityMarks[severity]} ${severity}`,
    String(rules.failed),
    String(rules.passed),
    String(findings),
  ]);
  const byCategory = categories.map(({ category, scores, rules, findings }) => [
    `${categoryMark(category)} ${text(categoryName(category))}`,
    percent(scores.overall),
    String(rules.failed),
    String(rules.passed),
    String(findings),
  ]);
  return `## By severity and category\n\n${table(['severity', 'rules failed', 'rules passed', 'findings'], bySeverity)}\n\n${table(['category', 'score', 'rules failed', 'rules passed', 'findings'], byCategory)}`;
}

function recommendations({ recommendations: all, autoFix }: ComplianceReport): string {
  const lines = all.map(
    ({ category, advice, rule, resources }) =>
      `- **${categoryMark(category)} ${text(categoryName(category))}**: ${sentence(advice)} (${code(rule.id)}, ${count(resources, 'resource')})`,
  );
  const fix = `- **🔧 Auto-fix**: ${count(autoFix.fixable, 'violation')} can be automatically fixed`;
  const told = autoFix.fixable === 0 ? lines : [...lines, fix];
  return told.length === 0 ? '' : `## What to do first\n\n${told.join('\n')}`;
}

function trend({ trend: all }: ComplianceReport): string {
  if (all === null) return '';
  const rows = all.runs.map(({ generated, overall, weighted, coverage, findings }) => [
    text(generated),
    percent(overall),
    percent(weighted),
    percent(coverage),
    String(findings),
  ]);
  const change = all.change === null ? '' : ` (${points(all.change)})`;
  const parts = [...all.categories, ...all.frameworks].map((part) => [
    text(part.of),
    percent(part.score),
    points(part.change),
  ]);
  const beside =
    parts.length === 0
      ? ''
      : `\n\n${table(['category or framework', 'score', 'since the last report'], parts)}`;
  return `## Trend\n\nSince the last report: ${all.opened} opened, ${all.fixed} fixed, ${all.remaining} remain${change}.\n\n${table(['report', 'overall', 'weighted', 'coverage', 'findings'], rows)}${beside}`;
}

/** What rules have done since the first report; without a history nothing is known of it. */
function effectiveness({ effectiveness: all, trend: history }: ComplianceReport): string {
  if (history === null || all.length === 0) return '';
  const rows = all.map(({ rule, open, opened, fixed, excepted, medianHoursToFix, neverFired }) => [
    code(rule),
    String(open),
    String(opened),
    String(fixed),
    String(excepted),
    medianHoursToFix === null ? '–' : hours(medianHoursToFix),
    neverFired ? 'never fired' : '',
  ]);
  return `## Rules at work\n\n${table(['rule', 'open', 'opened', 'fixed', 'excepted', 'median time to fix', ''], rows)}`;
}

function broken({ failing }: ComplianceReport): string {
  const scored = failing.filter((one) => one.scored);
  if (scored.length === 0) return '';
  const rows = scored.map(({ rule, broken: number, resources }) => [
    `${severityMarks[rule.severity]} ${rule.severity}`,
    code(rule.id),
    text(rule.title),
    `${number}: ${resources
      .slice(0, 3)
      .map((resource) => text(nameOf(resource)))
      .join(', ')}${number > 3 ? ' …' : ''}`,
  ]);
  return `## Rules that are broken\n\n${table(['severity', 'rule', 'what', 'by'], rows)}`;
}

function workloads({ worst, owners }: ComplianceReport): string {
  if (worst.length === 0) return '';
  const byResource = worst.map(({ resource, owner, failed, score }) => [
    text(nameOf(resource)),
    owner === null ? '–' : text(owner),
    String(failed),
    percent(score),
  ]);
  const byOwner = owners.map(({ owner, resources, failed, score }) => [
    owner === null ? 'nobody' : text(owner),
    String(resources),
    String(failed),
    percent(score),
  ]);
  return `## Worst workloads\n\n${table(['workload', 'owner', 'rules broken', 'score'], byResource)}\n\n## Owners\n\n${table(['owner', 'resources', 'rules broken', 'score'], byOwner)}`;
}

function overview({ frameworks }: ComplianceReport): string {
  if (frameworks.length === 0) return '';
  const rows = frameworks.map((one) => [
    text(titleOf(one)),
    String(one.passing),
    String(one.failing),
    String(one.notAssessable),
    percent(one.score),
  ]);
  return `## Frameworks\n\n${table(['framework', 'assessed and passing', 'assessed and failing', 'not assessable here', 'score'], rows)}`;
}

function framework(one: FrameworkReport): string {
  const rows = one.controls.map((control) => [
    text(control.id),
    text(control.title),
    statusWords[control.status],
    evidence(control),
  ]);
  return `### ${text(titleOf(one))}\n\n${text(one.caution)}\n\n${table(['control', 'what it asks for', 'status', 'evidence, or why there is none'], rows)}`;
}

function evidence({ reason, evidence: all }: ControlReport): string {
  const told = evidenceLines(all).map(
    ({ rules, told: what, grade }) => `${what}: ${rules.map(code).join(', ')} (${grade})`,
  );
  return [...(reason === null ? [] : [text(reason)]), ...told].join('<br>');
}

function gateLine({ least, scores, isMet }: NonNullable<ReportResult['gate']>): string {
  const told = scores.map(
    ({ framework: id, score }) => `${id === null ? 'overall' : text(id)} ${percent(score)}`,
  );
  return `${isMet ? '✅' : '❌'} At least ${least}% is asked for: ${told.join(', ')}`;
}

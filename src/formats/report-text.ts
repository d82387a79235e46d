import type { ReportResult } from '../operations/report.ts';
import type { ComplianceReport } from '../report/compliance-report.ts';
import type { FrameworkReport } from '../report/framework-report.ts';
import { nameOf } from './name-of.ts';
import { printable } from './printable.ts';
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
  pathWords,
  subjectOf,
  titleOf,
} from './report-words.ts';
import type { Style } from './style.ts';

/** For people: the sample of the document *Policy as code* first, then what it leaves out. */
export function reportText({ report, gate }: ReportResult, style: Style): string {
  const sections = [
    head(report, style),
    evaluation(report),
    severities(report),
    recommendations(report),
    scores(report, style),
    categories(report, style),
    frameworks(report, style),
    ...(report.frameworks.length === 1 ? report.frameworks.map((one) => controls(one, style)) : []),
    worst(report, style),
    owners(report, style),
    trend(report, style),
    effectiveness(report, style),
    gate === null ? [] : [gateLine(gate)],
    [style.dim(reading)],
  ];
  return `${sections
    .filter((lines) => lines.length > 0)
    .map((lines) => lines.join('\n'))
    .join('\n\n')}\n`;
}

function head({ scope, generated, scores: all }: ComplianceReport, style: Style): readonly string[] {
  const where =
    scope.cluster === null
      ? `Manifests: ${scope.paths.map(pathWords).join(', ')}`
      : `Cluster: ${scope.cluster}`;
  return [
    style.bold(`📊 Compliance Report for ${printable(subjectOf(scope))}`),
    '',
    `Generated: ${generated}`,
    ...(scope.organization === null ? [] : [printable(`Organization: ${scope.organization}`)]),
    printable(where),
    all.overall === null
      ? 'Overall Compliance: nothing to judge ⚪'
      : `Overall Compliance: ${percent(all.overall)} ${colourMarks[all.colour]}`,
  ];
}

function evaluation({
  rules,
  excepted,
  unjudged,
  inputFaults,
  leftOut,
}: ComplianceReport): readonly string[] {
  const more: readonly (readonly [number, string])[] = [
    [rules.withheld, 'Rules Not Judged (switched off, unanswered, excepted or in error)'],
    [rules.unconcerned, 'Rules That Concern Nothing Here'],
    [excepted, 'Findings Lifted by Exceptions'],
    [inputFaults, 'Faults of the Manifests Themselves'],
    [leftOut, 'Resources Left Out (judged at their owner, idle, or excluded)'],
    [unjudged, 'Input That Could Not Be Judged'],
  ];
  return [
    'Policy Evaluation Summary:',
    `- Total Rules Evaluated: ${rules.evaluated}`,
    `- Rules Passed: ${rules.passed} ✅`,
    `- Rules Failed: ${rules.failed} ❌`,
    ...more.flatMap(([number, what]) => (number === 0 ? [] : [`- ${what}: ${number}`])),
  ];
}

function severities({ severities: all }: ComplianceReport): readonly string[] {
  const shown = all.filter(({ severity, rules }) => severity !== 'info' || rules.total > 0);
  return [
    'Violations by Severity:',
    ...shown.map(
      ({ severity, rules }) => `- ${severityMarks[severity]} ${severity.toUpperCase()}: ${rules.failed}`,
    ),
  ];
}

function recommendations({ recommendations: all, autoFix }: ComplianceReport): readonly string[] {
  const lines = all.map(
    ({ category, advice, rule, resources }) =>
      `${categoryMark(category)} ${printable(categoryName(category))}: ${printable(advice)} (${printable(rule.id)}, ${count(resources, 'resource')})`,
  );
  const fix = `🔧 Auto-fix: ${count(autoFix.fixable, 'violation')} can be automatically fixed`;
  return lines.length + autoFix.fixable === 0
    ? []
    : ['Recommendations:', ...lines, ...(autoFix.fixable === 0 ? [] : [fix])];
}

function scores(
  { scores: all, yardstick, autoFix, target }: ComplianceReport,
  style: Style,
): readonly string[] {
  const efficiency =
    autoFix.fixed === null
      ? []
      : [
          `  auto-fix  ${percent(autoFix.ofFixable)} of what could be repaired, ${percent(autoFix.ofViolations)} of what was found`,
        ];
  return [
    `${style.bold('Scores')}  ${style.dim(`by ${printable(yardstick)}`)}`,
    `  overall   ${percent(all.overall).padStart(4)}  passed of everything that concerns something`,
    `  weighted  ${percent(all.weighted).padStart(4)}  the same, critical rules ten times as heavy as low ones`,
    `  coverage  ${percent(all.coverage).padStart(4)}  judged at all`,
    ...(target === null || target >= 100
      ? []
      : [`  next      ${percent(target).padStart(4)}  a goal for the next report`]),
    ...efficiency,
  ];
}

function categories({ categories: all }: ComplianceReport, style: Style): readonly string[] {
  return [
    style.bold('Categories'),
    ...all.map(
      ({ category, scores: own, rules, findings }) =>
        `  ${printable(category).padEnd(12)} ${percent(own.overall).padStart(4)}  ${count(rules.passed, 'rule')} passed, ${rules.failed} failed, ${count(findings, 'finding')}`,
    ),
  ];
}

function frameworks({ frameworks: all }: ComplianceReport, style: Style): readonly string[] {
  if (all.length === 0) return [];
  const widest = Math.max(...all.map((one) => printable(titleOf(one)).length));
  const gap = ' '.repeat(widest + 2);
  return [
    `${style.bold('Frameworks')}  ${style.dim('controls; the score is of those that were or could have been assessed')}`,
    style.dim(`${gap}  passing  failing  not assessable here  score`),
    ...all.map((one) => {
      const numbers = `${String(one.passing).padStart(9)}${String(one.failing).padStart(9)}${String(one.notAssessable).padStart(21)}`;
      return `  ${printable(titleOf(one)).padEnd(widest)}${numbers}${percent(one.score).padStart(7)}`;
    }),
  ];
}

/** One framework in full: each control, its evidence where it fails, its reason where it was not assessed. */
function controls({ title, caution, controls: all }: FrameworkReport, style: Style): readonly string[] {
  const paint = { passing: style.green, failing: style.red, 'not-assessable': style.dim };
  const badges = { passing: 'passing', failing: 'failing', 'not-assessable': '–' };
  const lines = all.flatMap(({ id, title: what, status, reason, evidence }) => {
    const first = `  ${paint[status](badges[status].padEnd(8))} ${printable(id)}  ${printable(what)}`;
    const broken = evidence
      .filter(({ failed, strength }) => failed > 0 && strength !== 'weak')
      .map(
        ({ rule, strength, failed, passed }) =>
          `             ${printable(rule)}: ${failed} of ${failed + passed} break it  ${style.dim(strength)}`,
      );
    return [first, ...(reason === null ? broken : [`             ${style.dim(printable(reason))}`])];
  });
  return [style.bold(printable(title)), `  ${printable(caution)}`, ...lines];
}

function worst({ worst: all }: ComplianceReport, style: Style): readonly string[] {
  if (all.length === 0) return [];
  return [
    style.bold('Worst workloads'),
    ...all.map(
      ({ resource, file, owner, failed, score }) =>
        `  ${percent(score).padStart(4)}  ${printable(nameOf(resource))}  ${style.dim(`${count(failed, 'rule')} broken, ${owner === null ? 'nobody is said to own it' : `owned by ${printable(owner)}`}, ${printable(file)}`)}`,
    ),
  ];
}

function owners({ owners: all }: ComplianceReport, style: Style): readonly string[] {
  if (all.length === 0) return [];
  return [
    style.bold('Owners'),
    ...all.map(
      ({ owner, resources, failed, score }) =>
        `  ${percent(score).padStart(4)}  ${owner === null ? '(nobody)' : printable(owner)}  ${style.dim(`${count(resources, 'resource')}, ${count(failed, 'broken rule')}`)}`,
    ),
  ];
}

function trend({ trend: all }: ComplianceReport, style: Style): readonly string[] {
  if (all === null) return [];
  const line = all.runs.map(({ overall }) => percent(overall)).join(' → ');
  const change = all.change === null ? '' : `  ${points(all.change)}`;
  const parts = [...all.categories, ...all.frameworks].filter((part) => part.change !== 0);
  return [
    style.bold('Trend'),
    `  ${line}${change}`,
    `  since the last report: ${all.opened} opened, ${all.fixed} fixed, ${all.remaining} remain`,
    ...parts.map(
      (part) => `  ${percent(part.score).padStart(4)}  ${printable(part.of)}  ${points(part.change)}`,
    ),
  ];
}

const mostRules = 10;

/** What rules have done since the first report; without a history nothing is known of it. */
function effectiveness(
  { effectiveness: all, trend: history }: ComplianceReport,
  style: Style,
): readonly string[] {
  if (history === null) return [];
  const [silent, heard] = [all.filter((one) => one.neverFired), all.filter((one) => one.opened > 0)];
  const lines = heard.slice(0, mostRules).map(({ rule, opened, fixed, excepted, medianHoursToFix }) => {
    const time = medianHoursToFix === null ? '' : `, half of them within ${hours(medianHoursToFix)}`;
    const lifted = excepted === 0 ? '' : `, ${excepted} excepted`;
    return `  ${printable(rule)}: ${opened} opened, ${fixed} fixed${time}${lifted}`;
  });
  const more = heard.length > mostRules ? [`  and ${count(heard.length - mostRules, 'rule')} more`] : [];
  const never = silent.length === 0 ? [] : [`  ${count(silent.length, 'rule')} never found anything`];
  return [style.bold('Rules at work'), ...lines, ...more, ...never];
}

function gateLine({ least, scores: all, isMet }: NonNullable<ReportResult['gate']>): string {
  const told = all.map(
    ({ framework, score }) => `${framework === null ? 'overall' : printable(framework)} ${percent(score)}`,
  );
  return `${isMet ? '✅' : '❌'} At least ${least}% is asked for: ${told.join(', ')}`;
}

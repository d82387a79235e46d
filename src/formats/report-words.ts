import type { FrameworkReport } from '../report/framework-report.ts';
import type { ReportScope } from '../report/judged-run.ts';
import type { Colour } from '../report/scores.ts';
import type { Severity } from '../core/severity.ts';

/** A score as people read it: whole, and a hundred only where it is one; a dash where there is none. */
export function percent(score: number | null): string {
  if (score === null) return '–';
  const rounded = Math.round(score);
  return `${rounded === 100 && score < 100 ? 99 : rounded}%`;
}

/** Points of a score, with their sign. */
export function points(change: number): string {
  return `${change > 0 ? '+' : ''}${change} ${Math.abs(change) === 1 ? 'point' : 'points'}`;
}

/** A time in hours as people say it: hours below two days, else days. */
export function hours(number: number): string {
  return number < 48 ? `${number} h` : `${Math.round(number / 2.4) / 10} days`;
}

/** A number with its noun. */
export function count(number: number, noun: string): string {
  return `${number} ${noun}${number === 1 ? '' : 's'}`;
}

/** What a report is about: a namespace, a cluster, or where the manifests came from. */
export function subjectOf({ cluster, paths, namespaces }: ReportScope): string {
  const [first, ...others] = namespaces;
  if (first !== undefined && others.length === 0)
    return `${first.charAt(0).toUpperCase()}${first.slice(1)} Namespace`;
  if (first !== undefined) return `Namespaces ${namespaces.join(', ')}`;
  return cluster ?? (paths.length === 0 ? 'Everything' : paths.map(pathWords).join(', '));
}

/** Where manifests came from, in words where it is no place. */
export function pathWords(path: string): string {
  return path === '-' ? 'standard input' : path;
}

/** A framework with its version. */
export function titleOf({ title, version }: Pick<FrameworkReport, 'title' | 'version'>): string {
  return version === null ? title : `${title} ${version}`;
}

/** What every reader of a report must know, whatever the format. */
export const reading =
  'This is evidence from manifests, not a certificate: no score here means that a law, a standard or a contract is met. ' +
  'What was switched off, excepted, unanswered or in error counts as not passed; supporting evidence decides nothing.';

/** Marks of the document *Policy as code*. */
export const colourMarks: Readonly<Record<Colour, string>> = {
  green: '🟢',
  yellow: '🟡',
  red: '🔴',
  grey: '⚪',
};

export const severityMarks: Readonly<Record<Severity, string>> = {
  critical: '🚨',
  high: '🔴',
  medium: '🟠',
  low: '🟡',
  info: '🔵',
};

const categoryNames: Readonly<Record<string, readonly [mark: string, name: string]>> = {
  security: ['🔒', 'Security'],
  compliance: ['📋', 'Compliance'],
  performance: ['📊', 'Resources'],
  cost: ['💰', 'Cost'],
  operations: ['⚙️', 'Operations'],
};

/** A category as the document calls it. */
export function categoryName(category: string): string {
  return Object.hasOwn(categoryNames, category) ? (categoryNames[category]?.[1] ?? category) : category;
}

/** The document's mark of a category. */
export function categoryMark(category: string): string {
  return Object.hasOwn(categoryNames, category) ? (categoryNames[category]?.[0] ?? '📌') : '📌';
}

/** What a status is called. */
export const statusWords = {
  passing: 'passing',
  failing: 'failing',
  'not-assessable': 'not assessable here',
} as const;

import type { Control, Evidence } from '../frameworks/framework.ts';
import { broken, concerned } from './counts.ts';
import type { JudgedRule } from './judged-run.ts';

/** Why nothing is said of a control. */
export type Unassessed =
  /** Manifests do not show it. */
  | 'beyond-manifests'
  /** Its rules only support it. */
  | 'supporting-only'
  /** None of its rules is in this catalogue. */
  | 'no-rule'
  /** Nothing that was looked at concerns it. */
  | 'nothing-concerned'
  /** A rule of it was switched off. */
  | 'switched-off'
  /** A rule of it waits for an answer. */
  | 'unanswered'
  /** A rule of it would have to see other objects. */
  | 'unknown'
  /** What breaks it is lifted by an exception. */
  | 'excepted'
  /** A rule of it could not be evaluated. */
  | 'error';

/** Unassessed though it could be: these count in a framework's score as not passing. */
export const withheld: ReadonlySet<Unassessed> = new Set<Unassessed>([
  'switched-off',
  'unanswered',
  'excepted',
  'error',
]);

/** What a report says of a control. */
export interface ControlReport {
  readonly id: string;
  readonly title: string;
  readonly status: 'passing' | 'failing' | 'not-assessable';
  /** Null where it was assessed. */
  readonly because: Unassessed | null;
  /** One sentence for `because`, or null. */
  readonly reason: string | null;
  readonly evidence: readonly EvidenceReport[];
}

/** What a rule says of a control. */
export interface EvidenceReport extends Evidence {
  readonly code: string | null;
  readonly title: string;
  /** Resources on which it passed, and which break it. */
  readonly passed: number;
  readonly failed: number;
  /** Concerned, and neither: excepted, switched off, unanswered, unknown or in error. */
  readonly open: number;
}

/** Judges a control by its direct and partial evidence; weak evidence is shown, and decides nothing. */
export function controlReport(control: Control, rules: ReadonlyMap<string, JudgedRule>): ControlReport {
  const known = [...control.evidence, ...(control.scanned ?? [])].flatMap((evidence) => {
    const rule = rules.get(evidence.rule);
    return rule === undefined ? [] : [{ evidence, rule }];
  });
  const deciding = known.filter(({ evidence }) => evidence.strength !== 'weak').map(({ rule }) => rule);
  const because = reasonless(deciding) ?? unassessed(control, known.length, deciding);
  const isFailing = deciding.some(({ counts }) => broken(counts) > 0);
  const { id, title } = control;
  return {
    id,
    title,
    status: statusOf(isFailing, because),
    because: isFailing ? null : because,
    reason: isFailing || because === null ? null : sentence(because, control, deciding),
    evidence: known.map(({ evidence, rule }) => evidenceReport(evidence, rule)),
  };
}

function statusOf(isFailing: boolean, because: Unassessed | null): ControlReport['status'] {
  if (isFailing) return 'failing';
  return because === null ? 'passing' : 'not-assessable';
}

/** Why a control that something concerns is not passing although nothing breaks it; null where there is no such reason. */
function reasonless(deciding: readonly JudgedRule[]): Unassessed | null {
  const found = reasons.find(([verdict]) => deciding.some(({ counts }) => counts[verdict] > 0));
  return found?.[1] ?? null;
}

/** What a verdict means for its control, what weighs most first. */
const reasons = [
  ['off', 'switched-off'],
  ['error', 'error'],
  ['open', 'unanswered'],
  ['excepted', 'excepted'],
  ['unknown', 'unknown'],
] as const;

function unassessed(control: Control, known: number, deciding: readonly JudgedRule[]): Unassessed | null {
  if (known === 0 && control.unassessable !== null) return 'beyond-manifests';
  if (known === 0) return 'no-rule';
  if (deciding.length === 0) return 'supporting-only';
  return deciding.every(({ counts }) => concerned(counts) === 0) ? 'nothing-concerned' : null;
}

function sentence(because: Unassessed, control: Control, deciding: readonly JudgedRule[]): string {
  const named = (verdict: (typeof reasons)[number][0]): string =>
    deciding
      .filter(({ counts }) => counts[verdict] > 0)
      .map(({ about }) => about.id)
      .join(', ');
  const question = deciding.find((rule) => rule.counts.open > 0 && rule.question !== null)?.question ?? null;
  const sentences: Readonly<Record<Unassessed, string>> = {
    'beyond-manifests': control.unassessable ?? '',
    'supporting-only': 'The rules only support it; none of them tests what it asks for.',
    'no-rule': 'No rule of this catalogue is evidence for it.',
    'nothing-concerned': 'Nothing that was looked at concerns it.',
    'switched-off': `Switched off: ${named('off')}.`,
    unanswered: `Needs an answer: ${named('open')}${question === null ? '.' : ` (${question})`}`,
    unknown: `${lacking(deciding)}: ${named('unknown')}.`,
    excepted: `Lifted by exceptions: ${named('excepted')}.`,
    error: `Could not be evaluated: ${named('error')}.`,
  };
  return sentences[because];
}

/** What is missing where rules cannot be judged: other objects, or scans of images. */
function lacking(deciding: readonly JudgedRule[]): string {
  const unknown = deciding.filter(({ counts }) => counts.unknown > 0);
  return unknown.every(({ about }) => about.judgedBy === 'scan')
    ? 'No scan of some images is among the files of --vulnerabilities'
    : 'Other objects would have to be there';
}

function evidenceReport(evidence: Evidence, { about, counts }: JudgedRule): EvidenceReport {
  const failed = broken(counts);
  return {
    ...evidence,
    code: about.code,
    title: about.title,
    passed: counts.pass,
    failed,
    open: concerned(counts) - counts.pass - failed,
  };
}

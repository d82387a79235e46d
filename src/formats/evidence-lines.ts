import type { EvidenceReport } from '../report/control-report.ts';

/** Rules of one control that are told together. */
export interface EvidenceLine {
  readonly rules: readonly string[];
  /** What became of them. */
  readonly told: string;
  /** Strength and confidence. */
  readonly grade: string;
}

/**
 * What the rules of a control say: each that is broken or open by itself, first; those that pass everywhere, and those
 * that nothing here concerns, together where their grade is the same.
 */
export function evidenceLines(evidence: readonly EvidenceReport[]): readonly EvidenceLine[] {
  const single = evidence
    .filter(({ failed, open }) => failed + open > 0)
    .toSorted((a, b) => b.failed - a.failed)
    .map((one) => ({ rules: [one.rule], told: numbers(one), grade: gradeOf(one) }));
  return [
    ...single,
    ...together(
      evidence.filter(({ passed, failed, open }) => passed > 0 && failed + open === 0),
      'passing',
    ),
    ...together(
      evidence.filter(({ passed, failed, open }) => passed + failed + open === 0),
      'nothing here concerns',
    ),
  ];
}

function together(evidence: readonly EvidenceReport[], told: string): readonly EvidenceLine[] {
  return [...Map.groupBy(evidence, gradeOf)].map(([grade, own]) => ({
    rules: own.map(({ rule }) => rule),
    told,
    grade,
  }));
}

function numbers({ passed, failed, open }: EvidenceReport): string {
  const parts = [`${passed} pass`, `${failed} fail`, ...(open > 0 ? [`${open} open`] : [])];
  return parts.join(', ');
}

function gradeOf({ strength, confidence }: EvidenceReport): string {
  return `${strength}, ${confidence}`;
}

import type { ReportResult } from '../operations/report.ts';
import type { ControlReport, EvidenceReport } from '../report/control-report.ts';
import type { FrameworkReport } from '../report/framework-report.ts';
import { csvLine } from './csv-line.ts';
import { statusWords } from './report-words.ts';

const header = [
  'framework',
  'version',
  'control',
  'title',
  'status',
  'reason',
  'rule',
  'strength',
  'confidence',
  'resources passing',
  'resources failing',
  'resources open',
];

/** For spreadsheets: a line for each rule that is evidence for a control, and one for each control without any. */
export function reportCsv({ report }: ReportResult): string {
  const lines = report.frameworks.flatMap((framework) =>
    framework.controls.flatMap((control) =>
      control.evidence.length === 0
        ? [line(framework, control, null)]
        : control.evidence.map((evidence) => line(framework, control, evidence)),
    ),
  );
  return [csvLine(header), ...lines].join('');
}

function line(
  { title, version }: FrameworkReport,
  control: ControlReport,
  evidence: EvidenceReport | null,
): string {
  const { id, title: what, status, reason } = control;
  const cells = evidence === null ? emptyEvidence : cellsOf(evidence);
  return csvLine([title, version, id, what, statusWords[status], reason, ...cells]);
}

const emptyEvidence = [null, null, null, null, null, null];

function cellsOf({ rule, strength, confidence, passed, failed, open }: EvidenceReport) {
  return [rule, strength, confidence, passed, failed, open];
}

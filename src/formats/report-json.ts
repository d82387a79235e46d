import type { ReportResult } from '../operations/report.ts';

/** One JSON document of kind `ComplianceReport`. */
export function reportJson({ report, gate }: ReportResult): string {
  return `${JSON.stringify({ apiVersion: 'writ/v1', kind: 'ComplianceReport', ...report, gate }, null, 2)}\n`;
}

import { printableJson } from './printable-json.ts';
import type { ReportResult } from '../operations/report.ts';

/** One JSON document of kind `ComplianceReport`. */
export function reportJson({ report, gate }: ReportResult): string {
  return `${printableJson({ apiVersion: 'writ/v1', kind: 'ComplianceReport', ...report, gate }, 2)}\n`;
}

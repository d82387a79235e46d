import { printableJson } from './printable-json.ts';
import type { ReportResult } from '../operations/report.ts';
import type { ControlReport } from '../report/control-report.ts';
import type { FrameworkReport } from '../report/framework-report.ts';
import { policyReport, type PolicyResult, type ReportApi } from './policy-report.ts';
import { percent, reading, titleOf } from './report-words.ts';

/** A List of cluster-wide reports for `kubectl apply`: one for each framework, its controls as results. */
export function reportPolicyReport({ report }: ReportResult, api: ReportApi): string {
  const now = BigInt(Date.parse(report.generated)) * 1_000_000n;
  const items = report.frameworks.map((framework) =>
    policyReport(api, {
      key: `framework ${framework.id}`,
      namespace: null,
      scope: null,
      results: framework.controls.map((control) => resultOf(framework, control)),
      now,
    }),
  );
  return `${printableJson({ apiVersion: 'v1', kind: 'List', items }, 2)}\n`;
}

const results = { passing: 'pass', failing: 'fail', 'not-assessable': 'skip' } as const;

function resultOf(framework: FrameworkReport, control: ControlReport): PolicyResult {
  const { id, title, status, reason, evidence } = control;
  const broken = evidence.filter(({ failed, strength }) => failed > 0 && strength !== 'weak');
  const told = broken.map(({ rule, failed }) => `${rule} (${failed})`).join(', ');
  return {
    policy: framework.id,
    rule: id,
    result: results[status],
    severity: null,
    category: titleOf(framework),
    message: reason ?? (told === '' ? title : `${title}. Broken: ${told}`),
    properties: { title, score: percent(framework.score), note: reading },
  };
}

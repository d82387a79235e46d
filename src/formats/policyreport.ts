import { printableJson } from './printable-json.ts';
import { placeOf } from './place-of.ts';
import { fingerprint } from '../core/fingerprint.ts';
import type { Finding } from '../core/finding.ts';
import type { Format } from './format.ts';
import { policyReport, type PolicyResult, type ReportApi } from './policy-report.ts';

/** PolicyReport (wgpolicyk8s.io/v1alpha2): a List of reports for `kubectl apply`, one for each resource. */
export const policyreport: Format = listOf('policyreport');

/** OpenReports (openreports.io/v1alpha1), the successor of PolicyReport. */
export const openreports: Format = listOf('openreports');

/** One report is held at a time; a resource of which more is found at the end gets a second one. */
function listOf(api: ReportApi): Format {
  return {
    name: api,
    open({ now }) {
      let held: Finding[] = [];
      let written = 0;
      const times = new Map<string, number>();
      const flush = (): string => {
        const [first] = held;
        if (first === undefined) return '';
        const key = keyOf(first);
        const time = times.get(key) ?? 0;
        times.set(key, time + 1);
        const name = time === 0 ? key : `${key} ${time}`;
        const text = printableJson(reportOf(api, name, held, now));
        held = [];
        return `${written++ === 0 ? '\n' : ',\n'}${text}`;
      };
      return {
        begin: () => '{"apiVersion":"v1","kind":"List","items":[',
        event(event) {
          if (event.type !== 'finding') return '';
          const { finding } = event;
          const done = held[0] === undefined || isSame(held[0], finding) ? '' : flush();
          held.push(finding);
          return done;
        },
        end() {
          const last = flush();
          return `${last}${written === 0 ? '' : '\n'}]}\n`;
        },
      };
    },
  };
}

function isSame(a: Finding, b: Finding): boolean {
  return keyOf(a) === keyOf(b);
}

function keyOf({ resource, location }: Finding): string {
  const { apiVersion, kind, namespace, name } = resource;
  return JSON.stringify([location.file, apiVersion, kind, namespace, name]);
}

function reportOf(api: ReportApi, key: string, findings: readonly Finding[], now: bigint): object {
  const scope = findings[0]?.resource ?? null;
  const results = findings.map(resultOf);
  return policyReport(api, { key, namespace: scope?.namespace ?? null, scope, results, now });
}

function resultOf(finding: Finding): PolicyResult {
  const { policy, rule, result, severity, category, message, remediation, path, exception, location } =
    finding;
  return {
    policy,
    rule,
    result: exception === null ? result : 'skip',
    severity,
    category,
    message: exception === null ? message : `${message} Excepted: ${exception}`,
    properties: {
      path,
      location: placeOf(location),
      fingerprint: fingerprint(finding),
      ...(remediation !== null && { remediation }),
    },
  };
}

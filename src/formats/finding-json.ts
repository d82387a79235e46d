import { fingerprint } from '../core/fingerprint.ts';
import type { Finding, ImageScan } from '../core/finding.ts';
import type { FindingJson } from './check-result-json.ts';

/** A finding in the published shape of `CheckResult.findings`, keys in the documented order. */
export function findingJson(finding: Finding): FindingJson {
  const { policy, rule, code, result, severity, category, message, remediation, fix, covers } = finding;
  return {
    policy,
    rule,
    code,
    result,
    severity,
    category,
    message,
    remediation,
    fix,
    covers: [...covers],
    resource: finding.resource,
    path: finding.path,
    location: finding.location,
    fingerprint: fingerprint(finding),
    exception: finding.exception,
    ...(finding.scan !== undefined && { scan: scanJson(finding.scan) }),
    ...(finding.handling !== undefined && {
      handling: { actions: [...finding.handling.actions], channels: [...finding.handling.channels] },
    }),
  };
}

function scanJson({ image, tools, scanned, vulnerabilities }: ImageScan): NonNullable<FindingJson['scan']> {
  return {
    image,
    tools: [...tools],
    scanned,
    vulnerabilities: vulnerabilities.map((one) => ({
      ...one,
      aliases: [...one.aliases],
      said: [...one.said],
      packages: one.packages.map(({ name, version, fixed }) => ({ name, version, fixed: [...fixed] })),
    })),
  };
}

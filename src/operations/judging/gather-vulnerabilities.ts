import type { Folded } from '../../check/fold.ts';
import type { Unplaced } from '../../core/finding.ts';
import { severities, type Severity } from '../../core/severity.ts';
import { byWeight } from '../../vulnerabilities/scanned-image.ts';
import { summarize } from '../../vulnerabilities/describe.ts';

/**
 * Folds the vulnerabilities of one image at one place into one finding. What is excepted stays apart from what is not, so
 * that a new vulnerability is told by itself where the old ones are known. Presentation only, like every folding.
 */
export function gatherVulnerabilities(findings: readonly Unplaced[]): Folded {
  if (findings.every(({ scan }) => scan === undefined)) return { shown: findings, folded: 0 };
  const shown = Array.from(Map.groupBy(findings, groupOf).values(), gathered);
  return { shown, folded: findings.length - shown.length };
}

/** What stands alone is a group of its own. */
function groupOf(finding: Unplaced): unknown {
  const { policy, path, result, exception, scan } = finding;
  return scan === undefined ? finding : JSON.stringify([policy, path, result, exception]);
}

function gathered([first, ...others]: readonly Unplaced[]): Unplaced {
  if (first === undefined) throw new Error('a group has a member');
  if (first.scan === undefined) return first;
  // The alert stays the same while vulnerabilities come and go.
  const validation = first.exception === null ? '' : 'excepted';
  if (others.length === 0) return { ...first, validation };
  const all = [first, ...others];
  const vulnerabilities = all.flatMap(({ scan }) => scan?.vulnerabilities ?? []).toSorted(byWeight);
  return {
    ...first,
    validation,
    severity: all.reduce<Severity>((worst, { severity }) => higher(worst, severity), first.severity),
    message: summarize(vulnerabilities, first.scan.image),
    scan: { ...first.scan, vulnerabilities },
  };
}

function higher(a: Severity, b: Severity): Severity {
  return severities.indexOf(a) >= severities.indexOf(b) ? a : b;
}

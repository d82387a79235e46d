import type { Placed } from '../check/findings.ts';
import { requestOf } from '../check/request-of.ts';
import type { Unplaced } from '../core/finding.ts';
import type { Request } from '../core/policy.ts';
import type { DecidedObjects } from './decided.ts';
import { judgeResource, skipResource, type Judged, type Judging } from './judge-resource.ts';

/** Judges one resource, unless it was decided to leave it out, and marks what was decided to let be. */
export function judgeDecided(judging: Judging, decided: DecidedObjects | null, placed: Placed): Judged {
  if (decided === null) return judgeResource(judging, placed);
  const request = requestOf(placed.resource, judging.kinds);
  const reason = decided.exclusion(request, judging.facts);
  if (reason !== null) return skipResource(judging, placed, reason);
  const judged = judgeResource(judging, placed);
  return {
    ...judged,
    findings: judged.findings.map((finding) => exempted(finding, request, { judging, decided })),
  };
}

function exempted(
  finding: Unplaced,
  request: Request,
  { judging, decided }: { readonly judging: Judging; readonly decided: DecidedObjects },
): Unplaced {
  const rule = judging.rules.get(finding.policy);
  const counts = finding.result === 'fail' || finding.result === 'warn';
  if (rule === undefined || !counts || finding.exception !== null) return finding;
  const exception = decided.exempt(rule, request, judging.facts);
  if (exception === null) return finding;
  judging.tally.add('excepted');
  return { ...finding, exception };
}

import type { Placed } from '../check/findings.ts';
import { requestOf } from '../check/request-of.ts';
import type { Unplaced } from '../core/finding.ts';
import type { Request } from '../core/policy.ts';
import type { DecidedObjects } from './decided.ts';
import { excluded } from './skip-reasons.ts';
import { judgeResource, skipResource, type Judged, type Judging } from './judge-resource.ts';

/** Judges one resource, unless it was decided to leave it out, and marks what was decided to let be. */
export function judgeDecided(judging: Judging, decided: DecidedObjects | null, placed: Placed): Judged {
  if (decided === null) return judgeResource(judging, placed);
  const request = requestOf(placed.resource, judging.kinds);
  const by = decided.exclusion(request, judging.facts);
  if (by !== null) return skipResource(judging, placed, excluded(by));
  const { findings, later, ...shown } = judgeResource(judging, placed);
  const ids = new Set(
    [...findings, ...(later?.policies ?? [])].map((each) => ('policy' in each ? each.policy : each.id)),
  );
  const exempt = exemptions(ids, request, { judging, decided });
  return {
    ...shown,
    findings: withExemptions(findings, exempt, judging),
    later: later === null ? null : { ...later, exempt },
  };
}

/** Why rules are lifted for an object, by their ids. */
function exemptions(
  ids: ReadonlySet<string>,
  request: Request,
  { judging, decided }: { readonly judging: Judging; readonly decided: DecidedObjects },
): ReadonlyMap<string, string> {
  const lifted = new Map<string, string>();
  for (const id of ids) {
    const rule = judging.rules.get(id);
    const why = rule === undefined ? null : decided.exempt(rule, request, judging.facts);
    if (why !== null) lifted.set(id, why);
  }
  return lifted;
}

/** Marks the findings of rules that are lifted for an object. */
export function withExemptions(
  findings: readonly Unplaced[],
  exempt: ReadonlyMap<string, string>,
  { tally }: Judging,
): readonly Unplaced[] {
  if (exempt.size === 0) return findings;
  return findings.map((finding) => {
    const exception = exempt.get(finding.policy);
    const counts = finding.result === 'fail' || finding.result === 'warn';
    if (exception === undefined || !counts || finding.exception !== null) return finding;
    tally.add('excepted');
    return { ...finding, exception };
  });
}

import type { Placed } from '../../check/findings.ts';
import { requestOf } from '../../check/request-of.ts';
import type { Facts } from '../../core/policy.ts';
import { markSuppressed } from './apply-suppressions.ts';
import { byPolicyAndPath, showing, verdictFindings, type Judged, type Judging } from './judge-resource.ts';
import type { Later } from './later.ts';
import { policyFindings } from './policy-findings.ts';

/** Judges what had to wait, now that all objects are known. */
export function judgeLater(
  judging: Judging,
  { policies, held, object }: Later,
  placed: Placed,
  facts: Facts,
): Judged {
  const { judge, kinds } = judging;
  const verdicts = judge.judgeLate({ waiting: policies, held }, requestOf(object, kinds), facts);
  const found = verdictFindings(judging, verdicts, placed);
  const others = judging.given?.waits === true ? policyFindings(judging, { object, placed, facts }) : [];
  return {
    findings: markSuppressed([...found, ...others], placed, judging).toSorted(byPolicyAndPath),
    notes: [],
    later: null,
    ...showing(judging, placed),
  };
}

import { findings, type Placed } from '../../check/findings.ts';
import type { Kinds } from '../../check/request-of.ts';
import { requestOf } from '../../check/request-of.ts';
import type { SetVerdict } from '../../check/set-verdict.ts';
import type { Unplaced } from '../../core/finding.ts';
import type { Facts, Outcome, Policy, Violation } from '../../core/policy.ts';
import type { Resource } from '../../core/resource.ts';
import type { GivenPolicies } from '../policies/given-policies.ts';
import { policyName } from '../policies/policy-name.ts';
import type { Tally } from './tally.ts';

/** What given policies are judged with. */
export interface PolicyJudging {
  readonly given: GivenPolicies | null;
  readonly kinds: Kinds;
  readonly tally: Tally;
  /** Whether pass and skip are findings, too. */
  readonly showAll: boolean;
}

/** Counts what given policies say of an object, and gives their findings as far as they are asked for. */
export function policyFindings(
  judging: PolicyJudging,
  { object, placed, facts }: { readonly object: Resource; readonly placed: Placed; readonly facts: Facts },
): readonly Unplaced[] {
  const { given, kinds, tally, showAll } = judging;
  if (given === null) return [];
  const { verdicts } = given.judge.judge(requestOf(object, kinds), given.given.over(facts));
  return byPolicy(verdicts).flatMap((same) => {
    const told = together(same, given.refused.get(same[0].policy) ?? null);
    if (told === null) return [];
    tally.verdict(told.isWarning ? 'warn' : told.outcome.result);
    const { result } = told.outcome;
    if (!showAll && (result === 'pass' || result === 'skip')) return [];
    return named(same[0].policy, told, placed);
  });
}

/** Counts every policy that concerns an object as skipped; they are findings only where all results are asked for. */
export function skippedPolicies(
  { given, kinds, tally, showAll }: PolicyJudging,
  { placed, facts }: { readonly placed: Placed; readonly facts: Facts },
  reason: string,
): readonly Unplaced[] {
  const request = requestOf(placed.resource, kinds);
  const concerned = given?.judge.concerned(request, given.given.over(facts)) ?? [];
  for (const _ of concerned) tally.verdict('skip');
  const told: Told = { outcome: { result: 'skip', reason }, isWarning: false };
  return showAll ? concerned.flatMap((policy) => named(policy, told, placed)) : [];
}

/** One verdict: a policy on an object, whatever the number of its bindings. */
interface Told {
  readonly outcome: Outcome;
  readonly isWarning: boolean;
}

type Same = readonly [SetVerdict, ...SetVerdict[]];

/** Verdicts of one policy under several bindings stand together. */
function byPolicy(verdicts: readonly SetVerdict[]): readonly Same[] {
  const groups: [SetVerdict, ...SetVerdict[]][] = [];
  for (const verdict of verdicts) {
    const last = groups.at(-1);
    if (last?.[0].policy === verdict.policy) last.push(verdict);
    else groups.push([verdict]);
  }
  return groups;
}

const rank: Readonly<Record<Outcome['result'], number>> = { fail: 3, error: 2, skip: 1, pass: 0 };

/** What comes of all bindings; null where there is nothing to tell. */
function together(same: Same, refused: string | null): Told | null {
  const told = same.filter(({ outcome }) => !isUnmet(outcome));
  const [first] = told.toSorted((a, b) => rank[b.outcome.result] - rank[a.outcome.result]);
  // What changes an object judges nothing: it is told of only where it could not.
  if (first === undefined || (first.changed !== null && first.outcome.result === 'pass')) return null;
  if (refused !== null) return { outcome: { result: 'skip', reason: refused }, isWarning: false };
  if (first.outcome.result !== 'fail') return { outcome: first.outcome, isWarning: false };
  const failed = told.filter(({ outcome: { result } }) => result === 'fail');
  return { outcome: allOf(failed), isWarning: !failed.some(denies) };
}

function isUnmet(outcome: Outcome): boolean {
  return outcome.result === 'skip' && outcome.unmet === true;
}

/** Where nobody says what a violation does, it is taken to deny. */
function denies({ policy, binding, actions }: SetVerdict): boolean {
  return policy.about.scored !== false && (binding === null || actions.includes('Deny'));
}

function allOf(failed: readonly SetVerdict[]): Outcome {
  const all = failed.flatMap(({ outcome }) => (outcome.result === 'fail' ? outcome.violations : []));
  const [first, ...rest] = new Map(all.map((one) => [keyOf(one), one])).values();
  return first === undefined ? { result: 'pass' } : { result: 'fail', violations: [first, ...rest] };
}

function keyOf({ validation, message, places }: Violation): string {
  return [validation.id, message, ...places].join('\n');
}

/** Findings under the names that people know: of a ClusterPolicy its own, and its rule's. */
function named(policy: Policy, { outcome, isWarning }: Told, placed: Placed): readonly Unplaced[] {
  const name = policyName(policy);
  return findings(policy, outcome, placed, { risk: null, isWarning }).map((finding) => ({
    ...finding,
    policy: name,
    // Rules of one policy, and policies of several kinds, may have one name and number what they ask alike.
    validation: `${policy.id} ${finding.validation}`,
  }));
}

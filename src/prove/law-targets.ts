import { bind, placeholderAnswers } from '../ask/bind.ts';
import { createSetJudge } from '../check/set-judge.ts';
import type { SetJudge } from '../check/set-verdict.ts';
import { WritError } from '../core/errors.ts';
import type { Policy } from '../core/policy.ts';
import type { Example, Rule } from '../core/rule.ts';
import { everywhere } from '../enforce/enforceable.ts';
import { renderPolicy } from '../enforce/render-policy.ts';
import { targetFor, validatingTargets, type Target } from '../enforce/targets.ts';
import { exampleJudge, exampleRequest } from './judge-example.ts';
import type { Bench, Breach, Law } from './law.ts';

/** The newest Kyverno that is known. */
const newestKyverno = 19;

/**
 * Law 4: a policy that was rendered for a target and read back gives the same verdicts by that target's rules of
 * evaluation, and one that looks other objects up is refused. What other objects may lift is said without them.
 */
export const lawTargets: Law = (rule, bench) => {
  const versions = { kubernetes: bench.minor, kyverno: newestKyverno };
  const targets = validatingTargets.map((name) => targetFor(name, versions));
  if (Object.keys(rule.related).length > 0)
    return targets.every((target) => refusal(rule, bench, target) !== null) ? [] : [unrefused];
  return targets.flatMap((target) =>
    refusal(rule, bench, target) === null ? targetBreaches(rule, bench, target) : [],
  );
};

const unrefused: Breach = {
  law: 4,
  message: 'it looks other objects up, and yet is rendered for admission, which cannot',
  at: '/related',
  start: null,
};

/** Why a target does not take a rule, whatever it is asked; null where it does. */
export function refusal(rule: Rule, bench: Bench, target: Target): string | null {
  try {
    roundTrip(bind(rule, placeholderAnswers(rule), { minor: bench.minor }), bench, target);
    return null;
  } catch (error) {
    if (error instanceof WritError && error.code === 'TARGET_UNSUPPORTED') return error.message;
    throw error;
  }
}

/** Where a target gives another verdict on an example than the rule itself; `change` may replace the policy first. */
export function targetBreaches(
  rule: Rule,
  bench: Bench,
  target: Target,
  change: (policy: Policy) => Policy = (policy) => policy,
): readonly Breach[] {
  const original = exampleJudge(rule, bench, (policy) => withoutReleases(change(policy)));
  const judges = new Map<string, SetJudge>();
  const judgeFor = ({ answers = {}, minor = bench.minor }: Example): SetJudge => {
    const key = JSON.stringify([answers, minor]);
    const known = judges.get(key) ?? roundTrip(change(bind(rule, answers, { minor })), bench, target);
    judges.set(key, known);
    return known;
  };
  return [...rule.prove.pass, ...rule.prove.fail].flatMap((example): readonly Breach[] => {
    const before = original.judge(example)?.result ?? 'no verdict';
    const after = verdict(judgeFor(example), example, bench);
    if (before === after || (target.name !== 'vap' && bothDeny(before, after))) return [];
    const message = `as ${target.name} of ${target.runtime} “${example.because}” gives ${after} instead of ${before}`;
    return [{ law: 4, message, at: '/check', start: null }];
  });
}

/**
 * Kyverno looks at no check after the first that does not hold, so that of several either may decide, and takes some errors
 * for violations: whoever asks is denied by both.
 */
function bothDeny(...results: readonly string[]): boolean {
  return results.every((result) => result === 'fail' || result === 'error');
}

function verdict(judge: SetJudge, example: Example, bench: Bench): string {
  const { verdicts } = judge.judge(exampleRequest(example, bench), bench.facts);
  const [only] = verdicts;
  return only === undefined ? 'no verdict' : only.outcome.result;
}

function withoutReleases({ unless: _unless, ...policy }: Policy): Policy {
  return policy;
}

/** The judge of what a target would have of a policy. */
function roundTrip(policy: Policy, { schema }: Bench, target: Target): SetJudge {
  const wanted = {
    policy: withoutReleases(policy),
    scope: everywhere,
    actions: ['Deny' as const],
    params: null,
    exceptions: [],
    why: null,
  };
  const set = target.dialect.parse(renderPolicy(wanted, target, schema), target.version);
  if (set.policies.length !== 1) throw new Error(`the rendered policy of ${policy.id} cannot be read back`);
  return createSetJudge(set);
}

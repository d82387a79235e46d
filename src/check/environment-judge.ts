import { WritError } from '../core/errors.ts';
import type { Facts, Outcome, Policy, Request } from '../core/policy.ts';
import type { AtWork } from './at-work.ts';
import { confinedTo, environmentFor, evaluationKey } from './dialect-environments.ts';
import { dialectRules } from './dialect-rules.ts';
import { createJudge, type JudgeOptions, type Verdict } from './judge.ts';
import { matchScope } from './match-scope.ts';
import { particularJudge, needsParticular } from './particular-judge.ts';
import type { SetJudgeOptions } from './set-judge-options.ts';
import type { SetVerdict } from './set-verdict.ts';
import { underBindings } from './under-bindings.ts';

/** Judges one request by policies that are evaluated together. */
export type EnvironmentJudge = (request: Request, facts: Facts) => readonly SetVerdict[];

/** One judge for policies that are evaluated together, in the order of their first. */
export function judgesByEnvironment(
  works: readonly AtWork[],
  options: SetJudgeOptions,
): readonly EnvironmentJudge[] {
  const groups = Map.groupBy(works, ({ policy }) => evaluationKey(policy));
  return Array.from(groups.values(), (group) => environmentJudge(group, options));
}

function environmentJudge(works: readonly AtWork[], options: SetJudgeOptions): EnvironmentJudge {
  const [first] = works;
  if (first === undefined) return () => [];
  const environment = environmentFor(first.policy);
  const particular = particularJudge(works.filter(needsParticular), options);
  const plain = plainJudge(
    works.filter((work) => !needsParticular(work)),
    {
      environment,
      namespace: confinedTo(first.policy),
      absent: dialectRules(first.policy.dialect).absent,
    },
    options,
  );
  const order = new Map(works.map(({ policy }, index) => [policy, index]));
  return (request, facts) => {
    const verdicts = [...plain(request, facts), ...particular(request, facts)];
    return verdicts.toSorted((one, other) => (order.get(one.policy) ?? 0) - (order.get(other.policy) ?? 0));
  };
}

/** Judges those that ask for nothing but the request and the cluster, all at once. */
function plainJudge(
  works: readonly AtWork[],
  where: Pick<JudgeOptions, 'environment' | 'namespace' | 'absent'>,
  { form = 'cost', users = 'unknown' }: SetJudgeOptions,
): EnvironmentJudge {
  const byPolicy = new Map(works.map((work) => [work.policy, work]));
  const how = { ...where, form, users, tellsUnmet: true };
  const all = works.map(({ policy }) => policy);
  let judge = createJudge(all, how);
  /** Those that cannot be compiled, with why; null as long as nobody stumbled over one. */
  let unsound: readonly Verdict[] | null = null;

  function verdictsOf(request: Request, facts: Facts): readonly Verdict[] {
    const { verdicts, waiting, held } = judge.judgeAlone(request, facts);
    if (waiting.length === 0 && held.length === 0) return verdicts;
    return [...verdicts, ...judge.judgeLate({ waiting, held }, request, facts)];
  }

  function soundVerdicts(request: Request, facts: Facts): readonly Verdict[] {
    try {
      return verdictsOf(request, facts);
    } catch (cause) {
      if (!(cause instanceof WritError) || unsound !== null) throw cause;
      unsound = unsoundAmong(all, judge.fault);
      const wrong = new Set(unsound.map(({ policy }) => policy));
      judge = createJudge(
        all.filter((policy) => !wrong.has(policy)),
        how,
      );
      return verdictsOf(request, facts);
    }
  }

  return (request, facts) => {
    const sound = soundVerdicts(request, facts);
    const concerned = (unsound ?? []).filter(({ policy }) => mayConcern(policy, request, facts));
    return [...sound, ...concerned].flatMap(({ policy, outcome }) => {
      const work = byPolicy.get(policy);
      return work === undefined ? [] : underBindings(work, outcome, { request, facts, users });
    });
  };

  function mayConcern(policy: Policy, request: Request, facts: Facts): boolean {
    const match = matchScope(policy.scope, request, facts, {
      ...dialectRules(policy.dialect).matching,
      users,
    });
    return !match.known || match.value;
  }
}

function unsoundAmong(
  policies: readonly Policy[],
  faultOf: (policy: Policy) => WritError | null,
): readonly Verdict[] {
  return policies.flatMap((policy) => {
    const fault = faultOf(policy);
    if (fault === null) return [];
    const outcome: Outcome = { result: 'error', expression: '', message: fault.message };
    return [{ policy, outcome }];
  });
}

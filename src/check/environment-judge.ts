import { WritError } from '../core/errors.ts';
import type { Facts, Outcome, Policy, Request } from '../core/policy.ts';
import type { AtWork } from './at-work.ts';
import { confinedTo, environmentFor, evaluationKey } from './dialect-environments.ts';
import { dialectRules } from './dialect-rules.ts';
import { createJudge } from './judge.ts';
import type { Verdict } from './verdict.ts';
import { matchScope } from './match-scope.ts';
import { particularJudge, needsParticular } from './particular-judge.ts';
import type { SetJudgeOptions } from './set-judge-options.ts';
import type { SetVerdict } from './set-verdict.ts';
import { inOrder } from './in-order.ts';
import { isEverywhere, underBindings, type Asked } from './under-bindings.ts';

/** Judges one request by policies that are evaluated together. */
export type EnvironmentJudge = (request: Request, facts: Facts) => readonly SetVerdict[];

/** Judges of policies, each of some that are evaluated together; whoever asks several puts verdicts in order. */
export function judgesByEnvironment(
  works: readonly AtWork[],
  options: SetJudgeOptions,
): readonly EnvironmentJudge[] {
  const groups = Map.groupBy(works, ({ policy }) => evaluationKey(policy));
  return [...groups.values()].flatMap((group) => {
    const particular = group.filter(needsParticular);
    const plain = group.filter((work) => !needsParticular(work));
    return [
      ...(plain.length === 0 ? [] : [plainJudge(plain, options)]),
      ...(particular.length === 0 ? [] : [particularJudge(particular, options)]),
    ];
  });
}

/** Judges those that ask for nothing but the request and the cluster, all at once. */
function plainJudge(works: readonly AtWork[], options: SetJudgeOptions): EnvironmentJudge {
  const { users = 'unknown' } = options;
  const known = new Map(works.map((work) => [work.policy, { work, pass: passOf(work) }]));
  const judge = soundJudge(
    works.map(({ policy }) => policy),
    options,
  );
  return (request, facts) => {
    const asked = { request, facts, users };
    const told: SetVerdict[] = [];
    for (const { policy, outcome } of judge(request, facts)) {
      const one = known.get(policy);
      if (one === undefined) continue;
      if (one.pass !== null && outcome.result === 'pass') told.push(one.pass);
      else told.push(...underBindings(one.work, outcome, asked));
    }
    return told;
  };
}

/** Judges by policies some of which may not compile: these are errors, once somebody stumbled over one. */
function soundJudge(
  policies: readonly Policy[],
  { form = 'cost', users = 'unknown' }: SetJudgeOptions,
): (request: Request, facts: Facts) => readonly Verdict[] {
  const [any] = policies as readonly [Policy];
  const environment = environmentFor(any);
  const { absent } = dialectRules(any.dialect);
  const how = { environment, namespace: confinedTo(any), absent, form, users, tellsUnmet: true };
  let judge = createJudge(policies, how);
  let unsound: readonly Verdict[] | null = null;

  function verdictsOf(request: Request, facts: Facts): readonly Verdict[] {
    const { verdicts, waiting, held } = judge.judgeAlone(request, facts);
    if (waiting.length === 0 && held.length === 0) return verdicts;
    return inOrder([...verdicts, ...judge.judgeLate({ waiting, held }, request, facts)], policies);
  }

  return (request, facts) => {
    try {
      if (unsound === null) return verdictsOf(request, facts);
    } catch (cause) {
      if (!(cause instanceof WritError)) throw cause;
      unsound = unsoundAmong(policies, judge.fault);
      const wrong = new Set(unsound.map(({ policy }) => policy));
      judge = createJudge(
        policies.filter((policy) => !wrong.has(policy)),
        how,
      );
    }
    const concerned = (unsound ?? []).filter(({ policy }) => mayConcern(policy, { request, facts, users }));
    return inOrder([...verdictsOf(request, facts), ...concerned], policies);
  };
}

function mayConcern({ scope, dialect }: Policy, { request, facts, users }: Asked): boolean {
  const match = matchScope(scope, request, facts, { ...dialectRules(dialect).matching, users });
  return !match.known || match.value;
}

/** What a policy that passes everywhere alike always says. */
function passOf(work: AtWork): SetVerdict | null {
  const { policy, bindings } = work;
  const [binding = null] = bindings;
  const isAlike =
    bindings.length === 0 || (bindings.length === 1 && binding !== null && isEverywhere(binding));
  if (!isAlike) return null;
  const actions = binding?.actions ?? [];
  return { policy, binding, outcome: { result: 'pass' }, actions, exception: null, changed: null };
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

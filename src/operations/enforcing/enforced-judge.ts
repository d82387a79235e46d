import { createJudge } from '../../check/judge.ts';
import { matchScope } from '../../check/match-scope.ts';
import type { SetJudge, SetVerdict } from '../../check/set-verdict.ts';
import { kubernetes } from '../../cel/environment/kubernetes.ts';
import type { Binding, Facts, Outcome, Policy, PolicySet, Request } from '../../core/policy.ts';
import type { Verdict } from '../../check/judge.ts';

/** Judges by policies as they stand in a cluster: each by each of its bindings, and not at all without one. */
export function enforcedJudge({ policies, bindings }: PolicySet, minor: number): SetJudge {
  const judge = createJudge(policies, { environment: kubernetes(minor), form: 'cost' });
  return {
    judge(request, facts) {
      const verdicts = judge
        .judge(request, facts)
        .flatMap((verdict) =>
          bindings
            .filter(({ policy }) => policy === verdict.policy.id)
            .flatMap((binding) => under(binding, verdict, request, facts)),
        );
      return { object: request.object, verdicts };
    },
  };
}

function under(
  binding: Binding,
  { policy, outcome }: Verdict,
  request: Request,
  facts: Facts,
): readonly SetVerdict[] {
  const match = matchScope(binding.scope, request, facts);
  if (match.known && !match.value) return [];
  const unsure: Outcome | null = match.known ? null : { result: 'skip', reason: match.why };
  return [verdictOf(policy, binding, unsure ?? outcome)];
}

function verdictOf(policy: Policy, binding: Binding, outcome: Outcome): SetVerdict {
  return { policy, binding, outcome, actions: binding.actions, exception: null, changed: null };
}

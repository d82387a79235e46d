import type { Facts, PolicySet, Request } from '../core/policy.ts';
import { policiesAtWork, changes } from './at-work.ts';
import { dialectRules } from './dialect-rules.ts';
import { judgesByEnvironment } from './environment-judge.ts';
import { inOrder } from './in-order.ts';
import { matchScope } from './match-scope.ts';
import { mutatingJudge } from './mutating-judge.ts';
import type { SetJudge, SetVerdict } from './set-verdict.ts';
import type { SetJudgeOptions } from './set-judge-options.ts';

/**
 * Makes a judge of policies of any dialects. Nothing is compiled before the first request of a kind in its scope; a
 * policy that cannot be compiled is an error wherever it is asked.
 */
export function createSetJudge(set: PolicySet, options: SetJudgeOptions = {}): SetJudge {
  const works = policiesAtWork(set);
  const order = works.map(({ policy }) => policy);
  const change = mutatingJudge(
    works.filter(({ policy }) => changes(policy)),
    options,
  );
  const validating = judgesByEnvironment(
    works.filter(({ policy }) => !changes(policy)),
    options,
  );

  function judgeValidating(request: Request, facts: Facts): readonly SetVerdict[] {
    const [only] = validating;
    if (only !== undefined && validating.length === 1) return only(request, facts);
    return inOrder(
      validating.flatMap((judge) => judge(request, facts)),
      order,
    );
  }

  return {
    concerned: (request, facts) =>
      set.policies.filter(({ scope, dialect }) => {
        const matching = { ...dialectRules(dialect).matching, users: options.users ?? 'unknown' };
        const match = matchScope(scope, request, facts, matching);
        return !match.known || match.value;
      }),
    judge(request, facts) {
      const { object, verdicts } = change(request, facts);
      const changed = object === request.object ? request : { ...request, object };
      const judged = judgeValidating(changed, facts);
      return { object, verdicts: verdicts.length === 0 ? judged : [...verdicts, ...judged] };
    },
  };
}

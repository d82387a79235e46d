import type { Environment } from '../cel/environment/environment.ts';
import type { Facts, Outcome, Policy, Request } from '../core/policy.ts';
import type { Form } from './compile-expression.ts';
import { compilePolicy, type CompiledPolicy } from './compile-policy.ts';
import { evaluatePolicy } from './evaluate-policy.ts';
import { isStatic, matchScope } from './match-scope.ts';
import { Session } from './session.ts';
import { variablePool } from './variable-pool.ts';

/** One policy's answer on one request. */
export interface Verdict {
  readonly policy: Policy;
  readonly outcome: Outcome;
}

/** Policies compiled together. What they share is evaluated once a request. */
export interface Judge {
  /** The policies in whose scope a request of this kind may be, for those that are not judged. */
  concerned(request: Request, facts: Facts): readonly Policy[];
  /** The verdicts of all policies in whose scope the request is, in the order of the policies. */
  judge(request: Request, facts: Facts): readonly Verdict[];
}

/** How policies are compiled. */
export interface JudgeOptions {
  readonly environment: Environment;
  readonly form: Form;
}

/** Makes a judge; a policy is compiled when the first request of a kind in its scope arrives. */
export function createJudge(policies: readonly Policy[], { environment, form }: JudgeOptions): Judge {
  const pool = variablePool(environment, form);
  const compiled = new Map<Policy, CompiledPolicy>();
  const byKind = new Map<string, readonly Policy[]>();

  function compiledOf(policy: Policy): CompiledPolicy {
    const known = compiled.get(policy);
    if (known !== undefined) return known;
    const fresh = compilePolicy(policy, pool, { environment, form });
    compiled.set(policy, fresh);
    return fresh;
  }

  /** What kind, resource and operation alone do not rule out. */
  function candidates(request: Request, facts: Facts): readonly Policy[] {
    const key = kindKey(request);
    const known = byKind.get(key);
    if (known !== undefined) return known;
    const possible = policies.filter(({ scope }) => {
      const match = isStatic(scope) ? matchScope(scope, request, facts) : null;
      return match === null || !match.known || match.value;
    });
    byKind.set(key, possible);
    return possible;
  }

  return {
    concerned: candidates,
    judge(request, facts) {
      const session = new Session(environment, pool, request, facts);
      const verdicts: Verdict[] = [];
      for (const policy of candidates(request, facts)) {
        const outcome = evaluatePolicy(compiledOf(policy), session);
        if (outcome !== null) verdicts.push({ policy, outcome });
      }
      return verdicts;
    },
  };
}

/** Everything that a static scope may look at. */
function kindKey({ kind, resource, subresource, operation, namespace }: Request): string {
  const place = `${kind.group}/${kind.version}/${kind.kind}/${resource.group}/${resource.version}/${resource.resource}`;
  return `${place}/${subresource ?? ''}/${operation}/${namespace === null}`;
}

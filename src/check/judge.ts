import type { Environment } from '../cel/environment/environment.ts';
import type { Facts, Lookup, Outcome, Policy, Request } from '../core/policy.ts';
import type { Form } from './compile-expression.ts';
import { bothParts, noParts, type Parts } from '../core/parts.ts';
import { compilePolicy, isRelated, policyReads, type CompiledPolicy } from './compile-policy.ts';
import { evaluatePolicy } from './evaluate-policy.ts';
import { isStatic, matchScope } from './match-scope.ts';
import { Session } from './session.ts';
import { variablePool } from './variable-pool.ts';

/** One policy's answer on one request. */
export interface Verdict {
  readonly policy: Policy;
  readonly outcome: Outcome;
  /** Whether it hangs on other objects, so that it may be otherwise when more of them are known. */
  readonly isRelated: boolean;
}

/** Policies compiled together. What they share is evaluated once a request. */
export interface Judge {
  /** The policies in whose scope a request of this kind may be, for those that are not judged. */
  concerned(request: Request, facts: Facts): readonly Policy[];
  /** The verdicts of all policies in whose scope the request is, in the order of the policies. */
  judge(request: Request, facts: Facts): readonly Verdict[];
  /** The same of some of its policies only. */
  judgeBy(policies: readonly Policy[], request: Request, facts: Facts): readonly Verdict[];
  /** What policies may look up, and what they read of each object that is found. */
  lookups(): readonly { readonly lookup: Lookup; readonly parts: Parts }[];
  /** Which parts of an object policies may read. */
  reads(policies: readonly Policy[]): Parts;
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

  function judgeBy(chosen: readonly Policy[], request: Request, facts: Facts): readonly Verdict[] {
    const session = new Session(environment, pool, request, facts);
    const verdicts: Verdict[] = [];
    for (const policy of chosen) {
      const one = compiledOf(policy);
      const outcome = evaluatePolicy(one, session);
      if (outcome === null) continue;
      verdicts.push({ policy, outcome, isRelated: isRelated(policy) && hangs(one, outcome, session) });
    }
    return verdicts;
  }

  return {
    concerned: candidates,
    judge: (request, facts) => judgeBy(candidates(request, facts), request, facts),
    judgeBy,
    lookups: () =>
      policies.filter(isRelated).flatMap((policy) => {
        const { related } = policyReads(policy);
        return Object.entries({ ...policy.related, ...policy.unless }).map(([name, lookup]) => ({
          lookup,
          parts: related.get(name) ?? 'all',
        }));
      }),
    reads: (chosen) => chosen.map((policy) => policyReads(policy).object).reduce(bothParts, noParts),
  };
}

/** Whether other objects had a say in an outcome, or may lift it. */
function hangs({ variables, releases }: CompiledPolicy, outcome: Outcome, session: Session): boolean {
  return (releases.length > 0 && outcome.result === 'fail') || session.hasLookedUp(variables);
}

/** Everything that a static scope may look at. */
function kindKey({ kind, resource, subresource, operation, namespace }: Request): string {
  const place = `${kind.group}/${kind.version}/${kind.kind}/${resource.group}/${resource.version}/${resource.resource}`;
  return `${place}/${subresource ?? ''}/${operation}/${namespace === null}`;
}

import { bind } from '../ask/bind.ts';
import { createJudge, type Judge } from '../check/judge.ts';
import { requestOf } from '../check/request-of.ts';
import type { Outcome, Policy, Request } from '../core/policy.ts';
import type { Example, Rule } from '../core/rule.ts';
import type { Bench } from './law.ts';

/** Judges examples by one rule, compiling it once for each set of answers. */
export interface ExampleJudge {
  /** Null where the rule does not concern the example's resource. */
  judge(example: Example): Outcome | null;
}

/** A judge of a rule's examples; `change` may replace the bound policy, as mutants and targets do. */
export function exampleJudge(
  rule: Rule,
  bench: Bench,
  change: (policy: Policy) => Policy = same,
): ExampleJudge {
  const judges = new Map<string, Judge>();
  const judgeFor = ({ answers = {}, minor = bench.minor }: Example): Judge => {
    const key = JSON.stringify([answers, minor]);
    const known = judges.get(key);
    if (known !== undefined) return known;
    const policy = change(bind(rule, answers, { minor }));
    const judge = createJudge([policy], { environment: bench.environment, form: 'budget' });
    judges.set(key, judge);
    return judge;
  };
  return {
    judge: (example) =>
      judgeFor(example).judge(exampleRequest(example, bench), bench.facts)[0]?.outcome ?? null,
  };
}

/** The request that an example stands for: a CREATE, unless it states otherwise. */
export function exampleRequest({ resource, request }: Example, { kinds }: Bench): Request {
  return { ...requestOf(resource, kinds), ...request };
}

function same(policy: Policy): Policy {
  return policy;
}

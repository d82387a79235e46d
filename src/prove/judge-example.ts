import { bind } from '../ask/bind.ts';
import { createJudge, type Judge } from '../check/judge.ts';
import { requestOf } from '../check/request-of.ts';
import type { Facts, Outcome, Policy, Request } from '../core/policy.ts';
import type { Example, Rule } from '../core/rule.ts';
import { factsAmong } from '../related/facts-among.ts';
import { createResourceIndex } from '../related/resource-index.ts';
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
    judge(example) {
      const judge = judgeFor(example);
      const request = exampleRequest(example, bench);
      return judge.judge(request, factsBeside(example, { judge, request, bench }))[0]?.outcome ?? null;
    },
  };
}

/** Facts for which an example's object and those beside it are all there are. */
function factsBeside(
  { resource, beside = [] }: Example,
  { judge, request, bench }: { readonly judge: Judge; readonly request: Request; readonly bench: Bench },
): Facts {
  const lookups = judge.lookups();
  if (lookups.length === 0) return bench.facts;
  const index = createResourceIndex(lookups);
  index.add(resource, request);
  for (const other of beside) index.add(other, requestOf(other, bench.kinds));
  return factsAmong(bench.facts, index);
}

/** The request that an example stands for: a CREATE, unless it states otherwise. */
export function exampleRequest({ resource, request }: Example, { kinds }: Bench): Request {
  return { ...requestOf(resource, kinds), ...request };
}

function same(policy: Policy): Policy {
  return policy;
}

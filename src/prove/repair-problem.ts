import { bind, unanswered } from '../ask/bind.ts';
import { createSetJudge } from '../check/set-judge.ts';
import type { Example, Rule } from '../core/rule.ts';
import { everywhere } from '../enforce/enforceable.ts';
import { mutatingPolicy } from '../enforce/mutation/mutating-policy.ts';
import { renderPolicy } from '../enforce/render-policy.ts';
import type { Target } from '../enforce/targets.ts';
import { isSame } from '../yaml/edit/is-same.ts';
import { exampleRequest } from './judge-example.ts';
import type { Bench } from './law.ts';

/**
 * How the policy that repairs a rule's findings fails to, by the rule's own examples; null where it leaves alone what
 * must pass, and what must fail passes after it. Debugging containers are not repaired.
 * @throws {WritError} `TARGET_UNSUPPORTED`
 */
export function repairProblem(rule: Rule, bench: Bench, target: Target): string | null {
  const { pass, fail } = rule.prove;
  for (const example of [...pass, ...fail]) {
    if (unanswered(rule, example.answers ?? {}).length > 0 || example.request?.subresource) continue;
    const problem = exampleProblem(rule, example, { bench, target, mustChange: fail.includes(example) });
    if (problem !== null) return `its repair ${problem}: ${example.because}`;
  }
  return null;
}

interface Trial {
  readonly bench: Bench;
  readonly target: Target;
  readonly mustChange: boolean;
}

function exampleProblem(
  rule: Rule,
  { answers = {}, minor, request: stated, ...example }: Example,
  { bench, target, mustChange }: Trial,
): string | null {
  const versions = { minor: minor ?? bench.minor };
  const wanted = {
    policy: mutatingPolicy(rule, answers, versions),
    scope: everywhere,
    actions: [],
    params: null,
    exceptions: [],
    why: null,
  };
  const set = target.dialect.parse(renderPolicy(wanted, target, bench.schema), target.version);
  const { unless: _unless, ...judging } = bind(rule, answers, versions);
  const judge = createSetJudge({ ...set, policies: [...set.policies, judging] });
  const request = exampleRequest({ ...example, ...(stated !== undefined && { request: stated }) }, bench);
  const { object, verdicts } = judge.judge(request, bench.facts);
  const error = verdicts.find(({ outcome }) => outcome.result === 'error');
  if (error?.outcome.result === 'error') return `cannot be evaluated (${error.outcome.message})`;
  if (!mustChange) return isSame(object, request.object) ? null : 'changes what must pass';
  const after = verdicts.find(({ policy }) => policy.validations.length > 0)?.outcome.result;
  return after === 'pass' ? null : 'leaves what must fail as it is';
}

import { parse } from '../dialects/vap/parse.ts';
import { render } from '../dialects/vap/render.ts';
import type { Policy, PolicySet } from '../core/policy.ts';
import { exampleJudge } from './judge-example.ts';
import type { Breach, Law } from './law.ts';

/** Law 4: a policy that was rendered and read back gives the same verdicts. */
export const lawTargets: Law = (rule, bench) => {
  if (Object.keys(rule.related).length > 0) return [];
  const original = exampleJudge(rule, bench);
  const returned = exampleJudge(rule, bench, roundTrip);
  return [...rule.prove.pass, ...rule.prove.fail].flatMap((example): readonly Breach[] => {
    const before = original.judge(example)?.result ?? 'no verdict';
    const after = returned.judge(example)?.result ?? 'no verdict';
    if (before === after) return [];
    return [
      {
        law: 4,
        message: `as ValidatingAdmissionPolicy “${example.because}” gives ${after} instead of ${before}`,
        at: '/check',
        start: null,
      },
    ];
  });
};

function roundTrip(policy: Policy): Policy {
  const set: PolicySet = { policies: [policy], bindings: [], exceptions: [], refused: [] };
  const { version } = policy.dialect;
  const [returned] = parse(render(set, version), version).policies;
  if (returned === undefined) throw new Error(`the rendered policy of ${policy.id} cannot be read back`);
  return returned;
}

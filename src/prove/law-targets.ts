import { oldestMinor } from '../dialects/vap/constants.ts';
import { parse } from '../dialects/vap/parse.ts';
import { render } from '../dialects/vap/render.ts';
import type { Policy, PolicySet } from '../core/policy.ts';
import { bind, placeholderAnswers } from '../ask/bind.ts';
import { WritError } from '../core/errors.ts';
import type { Rule } from '../core/rule.ts';
import { exampleJudge } from './judge-example.ts';
import type { Bench, Breach, Law } from './law.ts';

/**
 * Law 4: a policy that was rendered and read back gives the same verdicts, and one that looks other objects up is
 * refused. What other objects may lift is said without them.
 */
export const lawTargets: Law = (rule, bench) => {
  if (Object.keys(rule.related).length > 0) return isRefused(rule, bench) ? [] : [unrefused];
  const original = exampleJudge(rule, bench, withoutReleases);
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

const unrefused: Breach = {
  law: 4,
  message: 'it looks other objects up, and yet is rendered for admission, which cannot',
  at: '/related',
  start: null,
};

function isRefused(rule: Rule, { minor }: Bench): boolean {
  try {
    roundTrip(bind(rule, placeholderAnswers(rule), { minor }));
    return false;
  } catch (error) {
    if (error instanceof WritError && error.code === 'TARGET_UNSUPPORTED') return true;
    throw error;
  }
}

function withoutReleases({ unless: _unless, ...policy }: Policy): Policy {
  return policy;
}

function roundTrip(policy: Policy): Policy {
  const set: PolicySet = { policies: [policy], bindings: [], exceptions: [], refused: [] };
  const minor = Math.max(oldestMinor, Number(policy.dialect.version.slice(2)));
  const version = `1.${minor}` as const;
  const [returned] = parse(render(set, version), version).policies;
  if (returned === undefined) throw new Error(`the rendered policy of ${policy.id} cannot be read back`);
  return returned;
}

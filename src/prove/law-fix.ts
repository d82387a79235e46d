import type { JsonPointer } from '../core/json.ts';
import type { Example, Rule } from '../core/rule.ts';
import { applyPatch } from '../fix/apply-patch.ts';
import { planFix, type Repair } from '../fix/plan-fix.ts';
import { exampleJudge, type ExampleJudge } from './judge-example.ts';
import type { Breach, Law } from './law.ts';

/** Law 2: a fixed example passes, and fixing again changes nothing. */
export const lawFix: Law = (rule, bench) => {
  if (rule.remedy.edits.length === 0) return [];
  const judge = exampleJudge(rule, bench);
  return rule.prove.fail.flatMap((example) => proveFix(rule, example, judge));
};

function proveFix(rule: Rule, example: Example, judge: ExampleJudge): readonly Breach[] {
  const outcome = judge.judge(example);
  if (outcome?.result !== 'fail') return []; // Law 1 says so already.
  const places = outcome.violations.flatMap((violation) => violation.places);
  const repair = repairOf(rule, example, places);
  const patch = planFix(example.resource, repair);
  if (patch.length === 0) return [breach(`the fix changes nothing of “${example.because}”`)];
  const fixed = applyPatch(example.resource, patch);
  const after = judge.judge({ ...example, resource: fixed });
  if (after?.result !== 'pass')
    return [breach(`the fix leaves “${example.because}” at ${after?.result ?? 'no verdict'}`)];
  if (planFix(fixed, repair).length > 0)
    return [breach(`fixing “${example.because}” twice changes it twice`)];
  return [];
}

function repairOf(rule: Rule, { resource, answers = {} }: Example, places: readonly JsonPointer[]): Repair {
  return { edits: rule.remedy.edits, root: rule.subject.roots[resource.kind] ?? '', answers, places };
}

function breach(message: string): Breach {
  return { law: 2, message, at: '/remedy/edits', start: null };
}

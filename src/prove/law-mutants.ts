import { mutants } from '../cel/mutate.ts';
import type { Named, Policy } from '../core/policy.ts';
import type { Rule } from '../core/rule.ts';
import { exampleJudge } from './judge-example.ts';
import type { Bench, Breach, Law } from './law.ts';

/** An expression of a policy that a mutant may replace. */
interface Target {
  readonly text: string;
  readonly replace: (policy: Policy, expression: string) => Policy;
}

/** Law 3: every mutant of every expression flips some example, so no check is vacuous. */
export const lawMutants: Law = (rule, bench) =>
  survivors(rule, bench).map(({ message }): Breach => ({ law: 3, message }));

/** A mutant that no example notices. */
export interface Survivor {
  readonly original: string;
  readonly mutant: string;
  readonly message: string;
}

/** The mutants of a rule's own checks and variables that no example notices. */
export function survivors(rule: Rule, bench: Bench): readonly Survivor[] {
  return survivorsOf(rule, bench, [
    ...rule.check.map(({ expression }, index) => checkTarget(expression, index)),
    ...rule.variables.map(variableTarget),
  ]);
}

/** The same for the variables of its subject, which many rules share. */
export function subjectSurvivors(rule: Rule, bench: Bench): readonly Survivor[] {
  return survivorsOf(rule, bench, rule.subject.variables.map(variableTarget));
}

function survivorsOf(rule: Rule, bench: Bench, targets: readonly Target[]): readonly Survivor[] {
  const examples = [...rule.prove.pass, ...rule.prove.fail];
  const judge = exampleJudge(rule, bench);
  const expected = examples.map((example) => judge.judge(example)?.result);
  return targets.flatMap(({ text, replace }) =>
    mutants(text)
      .filter(({ expression }) => {
        const mutated = exampleJudge(rule, bench, (policy) => replace(policy, expression));
        return examples.every((example, index) => mutated.judge(example)?.result === expected[index]);
      })
      .map(({ expression, what }) => ({
        original: text,
        mutant: expression,
        message: `no example notices when ${what}: ${expression}`,
      })),
  );
}

function checkTarget(text: string, index: number): Target {
  return {
    text,
    replace: (policy, expression) => ({
      ...policy,
      validations: policy.validations.map((validation, at) =>
        at === index ? { ...validation, expression } : validation,
      ),
    }),
  };
}

function variableTarget({ name, expression: text }: Named): Target {
  return {
    text,
    replace: (policy, expression) => ({
      ...policy,
      variables: policy.variables.map((variable) =>
        variable.name === name ? { name, expression } : variable,
      ),
    }),
  };
}

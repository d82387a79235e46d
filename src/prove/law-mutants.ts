import { mutants } from '../cel/mutate.ts';
import type { JsonPointer } from '../core/json.ts';
import type { Lookup, Named, Policy, Release } from '../core/policy.ts';
import type { Rule } from '../core/rule.ts';
import { exampleJudge } from './judge-example.ts';
import type { Bench, Breach, Law } from './law.ts';

/** An expression of a policy that a mutant may replace, or where it looks things up. */
interface Target {
  readonly text: string;
  /** What may stand in its place; unstated: the mutants of the expression. */
  readonly changes?: readonly { readonly expression: string; readonly what: string }[];
  /** Where in the rule it stands. */
  readonly at: JsonPointer;
  readonly replace: (policy: Policy, expression: string) => Policy;
  /** Of a check: the policy with no other. */
  readonly alone?: (policy: Policy) => Policy;
}

/** Law 3: every mutant of every expression flips some example, so no check is vacuous. */
export const lawMutants: Law = (rule, bench) =>
  survivors(rule, bench).map(({ message, at }): Breach => ({ law: 3, message, at, start: null }));

/** A mutant that no example notices. */
export interface Survivor {
  readonly original: string;
  readonly mutant: string;
  readonly message: string;
  /** Where in the rule the expression stands. */
  readonly at: JsonPointer;
}

/** The mutants of a rule's own checks and variables that no example notices. */
export function survivors(rule: Rule, bench: Bench): readonly Survivor[] {
  return survivorsOf(rule, bench, [
    ...rule.check.map(({ expression }, index) => checkTarget(expression, index)),
    ...rule.variables.map((variable, index) => variableTarget(variable, `/variables/${index}/expression`)),
    ...(['related', 'unless'] as const).flatMap((part) =>
      Object.entries(rule[part] ?? {}).flatMap(([name, lookup]) => lookupTargets(part, name, lookup)),
    ),
  ]);
}

/** The same for the variables of its subject, which many rules share. */
export function subjectSurvivors(rule: Rule, bench: Bench): readonly Survivor[] {
  return survivorsOf(
    rule,
    bench,
    rule.subject.variables.map((variable, index) =>
      variableTarget(variable, `/subject/variables/${index}/expression`),
    ),
  );
}

function survivorsOf(rule: Rule, bench: Bench, targets: readonly Target[]): readonly Survivor[] {
  const examples = [...rule.prove.pass, ...rule.prove.fail];
  const judge = exampleJudge(rule, bench);
  const expected = examples.map((example) => judge.judge(example)?.result);
  return targets.flatMap(({ text, changes, at, replace, alone }) =>
    (changes ?? mutants(text))
      .filter(({ expression }) => {
        const mutated = exampleJudge(rule, bench, (policy) => replace(policy, expression));
        return examples.every((example, index) => mutated.judge(example)?.result === expected[index]);
      })
      .filter(({ expression }) => alone === undefined || !breaks(rule, bench, { expression, replace, alone }))
      .map(({ expression, what }) => ({
        original: text,
        mutant: expression,
        message: `no example notices when ${what}: ${expression}`,
        at,
      })),
  );
}

/**
 * Whether a check alone, mutated, cannot be evaluated where it could: what it says would be an error instead of what is
 * wrong. That shows in no verdict where another check of the same field fails there.
 */
function breaks(
  rule: Rule,
  bench: Bench,
  {
    expression,
    replace,
    alone,
  }: Required<Pick<Target, 'replace' | 'alone'>> & { readonly expression: string },
): boolean {
  const before = exampleJudge(rule, bench, alone);
  const after = exampleJudge(rule, bench, (policy) => alone(replace(policy, expression)));
  return rule.prove.fail.some(
    (example) => after.judge(example)?.result === 'error' && before.judge(example)?.result !== 'error',
  );
}

function checkTarget(text: string, index: number): Target {
  return {
    text,
    at: `/check/${index}/expression`,
    replace: (policy, expression) => ({
      ...policy,
      validations: policy.validations.map((validation, at) =>
        at === index ? { ...validation, expression } : validation,
      ),
    }),
    alone: (policy) => ({ ...policy, validations: policy.validations.filter((_, at) => at === index) }),
  };
}

function variableTarget({ name, expression: text }: Named, at: JsonPointer): Target {
  return {
    text,
    at,
    replace: (policy, expression) => ({
      ...policy,
      variables: policy.variables.map((variable) =>
        variable.name === name ? { name, expression } : variable,
      ),
    }),
  };
}

/** The key of a look-up, what it must be to release, and where is looked. */
function lookupTargets(
  part: 'related' | 'unless',
  name: string,
  lookup: Lookup | Release,
): readonly Target[] {
  const at: JsonPointer = `/${part}/${name}`;
  const replaced = (policy: Policy, changed: Partial<Release>): Policy => ({
    ...policy,
    [part]: { ...policy[part], [name]: { ...lookup, ...changed } },
  });
  const within = lookup.within === 'cluster' ? 'namespace' : 'cluster';
  return [
    { text: lookup.key, at: `${at}/key`, replace: (policy, key) => replaced(policy, { key }) },
    {
      text: lookup.within,
      changes: [{ expression: within, what: `it is looked for within the ${within}` }],
      at: `${at}/within`,
      replace: (policy) => replaced(policy, { within }),
    },
    ...('when' in lookup
      ? [
          {
            text: lookup.when,
            at: `${at}/when` as const,
            replace: (policy: Policy, when: string) => replaced(policy, { when }),
          },
        ]
      : []),
  ];
}

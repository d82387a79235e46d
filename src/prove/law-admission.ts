import { admit, type FieldProblem } from '../cel/index.ts';
import type { Policy } from '../core/policy.ts';
import { firstPolicy, pointerOf } from './first-policy.ts';
import type { Breach, Law } from './law.ts';

/**
 * Law 4: an API server takes the policy. It compiles every expression without knowing the types of the object,
 * and refuses what cannot be of one type: a list of a string and of what may be anything, for one.
 */
export const lawAdmission: Law = (rule, bench) => {
  if (Object.keys(rule.related).length > 0) return [];
  const policy = firstPolicy(rule, bench.minor);
  if (policy === null) return [];
  const { variables, validations } = policy;
  return admit({ variables, validations }, bench.environment).map((problem): Breach => {
    const [part, name] = expressionOf(policy, problem);
    return {
      law: 4,
      message: `an API server refuses the policy, ${part} \`${name}\`: ${problem.message}`,
      at: pointerOf(rule, part, name),
      start: problem.problems?.[0]?.start ?? null,
    };
  });
};

/** What a field such as `spec.variables[2].expression` is in the rule. */
function expressionOf(
  { variables, validations }: Policy,
  { field }: FieldProblem,
): readonly ['check' | 'variable', string] {
  const [, list, index] = /^spec\.(variables|validations)\[(\d+)\]/.exec(field) ?? [];
  const at = Number(index);
  return list === 'variables'
    ? ['variable', variables[at]?.name ?? field]
    : ['check', validations[at]?.id ?? field];
}

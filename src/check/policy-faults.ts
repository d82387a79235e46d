import { admit, type AdmittedPolicy } from '../cel/admission/admit.ts';
import { admitExpression, type FieldProblem } from '../cel/admission/admit-expression.ts';
import { withComposition } from '../cel/environment/derive.ts';
import type { Environment } from '../cel/environment/environment.ts';
import { dyn, list, type Type } from '../cel/type.ts';
import type { Mutation, Policy } from '../core/policy.ts';
import { environmentFor } from './dialect-environments.ts';

/** Why nothing can be judged by a policy: what an API server, or Kyverno, would refuse of it. */
export interface PolicyFault {
  /** As the API server names it: `spec.validations[0].expression`. */
  readonly field: string;
  /** One line. */
  readonly message: string;
}

/** What keeps the expressions of a policy from being evaluated, told without evaluating any. */
export function policyFaults(policy: Policy): readonly PolicyFault[] {
  const environment = environmentFor(policy);
  const found = [
    ...admit(admitted(policy), environment).filter((problem) => concerns(policy, problem)),
    ...mutationProblems(policy, environment),
  ];
  return found.map(({ field, message }) => ({ field, message: lineOf(message) }));
}

function admitted({ dialect, params, conditions, variables, validations, auditAnnotations }: Policy) {
  return {
    paramKind: params !== null,
    // Kyverno's mutating policies alone may read variables there.
    matchConditions: dialect.name === 'kyverno-mutating' ? [] : conditions,
    variables,
    validations,
    auditAnnotations: auditAnnotations.map(({ name, expression }) => ({
      key: name,
      valueExpression: expression,
    })),
  } satisfies AdmittedPolicy;
}

/** Of what is no expression Kyverno takes more than an API server. */
function concerns({ dialect }: Policy, { code, field }: FieldProblem): boolean {
  if (dialect.name === 'vap') return true;
  return ofExpressions.has(code) || (code === 'required' && field.endsWith('xpression'));
}

const ofExpressions: ReadonlySet<string> = new Set([
  'compilation',
  'result-type',
  'instantiation',
  'too-long',
]);

const resultOf: Readonly<Record<Mutation['form'], Type>> = {
  JSONPatch: list({ kind: 'object', name: 'JSONPatch' }),
  ApplyConfiguration: { kind: 'object', name: 'Object' },
};

function mutationProblems(
  { dialect, conditions, variables, mutations }: Policy,
  environment: Environment,
): readonly FieldProblem[] {
  const problems: FieldProblem[] = [];
  const fields = Object.fromEntries(variables.map(({ name }) => [name, dyn]));
  const at = { environment: withComposition(environment, fields), problems };
  const late = dialect.name === 'kyverno-mutating' ? conditions : [];
  for (const [index, { expression }] of late.entries())
    admitExpression(expression, `spec.matchConditions[${index}].expression`, 'any', at);
  for (const [index, { form, expression }] of mutations.entries()) {
    const part = form === 'JSONPatch' ? 'jsonPatch' : 'applyConfiguration';
    // What a variable is is not known here, and so what an expression gives that is one.
    const results = variables.length === 0 ? [resultOf[form]] : 'any';
    admitExpression(expression, `spec.mutations[${index}].${part}.expression`, results, at);
  }
  return problems;
}

/** An API server shows the expression and a caret below. */
function lineOf(message: string): string {
  const [first = ''] = message.split('\n');
  return first.length > 300 ? `${first.slice(0, 300)}…` : first;
}

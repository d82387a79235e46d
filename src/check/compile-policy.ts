import type { Environment } from '../cel/environment/environment.ts';
import type { Named, Policy, Validation } from '../core/policy.ts';
import { compileExpression, type Expression, type Form } from './compile-expression.ts';
import { isStatic } from './match-scope.ts';
import type { VariablePool, VariableScope } from './variable-pool.ts';

/** A policy whose expressions are ready to be evaluated. */
export interface CompiledPolicy {
  readonly policy: Policy;
  /** Whether the scope was decided with the kind alone. */
  readonly scopeIsStatic: boolean;
  readonly conditions: readonly { readonly condition: Named; readonly expression: Expression }[];
  readonly validations: readonly CompiledValidation[];
  readonly variables: VariableScope;
  /** What is not at hand for every request, where an expression reads it. */
  readonly asks: { readonly authorizer: boolean; readonly namespace: boolean; readonly request: boolean };
}

export interface CompiledValidation {
  readonly validation: Validation;
  readonly expression: Expression;
  readonly message: Expression | null;
}

/**
 * Compiles every expression of a policy.
 * @throws {WritError} `CEL_INVALID` if one does not parse.
 */
export function compilePolicy(
  policy: Policy,
  pool: VariablePool,
  { environment, form }: { readonly environment: Environment; readonly form: Form },
): CompiledPolicy {
  const compile = (text: string): Expression => compileExpression(text, environment, form);
  const conditions = policy.conditions.map((condition) => ({
    condition,
    expression: compile(condition.expression),
  }));
  const validations = policy.validations.map((validation) => ({
    validation,
    expression: compile(validation.expression),
    message: validation.messageExpression === null ? null : compile(validation.messageExpression),
  }));
  const variables = pool.scope(policy.variables);
  const reads = (name: string): boolean =>
    [...conditions, ...validations, ...variables.values()].some(({ expression }) =>
      expression.reads.identifiers.has(name),
    );
  return {
    policy,
    scopeIsStatic: isStatic(policy.scope),
    conditions,
    validations,
    variables,
    asks: {
      authorizer: reads('authorizer'),
      namespace: reads('namespaceObject'),
      request: reads('request'),
    },
  };
}

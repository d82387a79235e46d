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
  return {
    policy,
    scopeIsStatic: isStatic(policy.scope),
    conditions: policy.conditions.map((condition) => ({
      condition,
      expression: compile(condition.expression),
    })),
    validations: policy.validations.map((validation) => ({
      validation,
      expression: compile(validation.expression),
      message: validation.messageExpression === null ? null : compile(validation.messageExpression),
    })),
    variables: pool.scope(policy.variables),
  };
}

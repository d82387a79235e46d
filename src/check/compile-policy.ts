import type { Environment } from '../cel/environment/environment.ts';
import type { Named, Policy, Release, Validation } from '../core/policy.ts';
import { compileExpression, type Expression, type Form } from './compile-expression.ts';
import { isStatic } from './match-scope.ts';
import { readsOf, type Reads } from './reads.ts';
import type { NamedLookup, VariablePool, VariableScope } from './variable-pool.ts';

/** A policy whose expressions are ready to be evaluated. */
export interface CompiledPolicy {
  readonly policy: Policy;
  /** Whether the scope was decided with the kind alone. */
  readonly scopeIsStatic: boolean;
  readonly conditions: readonly { readonly condition: Named; readonly expression: Expression }[];
  readonly validations: readonly CompiledValidation[];
  readonly variables: VariableScope;
  /** What may lift a violation, each with its own meaning of `variables`. */
  readonly releases: readonly CompiledRelease[];
  /** What is not at hand for every request, where an expression reads it. */
  readonly asks: { readonly authorizer: boolean; readonly namespace: boolean; readonly request: boolean };
}

/** One entry of `unless`. */
export interface CompiledRelease {
  readonly name: string;
  readonly release: Release;
  readonly expression: Expression;
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
  const conditions = policy.conditions.map((condition) => ({
    condition,
    expression: compile(condition.expression),
  }));
  const validations = policy.validations.map((validation) => ({
    validation,
    expression: compile(validation.expression),
    message: validation.messageExpression === null ? null : compile(validation.messageExpression),
  }));
  const variables = pool.scope(policy.variables, lookupsOf(policy));
  const releases = Object.entries(policy.unless ?? {}).map(([name, release]) => ({
    name,
    release,
    expression: compile(release.when),
    variables: pool.scope(policy.variables, [...lookupsOf(policy), { name, how: release, partly: true }]),
  }));
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
    releases,
    asks: {
      authorizer: reads('authorizer'),
      namespace: reads('namespaceObject'),
      request: reads('request'),
    },
  };
}

/** Whether a verdict may hang on other objects. */
export function isRelated({ related, unless }: Policy): boolean {
  return related !== undefined || unless !== undefined;
}

/** Which parts of the object and of what it looks up a policy may read. */
export function policyReads({ conditions, validations, variables, releases, policy }: CompiledPolicy): Reads {
  const scopes = [variables, ...releases.map((release) => release.variables)];
  const pooled = scopes.flatMap((scope) => [...scope]);
  const lookups = pooled.filter(([, { lookup }]) => lookup !== null);
  return readsOf({
    roots: [
      ...conditions.map(({ expression }) => expression.tree),
      ...validations.flatMap(({ expression, message }) =>
        message === null ? [expression.tree] : [expression.tree, message.tree],
      ),
      ...releases.map(({ expression }) => expression.tree),
      ...lookups.map(([, { expression }]) => expression.tree),
    ],
    variables: new Map(
      pooled.flatMap(([name, { lookup, expression }]) => (lookup === null ? [[name, expression.tree]] : [])),
    ),
    lookups: new Set([...Object.keys(policy.related ?? {}), ...Object.keys(policy.unless ?? {})]),
  });
}

function lookupsOf({ related }: Policy): readonly NamedLookup[] {
  return Object.entries(related ?? {}).map(([name, how]) => ({ name, how, partly: false }));
}

import type { Environment } from '../cel/environment/environment.ts';
import type { Named } from '../core/policy.ts';
import { compileExpression, type Expression, type Form } from './compile-expression.ts';

/** One variable of one or many policies: the same text over the same variables is one variable. */
export interface PooledVariable {
  readonly index: number;
  readonly expression: Expression;
  /** What `variables.<name>` means inside it. */
  readonly scope: VariableScope;
}

/** What `variables.<name>` means, by name; the same object for the same meaning. */
export type VariableScope = ReadonlyMap<string, PooledVariable>;

/** Variables shared by all policies that are compiled with it, so that each is evaluated once a request. */
export interface VariablePool {
  readonly size: number;
  /** The scope after all of a policy's variables, each seeing those before it. */
  scope(variables: readonly Named[]): VariableScope;
}

/** An empty pool; one for each set of policies that are judged together. */
export function variablePool(environment: Environment, form: Form): VariablePool {
  const pooled = new Map<string, PooledVariable>();
  const parsed = new Map<string, Expression>();
  const scopes = new Map<string, VariableScope>();

  function add({ expression: text }: Named, scope: VariableScope): PooledVariable {
    const expression = parsed.get(text) ?? compileExpression(text, environment, form);
    parsed.set(text, expression);
    const names = expression.reads.variables ?? new Set(scope.keys());
    const identity = [...names].map((name) => `${name}=${scope.get(name)?.index ?? '?'}`).toSorted();
    const key = `${identity.join(',')}\n${text}`;
    const known = pooled.get(key);
    if (known !== undefined) return known;
    const variable = { index: pooled.size, expression, scope };
    pooled.set(key, variable);
    return variable;
  }

  function shared(scope: VariableScope): VariableScope {
    const key = Array.from(scope, ([name, { index }]) => `${name}=${index}`).join(',');
    const known = scopes.get(key) ?? scope;
    scopes.set(key, known);
    return known;
  }

  return {
    get size() {
      return pooled.size;
    },
    scope(variables) {
      let scope = shared(new Map());
      for (const variable of variables) {
        scope = shared(new Map([...scope, [variable.name, add(variable, scope)]]));
      }
      return scope;
    },
  };
}

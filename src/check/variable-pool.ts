import type { Environment } from '../cel/environment/environment.ts';
import type { Lookup, Named } from '../core/policy.ts';
import { compileExpression, type Expression, type Form } from './compile-expression.ts';

/** One variable of one or many policies: the same text over the same variables is one variable. */
export interface PooledVariable {
  readonly index: number;
  readonly expression: Expression;
  /** What `variables.<name>` means inside it. */
  readonly scope: VariableScope;
  /** What its expression is the key of, where it is found among other objects. */
  readonly lookup: PooledLookup | null;
}

/** How a variable is looked up. */
export interface PooledLookup {
  readonly how: Lookup;
  /** Whether what was found is enough, though there may be more. */
  readonly partly: boolean;
}

/** A look-up by its name. */
export interface NamedLookup extends PooledLookup {
  readonly name: string;
}

/** What `variables.<name>` means, by name; the same object for the same meaning. */
export type VariableScope = ReadonlyMap<string, PooledVariable>;

/** Variables shared by all policies that are compiled with it, so that each is evaluated once a request. */
export interface VariablePool {
  readonly size: number;
  /**
   * The scope after all of a policy's variables, each seeing those before it, and after its look-ups: a look-up comes
   * before the first variable that reads it.
   */
  scope(variables: readonly Named[], lookups?: readonly NamedLookup[]): VariableScope;
}

/** An empty pool; one for each set of policies that are judged together. */
export function variablePool(environment: Environment, form: Form): VariablePool {
  const pooled = new Map<string, PooledVariable>();
  const parsed = new Map<string, Expression>();
  const scopes = new Map<string, VariableScope>();

  function parse(text: string): Expression {
    const expression = parsed.get(text) ?? compileExpression(text, environment, form);
    parsed.set(text, expression);
    return expression;
  }

  function add(text: string, scope: VariableScope, lookup: PooledLookup | null): PooledVariable {
    const expression = parse(text);
    const names = expression.reads.variables ?? new Set(scope.keys());
    const identity = [...names].map((name) => `${name}=${scope.get(name)?.index ?? '?'}`).toSorted();
    const key = `${identity.join(',')}\n${lookup === null ? '' : lookupKey(lookup)}\n${text}`;
    const known = pooled.get(key);
    if (known !== undefined) return known;
    const variable = { index: pooled.size, expression, scope, lookup };
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
    scope(variables, lookups = []) {
      let scope = shared(new Map());
      for (const { name, expression, lookup } of inOrder(variables, lookups, parse)) {
        scope = shared(new Map([...scope, [name, add(expression, scope, lookup)]]));
      }
      return scope;
    },
  };
}

interface Definition extends Named {
  readonly lookup: PooledLookup | null;
}

/** Variables in their order, each look-up before the first that reads it. */
function inOrder(
  variables: readonly Named[],
  lookups: readonly NamedLookup[],
  parse: (text: string) => Expression,
): readonly Definition[] {
  const waiting = new Set(lookups);
  const lookedUp = (isWanted: (name: string) => boolean): readonly Definition[] =>
    [...waiting].flatMap((one) => {
      if (!isWanted(one.name)) return [];
      waiting.delete(one);
      return [{ name: one.name, expression: one.how.key, lookup: one }];
    });
  const before = variables.flatMap((variable): readonly Definition[] => {
    const reads = lookups.length === 0 ? new Set<string>() : parse(variable.expression).reads.variables;
    return [...lookedUp((name) => reads === null || reads.has(name)), { ...variable, lookup: null }];
  });
  return [...before, ...lookedUp(() => true)];
}

function lookupKey({ how: { kinds, within, by }, partly }: PooledLookup): string {
  return `${by} ${within} ${partly} ${kinds.join(' ')}`;
}

import { children } from '../cel/children.ts';
import { parse } from '../cel/parse/parse.ts';
import type { Node } from '../cel/tree.ts';
import type { Policy } from '../core/policy.ts';

/**
 * An expression of a policy that calls `orValue` of what may be no optional, or null. Kyverno takes that from 1.19 on, and
 * nobody else does: it compiles, and fails when it is evaluated.
 */
export function plainOrValue(policy: Policy): string | null {
  const variables = new Map(policy.variables.map(({ name, expression }) => [name, expression]));
  const all = [...policy.conditions, ...policy.variables, ...policy.validations, ...policy.mutations];
  return all.find(({ expression }) => isPlain(expression, variables))?.expression ?? null;
}

type Variables = ReadonlyMap<string, string>;

function isPlain(expression: string, variables: Variables): boolean {
  if (!expression.includes('orValue')) return false;
  const pending: Node[] = [parse(expression).tree];
  for (let node = pending.pop(); node !== undefined; node = pending.pop()) {
    if (node.kind === 'call' && node.name === 'orValue' && node.target !== null) {
      if (!isOptional(node.target, variables)) return true;
    }
    pending.push(...children(node));
  }
  return false;
}

/** Functions that give optionals. */
const optionals: ReadonlySet<string> = new Set(['optMap', 'optFlatMap', 'or', 'first', 'last', 'unwrapOpt']);

/** Whether a value is an optional, as far as its expression shows; a name is what its variable is. */
function isOptional(node: Node, variables: Variables): boolean {
  switch (node.kind) {
    case 'select': {
      if (node.optional || isOptional(node.operand, variables)) return true;
      const isVariable = node.operand.kind === 'ident' && node.operand.name === 'variables';
      const known = isVariable ? variables.get(node.field) : undefined;
      return known !== undefined && isOptional(parse(known).tree, noVariables);
    }
    case 'index':
      return node.optional || isOptional(node.operand, variables);
    case 'call':
      return optionals.has(node.name) || (node.target?.kind === 'ident' && node.target.name === 'optional');
    case 'conditional':
      return isOptional(node.then, variables) && isOptional(node.otherwise, variables);
    default:
      return false;
  }
}

const noVariables: Variables = new Map();

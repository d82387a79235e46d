import { children } from '../cel/children.ts';
import { parse } from '../cel/parse/parse.ts';
import type { IndexNode, Node, SelectNode } from '../cel/tree.ts';
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
    case 'call':
      return optionals.has(node.name) || (node.target !== null && isNamed(node.target, 'optional'));
    case 'conditional':
      return isOptional(node.then, variables) && isOptional(node.otherwise, variables);
    case 'select':
      return isWithin(node, variables) || isOptionalVariable(node, variables);
    case 'index':
      return isWithin(node, variables);
    default:
      return false;
  }
}

/** What is below an optional is one, too. */
function isWithin({ optional, operand }: SelectNode | IndexNode, variables: Variables): boolean {
  return optional || isOptional(operand, variables);
}

function isOptionalVariable({ operand, field }: SelectNode, variables: Variables): boolean {
  const expression = isNamed(operand, 'variables') ? variables.get(field) : undefined;
  return expression !== undefined && isOptional(parse(expression).tree, noVariables);
}

function isNamed(node: Node, name: string): boolean {
  return node.kind === 'ident' && node.name === name;
}

const noVariables: Variables = new Map();

import type { CallNode, Node, SelectNode } from '../tree.ts';
import type { Checking, Guard, Scope } from './checking.ts';

/**
 * Warns of reading a field that may be missing, unless a condition around the place proves that it
 * is there. `&&` and `||` absorb errors from both sides, so that a guard may stand on either.
 */
export function warnUnguarded(checking: Checking, node: SelectNode): void {
  const path = pathOf(node, checking.scope);
  if (path === undefined || isGuarded(checking.guard, path.key)) {
    return;
  }
  const message = `'${path.text}' is optional in the schema: guard it with has(${path.text}) or .?`;
  const known = checking.problems.some(
    (problem) => problem.code === 'unguarded-field' && problem.message === message,
  );
  if (!known) {
    const { start, end } = node.at;
    checking.problems.push({ severity: 'warning', code: 'unguarded-field', message, start, end });
  }
}

function isGuarded(guard: Guard | undefined, key: string): boolean {
  for (let at = guard; at !== undefined; at = at.outer) {
    if (proven(at.condition, at.holds, at.scope).has(key)) {
      return true;
    }
  }
  return false;
}

const nothing: ReadonlySet<string> = new Set();

/** The paths that are there whenever the condition holds, or does not. */
function proven(node: Node, holds: boolean, scope: Scope | undefined): ReadonlySet<string> {
  switch (node.kind) {
    case 'unary':
      return node.operator === '!' ? proven(node.operand, !holds, scope) : nothing;
    case 'binary':
      return provenByBinary(node, holds, scope);
    case 'call':
      return holds ? provenByCall(node, scope) : nothing;
    default:
      return nothing;
  }
}

function provenByBinary(
  node: Node & { readonly kind: 'binary' },
  holds: boolean,
  scope: Scope | undefined,
): ReadonlySet<string> {
  if (node.operator !== '&&' && node.operator !== '||') {
    return nothing;
  }
  const left = proven(node.left, holds, scope);
  const right = proven(node.right, holds, scope);
  const both = (node.operator === '&&') === holds;
  return both ? new Set([...left, ...right]) : new Set([...left].filter((path) => right.has(path)));
}

function provenByCall(node: CallNode, scope: Scope | undefined): ReadonlySet<string> {
  const [argument] = node.args;
  if (node.target === null && node.name === 'has' && argument !== undefined) {
    return prefixes(argument, scope);
  }
  if (node.target !== null && node.name === 'hasValue') {
    return prefixes(node.target, scope);
  }
  return nothing;
}

function prefixes(node: Node, scope: Scope | undefined): ReadonlySet<string> {
  const keys = new Set<string>();
  for (let at: Node = node; at.kind === 'select' || at.kind === 'index'; at = at.operand) {
    const path = pathOf(at, scope);
    if (path !== undefined) {
      keys.add(path.key);
    }
  }
  return keys;
}

interface Path {
  /** As written. */
  readonly text: string;
  /** Tells apart variables of the same name. */
  readonly key: string;
}

/** A chain of selections and literal indexes from a variable. */
function pathOf(node: Node, scope: Scope | undefined): Path | undefined {
  switch (node.kind) {
    case 'ident':
      return { text: node.name, key: `${depthOf(node.name, scope)}:${node.name}` };
    case 'select': {
      const operand = pathOf(node.operand, scope);
      return operand && { text: `${operand.text}.${node.field}`, key: `${operand.key}.${node.field}` };
    }
    case 'index': {
      const operand = pathOf(node.operand, scope);
      const index = indexOf(node.index, scope);
      return (
        operand && index && { text: `${operand.text}[${index.text}]`, key: `${operand.key}[${index.key}]` }
      );
    }
    default:
      return undefined;
  }
}

function indexOf(node: Node, scope: Scope | undefined): Path | undefined {
  if (node.kind !== 'literal') {
    return pathOf(node, scope);
  }
  const { value } = node;
  const text = typeof value === 'string' ? `'${value}'` : typeof value === 'number' ? `${value}` : undefined;
  return text === undefined ? undefined : { text, key: text };
}

function depthOf(name: string, scope: Scope | undefined): number {
  let at = scope;
  while (at !== undefined && at.name !== name) {
    at = at.outer;
  }
  let depth = 0;
  for (; at !== undefined; at = at.outer) {
    depth += 1;
  }
  return depth;
}

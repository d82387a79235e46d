import { children } from '../cel/children.ts';
import type { Node } from '../cel/tree.ts';

/** Which names an expression reads: identifiers, and fields of `variables`; null where it reads `variables` as a whole. */
export interface References {
  readonly identifiers: ReadonlySet<string>;
  readonly variables: ReadonlySet<string> | null;
}

/** Collects names without regard to shadowing: it may name too much, never too little. */
export function references(tree: Node): References {
  const identifiers = new Set<string>();
  const variables = new Set<string>();
  let whole = false;
  const pending: Node[] = [tree];
  for (let node = pending.pop(); node !== undefined; node = pending.pop()) {
    if (node.kind === 'select' && isVariables(node.operand)) variables.add(node.field);
    else if (isVariables(node)) whole = true;
    else {
      if (node.kind === 'ident') identifiers.add(node.name);
      pending.push(...children(node));
    }
  }
  return { identifiers, variables: whole ? null : variables };
}

/** Whether an expression reads who asks: `request.userInfo`, or the request as a whole. */
export function readsUser(tree: Node): boolean {
  const pending: Node[] = [tree];
  for (let node = pending.pop(); node !== undefined; node = pending.pop()) {
    if (node.kind === 'ident' && node.name === 'request') return true;
    if (node.kind !== 'select' || !isRequest(node.operand)) pending.push(...children(node));
    else if (node.field === 'userInfo') return true;
  }
  return false;
}

/** What an expression reads of `namespaceObject`: nothing, its name alone, or anything. */
export function namespaceReads(tree: Node): 'nothing' | 'name' | 'anything' {
  let reads: 'nothing' | 'name' = 'nothing';
  const pending: Node[] = [tree];
  for (let node = pending.pop(); node !== undefined; node = pending.pop()) {
    if (node.kind === 'ident' && node.name === 'namespaceObject') return 'anything';
    if (isNamespaceName(node)) reads = 'name';
    else pending.push(...children(node));
  }
  return reads;
}

function isNamespaceName(node: Node): boolean {
  if (node.kind !== 'select' || node.field !== 'name' || node.operand.kind !== 'select') return false;
  const { operand, field } = node.operand;
  return field === 'metadata' && operand.kind === 'ident' && operand.name === 'namespaceObject';
}

function isRequest(node: Node): boolean {
  return node.kind === 'ident' && node.name === 'request';
}

function isVariables(node: Node): boolean {
  return node.kind === 'ident' && node.name === 'variables';
}

import { children } from '../cel/children.ts';
import { parse } from '../cel/parse/parse.ts';
import type { Node, SelectNode } from '../cel/tree.ts';

/** The names that an expression reads as `variables.name`. */
export function variablesRead(expression: string): readonly string[] {
  return [...new Set(selections(expression).map(({ field }) => field))];
}

/** An expression with variables under other names; every other character of it stays. */
export function renameVariables(expression: string, names: ReadonlyMap<string, string>): string {
  let renamed = '';
  let from = 0;
  for (const { field, at } of selections(expression).toSorted((a, b) => a.at.start - b.at.start)) {
    const name = names.get(field);
    if (name === undefined) continue;
    renamed += `${expression.slice(from, at.start)}${name}`;
    from = at.end;
  }
  return renamed + expression.slice(from);
}

function selections(expression: string): readonly SelectNode[] {
  if (!expression.includes('variables')) return [];
  const found: SelectNode[] = [];
  const pending: Node[] = [parse(expression).tree];
  for (let node = pending.pop(); node !== undefined; node = pending.pop()) {
    if (node.kind === 'select' && node.operand.kind === 'ident' && node.operand.name === 'variables')
      found.push(node);
    pending.push(...children(node));
  }
  return found;
}

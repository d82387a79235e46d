import type { CallNode, Node } from '../tree.ts';
import { formatValue } from '../value/format.ts';
import type { Compiling } from './compiling.ts';

/** The name that a macro's argument declares; undefined where it is none. */
export function declaredName(at: Compiling, node: Node | undefined): string | undefined {
  if (node?.kind === 'ident') return node.absolute ? undefined : node.name;
  if (node?.kind !== 'call' || !at.environment.macros.has('cel.block')) return undefined;
  return blockName(node);
}

/** The name that `cel.index(0)`, `cel.iterVar(0, 1)` or `cel.accuVar(0, 1)` stands for. */
export function blockName({ target, name, args }: CallNode): string | undefined {
  if (target?.kind !== 'ident' || target.name !== 'cel') return undefined;
  const numbers = args.map((arg) => (arg.kind === 'literal' ? formatValue(arg.value) : '?')).join(':');
  if (name === 'index') return `@index${numbers}`;
  if (name === 'iterVar') return `@it:${numbers}`;
  return name === 'accuVar' ? `@ac:${numbers}` : undefined;
}

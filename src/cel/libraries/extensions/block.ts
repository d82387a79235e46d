import type { Library } from '../../library.ts';
import type { CallNode } from '../../tree.ts';
import { formatValue } from '../../value/format.ts';

/**
 * The CEL specification's `cel.block([a, b], body)`, in which `cel.index(0)` names `a`; in it, macros may
 * declare `cel.iterVar(0, 0)` in place of a name.
 */
export const block: Library = { name: 'block', functions: [], macros: ['cel.block'] };

/** The name that `cel.index(0)`, `cel.iterVar(0, 1)` or `cel.accuVar(0, 1)` stands for. */
export function blockName({ target, name, args }: CallNode): string | undefined {
  if (target?.kind !== 'ident' || target.name !== 'cel') return undefined;
  const numbers = args.map((arg) => (arg.kind === 'literal' ? formatValue(arg.value) : '?')).join(':');
  if (name === 'index') return indexName(numbers);
  if (name === 'iterVar') return `@it:${numbers}`;
  return name === 'accuVar' ? `@ac:${numbers}` : undefined;
}

/** The name of a block's element by its number. */
export function indexName(number: number | string): string {
  return `@index${number}`;
}

import { blockName } from '../libraries/extensions/block.ts';
import type { Node } from '../tree.ts';
import type { Compiling } from './compiling.ts';

/** The name that a macro's argument declares; undefined where it is none. */
export function declaredName(at: Compiling, node: Node | undefined): string | undefined {
  if (node?.kind === 'ident') return node.absolute ? undefined : node.name;
  if (node?.kind !== 'call' || !at.environment.macros.has('cel.block')) return undefined;
  return blockName(node);
}

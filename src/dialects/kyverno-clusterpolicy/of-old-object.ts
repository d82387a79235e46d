import { children } from '../../cel/children.ts';
import { parse } from '../../cel/parse/parse.ts';
import type { Node } from '../../cel/tree.ts';
import { replaceNodes } from '../replace-nodes.ts';

/** An expression with `oldObject` in place of `object`; everything else stays as it is written. */
export function ofOldObject(text: string): string {
  return replaceNodes(text, (node) => (isObject(node) ? 'oldObject' : null));
}

/** Whether an expression reads the object at all. */
export function readsObject(text: string): boolean {
  return contains(parse(text).tree);
}

function isObject(node: Node): boolean {
  return node.kind === 'ident' && node.name === 'object';
}

function contains(node: Node): boolean {
  return isObject(node) || children(node).some(contains);
}

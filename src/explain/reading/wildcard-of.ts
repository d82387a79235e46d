import { print, type Node } from '../../cel/index.ts';

/**
 * The pattern with `*` and `?` of which a regular expression was made, such as `ghcr.io/?*` of
 * `(?s)^ghcr\\.io/.+$`; null for any other expression.
 */
export function wildcardOf(expression: string): string | null {
  const [, body] = /^\(\?s\)\^(.*)\$$/s.exec(expression) ?? [];
  if (body === undefined) return null;
  let pattern = '';
  for (const [whole, escaped, any, some, one, plain] of body.matchAll(tokens)) {
    const text = escaped ?? plain;
    if (text !== undefined) pattern += text;
    else if (any !== undefined) pattern += '*';
    else if (some !== undefined) pattern += '?*';
    else if (one !== undefined) pattern += '?';
    else if (whole !== '') return null;
  }
  return pattern;
}

/** An escaped character, `.*`, `.+`, `.`, a plain character, or anything that no such pattern becomes. */
const tokens = /\\([^\w])|(\.\*)|(\.\+)|(\.)|([^\\.*+?()[\]{}|^$])|[\s\S]/g;

/** The expression whose text is taken as a pattern with `*` and `?`; null for any other. */
export function wildcardTextOf(node: Node): Node | null {
  if (node.kind !== 'binary' || node.left.kind !== 'binary') return null;
  const [start, middle, end] = [node.left.left, node.left.right, node.right];
  if (print(start) !== opening || print(end) !== closing) return null;
  const inner = replaced(middle, anyOne);
  return inner === null ? null : replaced(inner, anyText);
}

const opening = '"(?s)^\\\\Q"';
const closing = '"\\\\E$"';
const anyText = '"*", "\\\\E.*\\\\Q"';
const anyOne = '"?", "\\\\E.\\\\Q"';

function replaced(node: Node, args: string): Node | null {
  if (node.kind !== 'call' || node.name !== 'replace' || node.target === null) return null;
  return node.args.map(print).join(', ') === args ? node.target : null;
}

import { blockName, indexName } from '../libraries/extensions/block.ts';
import { extremumOf } from '../libraries/extensions/extremum.ts';
import type { CallNode, ListNode, Node } from '../tree.ts';
import type { Type } from '../type.ts';
import { errorType, report, withNames } from './checking.ts';
import type { Checking } from './checking.ts';
import { lookUpName, reportUndeclared } from './names.ts';

/** The type of a macro call in a namespace, such as `cel.bind`; undefined of any other call. */
export function checkNamespaced(checking: Checking, node: CallNode, target: Node): Type | undefined {
  const { macros } = checking.environment;
  const extremum = extremumOf(node, macros);
  if (extremum?.kind === 'call') return checking.visit(extremum.call);
  if (extremum !== undefined) {
    report(checking, extremum.at, 'macro', extremum.message);
    return errorType;
  }
  if (target.kind !== 'ident' || target.name !== 'cel') return undefined;
  return (
    (macros.has('cel.bind') ? checkBind(checking, node) : undefined) ??
    (macros.has('cel.block') ? checkBlock(checking, node) : undefined)
  );
}

function checkBind(checking: Checking, { name: macro, args }: CallNode): Type | undefined {
  const [name, value, body] = args;
  if (macro !== 'bind' || name?.kind !== 'ident' || value === undefined || body === undefined) {
    return undefined;
  }
  const type = checking.visit(value);
  return withNames(checking, [[name.name, type]], () => checking.visit(body));
}

/** `cel.block([a, b], body)`: each element sees those before it, and the body all of them. */
function checkBlock(checking: Checking, node: CallNode): Type | undefined {
  const name = blockName(node);
  if (name !== undefined) return lookUpName(checking, name) ?? reportUndeclared(checking, node, name, []);
  const [list, body] = node.args;
  if (node.name !== 'block' || list?.kind !== 'list' || body === undefined) return undefined;
  return withNames(checking, [], () => {
    declareElements(checking, list);
    return checking.visit(body);
  });
}

function declareElements(checking: Checking, { elements }: ListNode): void {
  for (const [index, { value }] of elements.entries()) {
    const type = checking.visit(value);
    checking.scope = { name: indexName(index), type, outer: checking.scope };
  }
}

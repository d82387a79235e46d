import { check } from '../cel/check/check.ts';
import type { Environment } from '../cel/environment/environment.ts';
import type { Node } from '../cel/tree.ts';
import { list, type Type } from '../cel/type.ts';
import { unionName } from './union-types.ts';

/** The type of an expression, where lists of different objects are added a list of their union; null where that is unknown. */
export function typeOfSum(tree: Node, environment: Environment): Type | null {
  if (tree.kind !== 'binary' || tree.operator !== '+') {
    const { type, problems } = check(tree, environment);
    return problems.some(({ severity }) => severity === 'error') ? null : type;
  }
  const left = typeOfSum(tree.left, environment);
  const right = typeOfSum(tree.right, environment);
  const names = [left, right].flatMap((type) => elementName(type) ?? []);
  return names.length === 2 ? list({ kind: 'object', name: unionName(names) }) : left;
}

function elementName(type: Type | null): string | null {
  return type?.kind === 'list' && type.element.kind === 'object' ? type.element.name : null;
}

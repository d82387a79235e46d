import type { SelectNode } from '../tree.ts';
import { dyn, optional } from '../type.ts';
import type { Type } from '../type.ts';
import { errorType, report } from './checking.ts';
import type { Checking } from './checking.ts';
import { formatType } from './format-type.ts';
import { warnUnguarded } from './guard.ts';
import { findField, reportUndefinedField } from './literals.ts';
import { lookUpName, mayBeQualified, qualifiedName } from './names.ts';

/** `operand.field` or `operand.?field`, or a dotted name where one is declared. */
export function checkSelect(checking: Checking, node: SelectNode): Type {
  if (mayBeQualified(checking, node)) {
    const name = qualifiedName(node);
    const found = name === undefined ? undefined : lookUpName(checking, name);
    if (found !== undefined) {
      return found;
    }
  }
  return checkField(checking, node, node.optional);
}

/** The type of the field that a selection names; `tested` where it may be missing. */
export function checkField(checking: Checking, node: SelectNode, tested: boolean): Type {
  const operand = checking.unifier.resolve(checking.visit(node.operand));
  const target = operand.kind === 'optional' ? operand.of : operand;
  const safe = tested || operand.kind === 'optional';
  const type = checking.unifier.resolve(fieldType(checking, node, target, safe));
  return node.optional || operand.kind === 'optional' ? optional(type) : type;
}

function fieldType(checking: Checking, node: SelectNode, target: Type, safe: boolean): Type {
  switch (target.kind) {
    case 'map':
      return target.value;
    case 'object':
      return objectField(checking, node, target.name, safe);
    case 'param':
      checking.unifier.assignable([dyn], [target]);
      return dyn;
    case 'dyn':
    case 'error':
      return dyn;
    default:
      report(
        checking,
        node.at,
        'no-fields',
        `type '${formatType(checking.unifier.settle(target))}' does not support field selection`,
      );
      return dyn;
  }
}

function objectField(checking: Checking, node: SelectNode, type: string, safe: boolean): Type {
  const field = findField(checking.environment.types, type, node.field);
  if (field === undefined) {
    reportUndefinedField(checking, node.at, type, node.field);
    return errorType;
  }
  if (field.optional && !safe) {
    warnUnguarded(checking, node);
  }
  return field.type;
}

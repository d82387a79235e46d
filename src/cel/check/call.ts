import type { BinaryNode, CallNode, ConditionalNode, IndexNode, Node, UnaryNode } from '../tree.ts';
import { bool } from '../type.ts';
import type { Type } from '../type.ts';
import { reportMismatch, visitUnder } from './checking.ts';
import type { Checking } from './checking.ts';
import { formatType } from './format-type.ts';
import { candidateNames, lookUpFunction, qualifiedName, reportUndeclared } from './names.ts';
import {
  binaryOperators,
  conditionalOperator,
  indexOperator,
  optionalIndexOperator,
  unaryOperators,
} from './operators.ts';
import { resolveCall } from './overload.ts';

/** A global, namespaced or member call that is not a macro. */
export function checkCall(checking: Checking, node: CallNode): Type {
  const types = node.args.map((arg) => checking.visit(arg));
  if (node.target === null) {
    return checkGlobal(checking, node, types);
  }
  const prefix = qualifiedName(node.target);
  const namespaced =
    prefix === undefined ? undefined : lookUpFunction(checking.environment, `${prefix}.${node.name}`);
  if (namespaced !== undefined) {
    return resolveCall(checking, namespaced, { types, member: false }, node);
  }
  const found = lookUpFunction(checking.environment, node.name);
  if (found === undefined && prefix !== undefined && isNamespace(checking, prefix)) {
    return reportUndeclared(checking, node, `${prefix}.${node.name}`, functionNames(checking));
  }
  const target = checking.visit(node.target);
  return found === undefined
    ? reportUndeclared(checking, node.at, node.name, functionNames(checking))
    : resolveCall(checking, found, { types: [target, ...types], member: true }, node);
}

function checkGlobal(checking: Checking, node: CallNode, types: readonly Type[]): Type {
  const name = node.absolute ? `.${node.name}` : node.name;
  const found = lookUpFunction(checking.environment, name);
  return found === undefined
    ? reportUndeclared(checking, node.at, name, functionNames(checking))
    : resolveCall(checking, found, { types, member: false }, node);
}

/** Whether functions of this namespace exist, so that a wrong name is a wrong function, not a wrong variable. */
function isNamespace(checking: Checking, prefix: string): boolean {
  for (const candidate of candidateNames(checking.environment.container, prefix)) {
    for (const name of checking.environment.functions.keys()) {
      if (name.startsWith(`${candidate}.`)) {
        return true;
      }
    }
  }
  return false;
}

function* functionNames(checking: Checking): Generator<string> {
  for (const name of checking.environment.functions.keys()) {
    if (!name.includes('@') && !name.includes('_')) {
      yield name;
    }
  }
  yield* checking.environment.macros;
}

/** `!x`, `-x`. */
export function checkUnary(checking: Checking, node: UnaryNode): Type {
  const types = [checking.visit(node.operand)];
  return resolveCall(checking, unaryOperators[node.operator], { types, member: false }, node);
}

/** All operators with two sides. */
export function checkBinary(checking: Checking, node: BinaryNode): Type {
  const { operator, left, right } = node;
  if (operator === '&&' || operator === '||') {
    const holds = operator === '&&';
    requireBool(checking, left, visitUnder(checking, left, right, holds));
    requireBool(checking, right, visitUnder(checking, right, left, holds));
    return bool;
  }
  const types = [checking.visit(left), checking.visit(right)];
  return resolveCall(checking, binaryOperators[operator], { types, member: false }, node);
}

/** `test ? then : otherwise`. */
export function checkConditional(checking: Checking, node: ConditionalNode): Type {
  const types = [
    checking.visit(node.test),
    visitUnder(checking, node.then, node.test, true),
    visitUnder(checking, node.otherwise, node.test, false),
  ];
  return resolveCall(checking, conditionalOperator, { types, member: false }, node);
}

/** `operand[index]`, `operand[?index]`. */
export function checkIndex(checking: Checking, node: IndexNode): Type {
  const types = [checking.visit(node.operand), checking.visit(node.index)];
  const operator = node.optional ? optionalIndexOperator : indexOperator;
  return resolveCall(checking, operator, { types, member: false }, node);
}

/** Records a part that is not a `bool` where one is wanted. */
export function requireBool(checking: Checking, node: Node, type: Type): void {
  if (!checking.unifier.assignable([type], [bool])) {
    reportMismatch(checking, node, 'bool', formatType(checking.unifier.settle(type)));
  }
}

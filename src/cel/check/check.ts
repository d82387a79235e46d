import type { Environment } from '../environment/environment.ts';
import type { Problem } from '../problem.ts';
import type { Node } from '../tree.ts';
import { dyn } from '../type.ts';
import type { Type } from '../type.ts';
import { boundedType } from './bounded-type.ts';
import { checkBinary, checkCall, checkConditional, checkIndex, checkUnary } from './call.ts';
import { errorType } from './checking.ts';
import type { Checking } from './checking.ts';
import { checkDemands } from './demands.ts';
import { checkLiteral, checkList, checkMap, checkMessage } from './literals.ts';
import { checkMacro } from './macro.ts';
import { lookUpName, namesInScope, reportUndeclared } from './names.ts';
import { checkSelect } from './select.ts';
import { createUnifier } from './unifier.ts';

/** What checking an expression found out. */
export interface Checked {
  /** What the expression evaluates to, `dyn` where only evaluation can tell. */
  readonly type: Type;
  /** All of them, errors and warnings, in order of place. */
  readonly problems: readonly Problem[];
  /** The type of a part of the expression. */
  readonly types: (node: Node) => Type;
}

/** Types an expression as cel-go's checker does: all errors, and warnings where a field may be missing. */
export function check(tree: Node, environment: Environment): Checked {
  const unifier = createUnifier();
  const types = new Map<Node, Type>();
  const checking: Checking = {
    environment,
    unifier,
    types,
    problems: [],
    scope: undefined,
    guard: undefined,
    visit(node) {
      const type = boundedType(checkNode(checking, node));
      types.set(node, type);
      return type;
    },
  };
  const type = unifier.settle(checking.visit(tree));
  const typeOf = (node: Node): Type => unifier.settle(types.get(node) ?? dyn);
  checkDemands(tree, { environment, types: typeOf, problems: checking.problems });
  const problems = checking.problems.toSorted((a, b) => a.start - b.start || a.end - b.end);
  return { type, problems, types: typeOf };
}

type Checks = {
  readonly [Kind in Node['kind']]: (checking: Checking, node: Node & { readonly kind: Kind }) => Type;
};

const checks: Checks = {
  literal: (_, node) => checkLiteral(node),
  ident(checking, node) {
    const name = node.absolute ? `.${node.name}` : node.name;
    return lookUpName(checking, name) ?? reportUndeclared(checking, node, name, namesInScope(checking));
  },
  select: checkSelect,
  index: checkIndex,
  call: (checking, node) => checkMacro(checking, node) ?? checkCall(checking, node),
  unary: checkUnary,
  binary: checkBinary,
  conditional: checkConditional,
  list: checkList,
  map: checkMap,
  message: checkMessage,
  bad: () => errorType,
};

function checkNode(checking: Checking, node: Node): Type {
  const checkKind = checks[node.kind] as (checking: Checking, node: Node) => Type;
  return checkKind(checking, node);
}

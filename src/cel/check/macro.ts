import { blockName } from '../libraries/extensions/block.ts';
import type { CallNode, Node } from '../tree.ts';
import { bool, dyn, int, list, map, optional } from '../type.ts';
import type { Type } from '../type.ts';
import { requireBool } from './call.ts';
import { errorType, report, visitUnder, withNames } from './checking.ts';
import type { Checking } from './checking.ts';
import { formatType } from './format-type.ts';
import { checkNamespaced } from './namespaced-macro.ts';
import { associatedKeys, binaryOperators, conditionalOperator, mapInsertion } from './operators.ts';
import type { Callable } from './operators.ts';
import { resolveCall } from './overload.ts';
import { checkField } from './select.ts';

/** A macro call with its parts where they belong. */
interface Call {
  readonly node: CallNode;
  readonly target: Node;
  /** The names that it declares, outermost first. */
  readonly names: readonly string[];
  /** The arguments after the names. */
  readonly args: readonly Node[];
}

type Typing = (checking: Checking, call: Call) => Type;

/** How each macro with a receiver is typed: as cel-go types what it stands for. */
const receiverMacros: ReadonlyMap<string, Typing> = new Map<string, Typing>([
  ['all', checkQuantifier],
  ['exists', checkQuantifier],
  ['exists_one', checkOne],
  ['existsOne', checkOne],
  ['map', checkListBuilder],
  ['transformList', checkListBuilder],
  ['filter', checkFilter],
  ['transformMap', checkMapBuilder],
  ['transformMapEntry', checkMapBuilder],
  ['optMap', checkOptional],
  ['optFlatMap', checkOptional],
  ['sortBy', checkSortBy],
]);

const quantifiers = /^(?:all|exists|exists_one|existsOne)$/;

/** Macros that always declare two names; others declare two where they have an argument more. */
const twoNames: ReadonlySet<string> = new Set(['transformList', 'transformMap', 'transformMapEntry']);

/** The type of a call that is a macro in this environment; undefined where it is an ordinary call. */
export function checkMacro(checking: Checking, node: CallNode): Type | undefined {
  const { macros } = checking.environment;
  const { target } = node;
  if (target === null) {
    return node.name === 'has' && node.args.length === 1 && macros.has('has')
      ? checkHas(checking, node)
      : undefined;
  }
  return (
    checkNamespaced(checking, node, target) ??
    (isEnabled(node, macros) ? checkReceiver(checking, node, target) : undefined)
  );
}

function checkReceiver(checking: Checking, node: CallNode, target: Node): Type | undefined {
  const typing = receiverMacros.get(node.name);
  const count = nameCount(node, checking.environment.macros);
  if (typing === undefined || node.args.length <= count || node.args.length > count + steps(node.name)) {
    return undefined;
  }
  const names = node.args.slice(0, count).map((arg) => declaredName(checking, arg));
  return typing(checking, { node, target, names, args: node.args.slice(count) });
}

/** How many arguments may follow the names: building a list or map may be conditional. */
function steps(name: string): number {
  return name === 'map' || twoNames.has(name) ? 2 : 1;
}

/** Quantifiers with two names come together with the other macros that have two. */
function isEnabled(node: CallNode, macros: ReadonlySet<string>): boolean {
  return macros.has(node.name) || (quantifiers.test(node.name) && nameCount(node, macros) === 2);
}

function nameCount(node: CallNode, macros: ReadonlySet<string>): number {
  if (twoNames.has(node.name)) {
    return 2;
  }
  return quantifiers.test(node.name) && node.args.length === 3 && macros.has('transformList') ? 2 : 1;
}

function checkHas(checking: Checking, node: CallNode): Type {
  const [argument] = node.args;
  if (argument?.kind === 'select') {
    checking.types.set(argument, checkField(checking, argument, true));
  } else if (argument !== undefined) {
    checking.visit(argument);
  }
  return bool;
}

function declaredName(checking: Checking, arg: Node): string {
  if (arg.kind === 'ident') return arg.name;
  const isBlock = arg.kind === 'call' && checking.environment.macros.has('cel.block');
  return (isBlock ? blockName(arg) : undefined) ?? '';
}

/** The names of a comprehension with the types that its range gives them. */
function rangeNames(checking: Checking, call: Call): readonly (readonly [string, Type])[] {
  const { names } = call;
  const types = rangeTypes(checking, call);
  return names.map((name, index) => [name, types[index] ?? dyn] as const);
}

function rangeTypes(checking: Checking, call: Call): readonly Type[] {
  const range = checking.unifier.resolve(checking.visit(call.target));
  const two = call.names.length === 2;
  switch (range.kind) {
    case 'list':
      return two ? [int, range.element] : [range.element];
    case 'map':
      return two ? [range.key, range.value] : [range.key];
    case 'dyn':
    case 'error':
    case 'param':
      checking.unifier.assignable([dyn], [range]);
      return [dyn, dyn];
    default:
      report(
        checking,
        call.target,
        'not-a-range',
        `expression of type '${formatType(checking.unifier.settle(range))}' cannot be range of a comprehension (must be list, map, or dynamic)`,
      );
      return [errorType, errorType];
  }
}

function checkQuantifier(checking: Checking, call: Call): Type {
  return withNames(checking, rangeNames(checking, call), () => {
    for (const arg of call.args) {
      requireBool(checking, arg, checking.visit(arg));
    }
    return bool;
  });
}

function checkOne(checking: Checking, call: Call): Type {
  return withNames(checking, rangeNames(checking, call), () => {
    for (const arg of call.args) {
      applyTo(checking, conditionalOperator, [checking.visit(arg), int, int], arg);
    }
    return bool;
  });
}

function checkFilter(checking: Checking, call: Call): Type {
  const names = rangeNames(checking, call);
  return withNames(checking, names, () => {
    const built = list(checking.unifier.fresh());
    const [condition] = call.args;
    const type = condition && checking.visit(condition);
    const step = applyTo(checking, binaryOperators['+'], [built, list(names[0]?.[1] ?? dyn)], call.node);
    return finish(checking, call, { built, step, condition, type });
  });
}

function checkListBuilder(checking: Checking, call: Call): Type {
  return withNames(checking, rangeNames(checking, call), () => {
    const built = list(checking.unifier.fresh());
    const { condition, type, value } = checkStep(checking, call);
    const step = applyTo(checking, binaryOperators['+'], [built, list(value)], call.node);
    return finish(checking, call, { built, step, condition, type });
  });
}

function checkMapBuilder(checking: Checking, call: Call): Type {
  const names = rangeNames(checking, call);
  return withNames(checking, names, () => {
    const built = map(checking.unifier.fresh(), checking.unifier.fresh());
    const { condition, type, value } = checkStep(checking, call);
    const key = names[0]?.[1] ?? dyn;
    const types = call.node.name === 'transformMap' ? [built, key, value] : [built, value];
    const step = applyTo(checking, mapInsertion, types, call.node);
    return finish(checking, call, { built, step, condition, type });
  });
}

interface Step {
  readonly condition: Node | undefined;
  readonly type: Type | undefined;
  readonly value: Type;
}

/** The optional condition and the value of a step; the condition guards the value. */
function checkStep(checking: Checking, call: Call): Step {
  const [first, second] = call.args;
  if (first === undefined || second === undefined) {
    const value = first === undefined ? errorType : checking.visit(first);
    return { condition: undefined, type: undefined, value };
  }
  const type = checking.visit(first);
  return { condition: first, type, value: visitUnder(checking, second, first, true) };
}

interface Built {
  readonly built: Type;
  readonly step: Type;
  readonly condition: Node | undefined;
  readonly type: Type | undefined;
}

function finish(checking: Checking, call: Call, end: Built): Type {
  const { built, condition, type } = end;
  const step =
    condition === undefined || type === undefined
      ? end.step
      : applyTo(checking, conditionalOperator, [type, end.step, built], condition);
  if (!checking.unifier.assignable([built], [step])) {
    const [expected, found] = [built, step].map((side) => formatType(checking.unifier.settle(side)));
    report(checking, call.node, 'type-mismatch', `expected type '${expected}' but found '${found}'`);
  }
  return checking.unifier.resolve(built);
}

/** `optMap` and `optFlatMap`: the body sees the value, where there is one. */
function checkOptional(checking: Checking, call: Call): Type {
  const target = checking.visit(call.target);
  const value = checking.unifier.fresh();
  const { node } = call;
  if (!checking.unifier.assignable([target], [optional(value)])) {
    applyTo(checking, { name: 'hasValue', overloads: [] }, [target], node);
  }
  const name = call.names[0] ?? '';
  const [body] = call.args;
  const result = withNames(checking, [[name, checking.unifier.resolve(value)]], () =>
    body === undefined ? errorType : checking.visit(body),
  );
  return node.name === 'optMap'
    ? optional(checking.unifier.resolve(result))
    : applyTo(
        checking,
        conditionalOperator,
        [bool, result, optional(checking.unifier.fresh())],
        body ?? node,
      );
}

function checkSortBy(checking: Checking, call: Call): Type {
  const names = rangeNames(checking, call);
  const target = checking.types.get(call.target) ?? errorType;
  const key = withNames(checking, names, () =>
    call.args[0] === undefined ? errorType : checking.visit(call.args[0]),
  );
  return resolveCall(checking, associatedKeys, { types: [target, list(key)], member: true }, call.node);
}

function applyTo(checking: Checking, callable: Callable, types: readonly Type[], at: Node): Type {
  return resolveCall(checking, callable, { types, member: false }, at);
}

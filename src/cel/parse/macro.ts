import { children } from '../children.ts';
import type { Problem } from '../problem.ts';
import type { CallNode, Node } from '../tree.ts';

/** What is wrong with a macro's argument, and which argument it is. */
interface Fault {
  readonly at: Node;
  readonly message: string;
}

type Rule = (args: readonly Node[], isName: (node: Node) => boolean) => Fault | undefined;

interface Shape {
  /** The numbers of arguments with which the name is this macro at all. */
  readonly arguments: readonly number[];
  readonly rule: Rule;
}

const quantifier: Shape = { arguments: [2], rule: names(1, 'argument must be a simple name') };
const twoNamed: Shape = { arguments: [3, 4], rule: names(2, 'argument must be a simple name') };

/** Macros with a receiver, by name; a form with more names comes with the library of two-named ones. */
const receivers: ReadonlyMap<string, Shape> = new Map<string, Shape>([
  ['all', quantifier],
  ['exists', quantifier],
  ['exists_one', quantifier],
  ['existsOne', quantifier],
  ['map', { arguments: [2, 3], rule: names(1, 'argument is not an identifier') }],
  ['filter', { arguments: [2], rule: names(1, 'argument is not an identifier') }],
  ['sortBy', { arguments: [2], rule: names(1, 'argument is not an identifier') }],
  ['transformList', twoNamed],
  ['transformMap', twoNamed],
  ['transformMapEntry', twoNamed],
  ['optMap', { arguments: [2], rule: oneName('optMap() variable name must be a simple identifier') }],
  ['optFlatMap', { arguments: [2], rule: oneName('optFlatMap() variable name must be a simple identifier') }],
]);

const quantifiers: ReadonlySet<string> = new Set(['all', 'exists', 'exists_one', 'existsOne']);

/** What `sortBy` refuses to sort; operators are calls to cel-go. */
const unsortable: ReadonlySet<Node['kind']> = new Set<Node['kind']>(['literal', 'map', 'message']);

/**
 * The problems of a tree that uses macros wrongly, in order of place and in cel-go's words:
 * `has` of what is no selection, or something else than a name where a macro declares one.
 *
 * @param macros The names of the macros that are switched on.
 */
export function macroProblems(tree: Node, macros: ReadonlySet<string>): readonly Problem[] {
  const problems: Problem[] = [];
  const waiting: Node[] = [tree];
  for (let node = waiting.pop(); node !== undefined; node = waiting.pop()) {
    const fault = node.kind === 'call' ? faultOf(node, macros) : undefined;
    if (fault !== undefined) {
      const { start, end } = fault.at;
      problems.push({ severity: 'error', code: 'macro', message: fault.message, start, end });
    }
    for (const child of children(node)) waiting.push(child);
  }
  return problems.toSorted((a, b) => a.start - b.start || a.end - b.end);
}

function faultOf(call: CallNode, macros: ReadonlySet<string>): Fault | undefined {
  const { target, name, args } = call;
  if (target === null) {
    return name === 'has' && !call.absolute && args.length === 1 && macros.has('has')
      ? hasFault(args)
      : undefined;
  }
  const isName = (node: Node): boolean =>
    (node.kind === 'ident' && !node.absolute) || (macros.has('cel.block') && isBlockName(node));
  if (name === 'bind' && args.length === 3 && macros.has('cel.bind') && isCel(target)) {
    return oneName('cel.bind() variable names must be simple identifiers')(args, isName);
  }
  if (name === 'sortBy' && args.length === 2 && macros.has(name) && unsortable.has(target.kind)) {
    const message =
      'sortBy can only be applied to a list, identifier, comprehension, call or select expression';
    return { at: target, message };
  }
  return shapeOf(call, macros)?.rule(args, isName);
}

function shapeOf({ name, args }: CallNode, macros: ReadonlySet<string>): Shape | undefined {
  if (args.length === 3 && quantifiers.has(name) && macros.has('transformList')) return twoNamed;
  const shape = macros.has(name) ? receivers.get(name) : undefined;
  return shape?.arguments.includes(args.length) === true ? shape : undefined;
}

function hasFault([argument]: readonly Node[]): Fault | undefined {
  if (argument === undefined || (argument.kind === 'select' && !argument.optional)) return undefined;
  return { at: argument, message: 'invalid argument to has() macro' };
}

/** The rule that the first arguments are names, all different, and none of them cel-go's own. */
function names(count: 1 | 2, message: string): Rule {
  return (args, isName) => {
    const declared = args.slice(0, count);
    const wrong = declared.find((arg) => !isName(arg));
    if (wrong !== undefined) return { at: wrong, message };
    const [first, second] = declared.map((arg) => (arg.kind === 'ident' ? arg.name : undefined));
    const last = declared.at(-1);
    if (count === 2 && first !== undefined && first === second && last !== undefined) {
      return { at: last, message: `duplicate variable name: ${first}` };
    }
    const own = declared.find((arg) => arg.kind === 'ident' && arg.name === '__result__');
    return own && { at: own, message: 'iteration variable overwrites accumulator variable' };
  };
}

/** The rule that the first argument is a name, whichever. */
function oneName(message: string): Rule {
  return ([first], isName) => (first === undefined || isName(first) ? undefined : { at: first, message });
}

function isCel(node: Node): boolean {
  return node.kind === 'ident' && node.name === 'cel';
}

/** `cel.iterVar(0, 0)` and the like, which stand for names where `cel.block` is switched on. */
function isBlockName(node: Node): boolean {
  return node.kind === 'call' && node.target !== null && isCel(node.target);
}

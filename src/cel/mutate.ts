import { parse } from './parse/parse.ts';
import type { Range } from './problem.ts';
import type { BinaryNode, CallNode, Node } from './tree.ts';
import { children } from './children.ts';

/** An expression changed in one point, which some example should notice. */
export interface Mutant {
  readonly expression: string;
  /** What was replaced in the original text. */
  readonly at: Range;
  /** Such as “`&&` becomes `||`”. */
  readonly what: string;
}

interface Change {
  readonly at: Range;
  readonly text: string;
  readonly what: string;
}

/** One-point changes of an expression that parses; each parses too, none equals the original or another. */
export function mutants(text: string): readonly Mutant[] {
  const { tree, problems } = parse(text);
  if (problems.length > 0) return [];
  const seen = new Set([text]);
  return all(tree).flatMap((node) =>
    changes(node, text).flatMap(({ at, text: replacement, what }) => {
      const expression = `${text.slice(0, at.start)}${replacement}${text.slice(at.end)}`;
      if (seen.has(expression) || parse(expression).problems.length > 0) return [];
      seen.add(expression);
      return [{ expression, at, what }];
    }),
  );
}

function all(tree: Node): readonly Node[] {
  const nodes: Node[] = [];
  const pending = [tree];
  for (let node = pending.pop(); node !== undefined; node = pending.pop()) {
    nodes.push(node);
    pending.push(...children(node).toReversed());
  }
  return nodes;
}

function changes(node: Node, text: string): readonly Change[] {
  switch (node.kind) {
    case 'binary':
      return binaryChanges(node, text);
    case 'unary':
      return [replace(node, source(node.operand, text), `\`${node.operator}\` is dropped`)];
    case 'conditional':
      return [
        replace(node, `(${source(node.then, text)})`, 'the condition always holds'),
        replace(node, `(${source(node.otherwise, text)})`, 'the condition never holds'),
      ];
    case 'literal':
      return literalChanges(node, text);
    case 'call':
      return callChanges(node, text);
    case 'list':
      return node.elements.map(({ value }) =>
        replace(node, without(node, value, text), 'a list loses an element'),
      );
    default:
      return [];
  }
}

const swaps: Readonly<Record<string, readonly string[]>> = {
  '&&': ['||'],
  '||': ['&&'],
  '==': ['!='],
  '!=': ['=='],
  '<': ['<=', '>='],
  '<=': ['<', '>'],
  '>': ['>=', '<='],
  '>=': ['>', '<'],
};

function binaryChanges(node: BinaryNode, text: string): readonly Change[] {
  const { operator, left, right } = node;
  const [a, b] = [source(left, text), source(right, text)];
  const swapped = (swaps[operator] ?? []).map((other) =>
    replace(node, `(${a} ${other} ${b})`, `\`${operator}\` becomes \`${other}\``),
  );
  const dropped = [
    replace(node, `(${a})`, `what stands right of \`${operator}\` is dropped`),
    replace(node, `(${b})`, `what stands left of \`${operator}\` is dropped`),
  ];
  if (operator === '&&' || operator === '||') return [...swapped, ...dropped];
  if (operator === '+') return dropped;
  if (operator === 'in') return [replace(node, `(!(${a} in ${b}))`, '`in` is negated')];
  return swapped;
}

function literalChanges(node: Node & { kind: 'literal' }, text: string): readonly Change[] {
  const { value } = node;
  if (typeof value === 'boolean')
    return [replace(node, String(!value), `\`${value}\` becomes \`${!value}\``)];
  if (typeof value === 'string') {
    return value === ''
      ? [replace(node, "'mutant'", 'an empty text is filled')]
      : [
          replace(node, "''", `${source(node, text)} is emptied`),
          replace(node, JSON.stringify(`${value}x`), `${source(node, text)} is altered`),
        ];
  }
  if (typeof value !== 'number' && typeof value !== 'bigint') return [];
  if (typeof value === 'number' && !Number.isInteger(value)) return [];
  const number = BigInt(value);
  return [
    replace(node, String(number + 1n), `\`${value}\` grows by one`),
    replace(node, String(number - 1n), `\`${value}\` shrinks by one`),
  ];
}

const siblings: ReadonlyMap<string, readonly string[]> = new Map([
  ['all', ['exists']],
  ['exists', ['all']],
  ['exists_one', ['exists']],
  ['startsWith', ['contains', 'endsWith']],
  ['endsWith', ['contains', 'startsWith']],
  ['contains', ['startsWith', 'endsWith']],
]);

function callChanges(node: CallNode, text: string): readonly Change[] {
  const { name, at, args, target } = node;
  if (name === 'has' && target === null) {
    return [
      replace(node, 'true', `${source(node, text)} is taken as true`),
      replace(node, 'false', `${source(node, text)} is taken as false`),
    ];
  }
  if (name === 'filter' && args.length === 2) {
    const predicate = args[1] as Node;
    return [replace(predicate, `!(${source(predicate, text)})`, 'a filter is negated')];
  }
  return (siblings.get(name) ?? []).map((other) => ({
    at,
    text: other,
    what: `\`${name}\` becomes \`${other}\``,
  }));
}

/** A list literal's text with one element left out. */
function without(list: Node & { kind: 'list' }, element: Node, text: string): string {
  const kept = list.elements.filter(({ value }) => value !== element);
  return `[${kept.map(({ value, optional }) => `${optional ? '?' : ''}${source(value, text)}`).join(', ')}]`;
}

function source({ start, end }: Range, text: string): string {
  return text.slice(start, end);
}

function replace({ start, end }: Range, text: string, what: string): Change {
  return { at: { start, end }, text, what };
}

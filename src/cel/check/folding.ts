import type { CallNode, Node } from '../tree.ts';
import type { Type } from '../type.ts';
import { CelError } from '../value/cel-error.ts';
import type { Value } from '../value/value.ts';
import { childrenOf } from './children.ts';
import type { Inspection } from './inspection.ts';
import { checkLiteral } from './literals.ts';

/** Functions that cel-go evaluates when it makes a program, where their argument is constant. */
const conversions: ReadonlySet<string> = new Set([
  'bool',
  'bytes',
  'double',
  'duration',
  'dyn',
  'int',
  'string',
  'timestamp',
  'type',
  'uint',
]);

/** Functions whose constant pattern is compiled with the program, and the pattern's place among the arguments. */
const patterns: ReadonlySet<string> = new Set(['matches', 'find', 'findAll']);

/** Records conversions of constants, and constant patterns, that fail: no program can be made of them. */
export function checkFolding(tree: Node, inspection: Inspection): void {
  fold(tree, inspection);
}

/** A value known before evaluation: `{ value }`, with undefined where it is constant but not worked out. */
interface Constant {
  readonly value: Value | undefined;
}

function fold(node: Node, inspection: Inspection): Constant | undefined {
  const parts = childrenOf(node).map((child) => fold(child, inspection));
  switch (node.kind) {
    case 'literal':
      return { value: node.value };
    case 'list':
    case 'map':
      return parts.every((part) => part !== undefined) ? { value: undefined } : undefined;
    case 'call':
      return foldCall(node, parts, inspection);
    default:
      return undefined;
  }
}

function foldCall(
  node: CallNode,
  parts: readonly (Constant | undefined)[],
  inspection: Inspection,
): Constant | undefined {
  const [only] = parts;
  if (only !== undefined && node.target === null && conversions.has(node.name) && parts.length === 1) {
    return convert(node, only, inspection);
  }
  const pattern = parts[1]?.value;
  if (patterns.has(node.name) && typeof pattern === 'string' && parts.length <= 3) {
    refuse(node, runOverload(inspection, 'matches', ['', pattern]), inspection);
  }
  return undefined;
}

function convert(node: CallNode, { value }: Constant, inspection: Inspection): Constant | undefined {
  if (value === undefined || node.name === 'dyn' || node.name === 'type') {
    return { value: node.name === 'dyn' ? value : undefined };
  }
  const result = runOverload(inspection, node.name, [value]);
  refuse(node, result, inspection);
  return { value: result instanceof CelError ? undefined : result };
}

function refuse(node: CallNode, result: Value | undefined, inspection: Inspection): void {
  if (result instanceof CelError) {
    inspection.problems.push({
      severity: 'error',
      code: 'constant-error',
      message: `program instantiation failed: ${result.message}`,
      start: node.start,
      end: node.end,
    });
  }
}

/** What a global or member function gives for constants; undefined where no overload takes them. */
export function runOverload(
  { environment }: Pick<Inspection, 'environment'>,
  name: string,
  args: readonly Value[],
): Value | undefined {
  const types = args.map(typeOfValue);
  const overload = environment.functions
    .get(name)
    ?.overloads.find(
      ({ params }) =>
        params.length === types.length && params.every((type, index) => type.kind === types[index]?.kind),
    );
  return overload && (overload.run as (...args: readonly Value[]) => Value)(...args);
}

function typeOfValue(value: Value): Type {
  return checkLiteral({ kind: 'literal', value, start: 0, end: 0 });
}

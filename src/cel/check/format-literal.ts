import type { CallNode, ListNode, Node } from '../tree.ts';
import type { Inspection } from './inspection.ts';
import { runtimeTypeName } from './format-type.ts';

interface Clause {
  readonly kinds: readonly string[];
  readonly refusal: string;
}

const integers = ['int', 'uint'];

/** What each clause of a format takes, in the version of the strings library that Kubernetes has. */
const clauses: ReadonlyMap<string, Clause> = new Map<string, Clause>([
  [
    's',
    {
      kinds: 'list map int uint double bool string timestamp bytes duration type null'.split(' '),
      refusal:
        'string clause can only be used on strings, bools, bytes, ints, doubles, maps, lists, types, durations, and timestamps',
    },
  ],
  ['d', { kinds: integers, refusal: 'decimal clause can only be used on integers' }],
  ['f', { kinds: ['double', 'string'], refusal: 'fixed-point clause can only be used on doubles' }],
  ['e', { kinds: ['double', 'string'], refusal: 'scientific clause can only be used on doubles' }],
  [
    'b',
    {
      kinds: [...integers, 'bool'],
      refusal: 'only integers and bools can be formatted as binary',
    },
  ],
  [
    'x',
    {
      kinds: [...integers, 'string', 'bytes'],
      refusal: 'only integers, byte buffers, and strings can be formatted as hex',
    },
  ],
  ['o', { kinds: integers, refusal: 'octal clause can only be used on integers' }],
]);

/** Checks `'…'.format([…])`, written out: clauses exist, and have arguments of types that they take. */
export function checkFormat(node: CallNode, inspection: Inspection): void {
  const format = node.target?.kind === 'literal' ? node.target.value : undefined;
  const [list] = node.args;
  const written = node.name === 'format' && node.args.length === 1 && typeof format === 'string';
  if (!written || list?.kind !== 'list') {
    return;
  }
  const fault = findFault(format, list, inspection);
  if (fault !== undefined) {
    const { start, end } = fault.at ?? node;
    const { message } = fault;
    inspection.problems.push({ severity: 'error', code: 'invalid-format', message, start, end });
  }
}

interface Fault {
  readonly message: string;
  readonly at?: Node;
}

const clausePattern = /%(?:%|(?:\.(?<precision>\d*))?(?<verb>.?))/gsu;

function findFault(format: string, list: ListNode, inspection: Inspection): Fault | undefined {
  const args = list.elements.map(({ value }) => value);
  let used = 0;
  for (const match of format.matchAll(clausePattern)) {
    if (match[0] === '%%') {
      continue;
    }
    const fault = findClauseFault(match, args[used], { index: used, inspection });
    if (fault !== undefined) {
      return fault;
    }
    used += 1;
  }
  return used < args.length
    ? {
        message: `too many arguments supplied to string.format (expected ${used}, got ${args.length})`,
      }
    : undefined;
}

function findClauseFault(
  match: RegExpExecArray,
  arg: Node | undefined,
  at: { readonly index: number; readonly inspection: Inspection },
): Fault | undefined {
  if (match[0] === '%') {
    return { message: 'unexpected end of string' };
  }
  if (arg === undefined) {
    return { message: `index ${at.index} out of range` };
  }
  const { precision, verb = '' } = match.groups ?? {};
  const prefix = 'could not parse formatting clause: ';
  if (precision === '') {
    return {
      message: `${prefix}error while parsing precision: error while converting precision to integer: strconv.Atoi: parsing "": invalid syntax`,
    };
  }
  if (verb === '') {
    return {
      message: `${prefix}error while parsing precision: could not find end of precision specifier`,
    };
  }
  const clause = clauses.get(verb === 'X' ? 'x' : verb);
  if (clause === undefined) {
    return { message: `${prefix}unrecognized formatting clause "${verb}"` };
  }
  const odd = findOdd(arg, clause, at.inspection);
  return (
    odd && { message: `error during formatting: ${clause.refusal}, was given ${odd.type}`, at: odd.node }
  );
}

function findOdd(
  node: Node,
  clause: Clause,
  inspection: Inspection,
): { readonly node: Node; readonly type: string } | undefined {
  const type = inspection.types(node);
  if (type.kind !== 'dyn' && type.kind !== 'error' && !clause.kinds.includes(type.kind)) {
    return { node, type: runtimeTypeName(type) };
  }
  for (const part of literalParts(node)) {
    const odd = clause.kinds.includes('list') ? findOdd(part, clause, inspection) : undefined;
    if (odd !== undefined) {
      return odd;
    }
  }
  return undefined;
}

function literalParts(node: Node): readonly Node[] {
  if (node.kind === 'list') {
    return node.elements.map(({ value }) => value);
  }
  return node.kind === 'map' ? node.entries.flatMap(({ key, value }) => [key, value]) : [];
}

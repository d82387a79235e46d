import { blockName } from '../libraries/extensions/block.ts';
import { extremumOf } from '../libraries/extensions/extremum.ts';
import type { Range } from '../problem.ts';
import type { CallNode, Node } from '../tree.ts';
import { CelError } from '../value/cel-error.ts';
import { emitHas } from './attribute.ts';
import { emitBind, emitBlock, emitOptionalMap } from './bind.ts';
import { collectList, collectMap } from './collect.ts';
import { constant, declare, emit } from './compiling.ts';
import type { Bound, Code, Compiling, Run } from './compiling.ts';
import { declaredName } from './declared-name.ts';
import { quantify, quantifyOne } from './quantifier.ts';
import { emitSortBy } from './sort-by.ts';
import {
  allTariff,
  existsOneTariff,
  existsTariff,
  filterTariff,
  iterations,
  listTariff,
  mapTariff,
} from './tariff.ts';

/** A macro with a receiver: the names that it declares, then its other arguments. */
interface Use {
  readonly at: Compiling;
  readonly inner: Compiling;
  readonly bound: Bound;
  readonly args: readonly Node[];
  readonly node: CallNode;
}

type Emitter = (use: Use) => Code;

interface Macro {
  /** How many arguments it takes besides the names. */
  readonly arguments: readonly number[];
  readonly emit: Emitter;
}

const macros: ReadonlyMap<string, Macro> = new Map<string, Macro>([
  ['all', { arguments: [1], emit: (use) => emitQuantifier(use, true) }],
  ['exists', { arguments: [1], emit: (use) => emitQuantifier(use, false) }],
  ['exists_one', { arguments: [1], emit: emitOne }],
  ['existsOne', { arguments: [1], emit: emitOne }],
  ['map', { arguments: [1, 2], emit: emitListOf }],
  ['filter', { arguments: [1], emit: emitFilter }],
  ['transformList', { arguments: [1, 2], emit: emitListOf }],
  ['transformMap', { arguments: [1, 2], emit: (use) => emitMapOf(use, false) }],
  ['transformMapEntry', { arguments: [1, 2], emit: (use) => emitMapOf(use, true) }],
]);

const twoNamed: ReadonlySet<string> = new Set(['transformList', 'transformMap', 'transformMapEntry']);
const quantifiers: ReadonlySet<string> = new Set(['all', 'exists', 'exists_one', 'existsOne']);

/** Compiles a call that is a macro in this environment; undefined where it is an ordinary call. */
export function emitMacro(at: Compiling, node: CallNode): Code | undefined {
  const enabled = at.environment.macros;
  const { target, name, args } = node;
  if (target === null) {
    return name === 'has' && args.length === 1 && enabled.has('has') ? emitHas(at, node) : undefined;
  }
  if (target.kind === 'ident' && target.name === 'cel') {
    const known = emitNamespaced(at, node);
    if (known !== undefined) return known;
  }
  const extremum = extremumOf(node, enabled);
  if (extremum !== undefined) {
    return extremum.kind === 'call' ? emit(at, extremum.call) : constant(new CelError(extremum.message));
  }
  // The forms with two names come together, as one library, of which this one is the sign.
  if (!enabled.has(name) && !(namesOf(at, node) === 2 && quantifiers.has(name))) return undefined;
  if ((name === 'optMap' || name === 'optFlatMap') && args.length === 2) {
    return emitOptionalMap(at, node, target);
  }
  if (name === 'sortBy' && args.length === 2) return emitSortBy(at, node, target);
  return emitComprehension(at, node, target);
}

function emitNamespaced(at: Compiling, node: CallNode): Code | undefined {
  const enabled = at.environment.macros;
  if (node.name === 'bind' && node.args.length === 3 && enabled.has('cel.bind')) return emitBind(at, node);
  if (!enabled.has('cel.block')) return undefined;
  if (node.name === 'block' && node.args.length === 2) return emitBlock(at, node);
  const name = blockName(node);
  return name === undefined ? undefined : emit(at, { ...node, kind: 'ident', name, absolute: false });
}

function emitComprehension(at: Compiling, node: CallNode, target: Node): Code | undefined {
  const macro = macros.get(node.name);
  if (macro === undefined) return undefined;
  const names = namesOf(at, node);
  if (!macro.arguments.includes(node.args.length - names)) return undefined;
  const range = emit(at, target).run;
  const declared = node.args.slice(0, names).map((arg) => declaredName(at, arg));
  let inner = at;
  let slot = -1;
  for (const name of declared) {
    if (name === undefined) return constant(new CelError('argument must be a simple name'));
    const next = declare(inner, name);
    if (slot === -1) ({ slot } = next.locals);
    inner = next;
  }
  const bound = { range, slot, pairs: names === 2 };
  at.shared.trace?.comprehensions.set(node, bound);
  return macro.emit({ at, inner, bound, args: node.args.slice(names), node });
}

function namesOf(at: Compiling, { name, args }: CallNode): 1 | 2 {
  if (twoNamed.has(name)) return 2;
  return quantifiers.has(name) && args.length === 3 && at.environment.macros.has('transformList') ? 2 : 1;
}

function bodies({ inner, args }: Use): readonly [Run, Run | undefined, Code] {
  const codes = args.map((arg) => emit(inner, arg));
  const last = codes.at(-1) as Code;
  return [(codes[0] as Code).run, codes[1]?.run, last];
}

/** Where a loop's body stands. */
function bodyOf({ args, node }: Use): Range {
  return { start: args[0]?.start ?? node.end, end: node.end };
}

function emitQuantifier(use: Use, wanted: boolean): Code {
  const [body] = bodies(use);
  const counted = wanted ? allTariff : existsTariff;
  return { run: quantify(use.bound, body, wanted, use.at.counting ? counted : iterations(bodyOf(use))) };
}

function emitOne(use: Use): Code {
  const [body] = bodies(use);
  return { run: quantifyOne(use.bound, body, use.at.counting ? existsOneTariff : iterations(bodyOf(use))) };
}

function emitFilter(use: Use): Code {
  const [predicate] = bodies(use);
  const tariff = use.at.counting ? filterTariff : iterations(bodyOf(use));
  return { run: collectList(use.bound, { predicate, transform: null }, tariff) };
}

function emitListOf(use: Use): Code {
  const filtered = use.args.length === 2;
  const [predicate, , last] = bodies(use);
  const tariff = use.at.counting
    ? listTariff(filtered, last.constant !== undefined)
    : iterations(bodyOf(use));
  const making = { predicate: filtered ? predicate : null, transform: last.run };
  return { run: collectList(use.bound, making, tariff) };
}

function emitMapOf(use: Use, entries: boolean): Code {
  const filtered = use.args.length === 2;
  const [predicate, , last] = bodies(use);
  const tariff = use.at.counting ? mapTariff(filtered, entries) : iterations(bodyOf(use));
  const making = { predicate: filtered ? predicate : null, transform: last.run };
  return { run: collectMap(use.bound, making, entries, tariff) };
}

import type { CallNode, Node } from '../tree.ts';
import { Bytes } from '../value/boxes.ts';
import { CelError } from '../value/cel-error.ts';
import { compare } from '../value/compare.ts';
import { cancelled } from '../value/faults.ts';
import { isList, kindOf } from '../value/kind.ts';
import type { Value } from '../value/value.ts';
import { constant, declare, emit } from './compiling.ts';
import type { Code, Compiling, Run } from './compiling.ts';
import { declaredName } from './declared-name.ts';
import { rangeOf } from './range.ts';
import { staticType } from './static-type.ts';

const mixed = new CelError('list elements must have the same type');
const notList = new CelError('no such overload: @sortByAssociatedKeys');
const incomparable = new CelError('list elements must be comparable');

/** Compiles `list.sortBy(x, key)`: a stable sort by keys of one comparable type. */
export function emitSortBy(at: Compiling, node: CallNode, target: Node): Code {
  const [name, key] = node.args as [Node, Node];
  const declared = declaredName(at, name);
  if (declared === undefined) return constant(new CelError('argument is not an identifier'));
  const list = emit(at, target).run;
  const inner = declare(at, declared);
  const body = emit(inner, key);
  const prices = at.counting ? pricesOf(at, key, body.constant !== undefined) : iterations;
  return { run: sortBy(list, { slot: inner.locals.slot, key: body.run, prices }) };
}

/** What cel-go counts: for each element besides its key, for the macro's own names, and for sorting. */
interface Prices {
  readonly step: number;
  readonly names: number;
  readonly sort: (keys: readonly Value[]) => number;
  readonly lazy: boolean;
}

const iterations: Prices = { step: 1, names: 0, sort: () => 0, lazy: true };

const comparable: ReadonlySet<string> = new Set([
  'int',
  'uint',
  'double',
  'bool',
  'duration',
  'timestamp',
  'string',
  'bytes',
]);

function pricesOf(at: Compiling, key: Node, constantKey: boolean): Prices {
  // Only where the type of the keys is known does cel-go find the overload that has a cost of its own.
  const known = comparable.has(staticType(at, key).kind);
  return { step: constantKey ? 2 : 12, names: 2, sort: known ? sortCost : () => 1, lazy: false };
}

interface Keys {
  readonly slot: number;
  readonly key: Run;
  readonly prices: Prices;
}

function sortBy(list: Run, { slot, key, prices }: Keys): Run {
  return (frame) => {
    const value = list(frame);
    frame.cost += prices.names;
    const range = rangeOf(value, false);
    if (range instanceof CelError) {
      frame.cost += prices.lazy ? 0 : 1;
      return range;
    }
    const keys: Value[] = [];
    let fault: CelError | undefined;
    for (const item of range.items) {
      if ((frame.cost += prices.step) > frame.limit) return cancelled;
      frame.slots[slot] = item;
      const found = key(frame);
      if (found instanceof CelError) fault ??= found;
      if (fault !== undefined && prices.lazy) return fault;
      keys.push(found);
    }
    if (!prices.lazy) frame.cost += 1 + (fault === undefined ? prices.sort(keys) : 0);
    if (fault !== undefined) return fault;
    return isList(value) ? sorted(value, keys) : notList;
  };
}

// cel-go's trackListSortBy: every key against every other, and the list that is made.
function sortCost(keys: readonly Value[]): number {
  const [first] = keys;
  const factor = typeof first === 'string' || first instanceof Bytes ? 2.1 : 2;
  return Math.floor(keys.length * keys.length * factor) + 11;
}

function sorted(items: readonly Value[], keys: readonly Value[]): Value {
  const [first] = keys;
  if (first === undefined) return items;
  const kind = kindOf(first);
  if (!comparable.has(kind)) return incomparable;
  if (keys.some((key) => kindOf(key) !== kind)) return mixed;
  const order = Array.from(items.keys());
  order.sort((a, b) => {
    const result = compare(keys[a] as Value, keys[b] as Value);
    return typeof result === 'number' ? result : 0;
  });
  return order.map((index) => items[index] as Value);
}

import type { CallNode, Node } from '../tree.ts';
import { Bytes } from '../value/boxes.ts';
import { CelError } from '../value/cel-error.ts';
import { compare } from '../value/compare.ts';
import { cancelled, noSuchOverload } from '../value/faults.ts';
import { isList, kindOf } from '../value/kind.ts';
import type { Value } from '../value/value.ts';
import { constant, declare, emit } from './compiling.ts';
import type { Code, Compiling, Run } from './compiling.ts';
import { declaredName } from './declared-name.ts';

const mixed = new CelError('list elements must have the same type');
const incomparable = new CelError('list elements must be comparable');

/** Compiles `list.sortBy(x, key)`: a stable sort by keys of one comparable type. */
export function emitSortBy(at: Compiling, node: CallNode, target: Node): Code {
  const [name, key] = node.args as [Node, Node];
  const declared = declaredName(at, name);
  if (declared === undefined) return constant(new CelError('argument is not an identifier'));
  const list = emit(at, target).run;
  const inner = declare(at, declared);
  const body = emit(inner, key);
  // What cel-go counts for each element besides its key, and for the names that the macro makes.
  const step = at.counting ? (body.constant === undefined ? 12 : 2) : 1;
  return { run: sortBy(list, { slot: inner.locals.slot, key: body.run, step, counting: at.counting }) };
}

interface Keys {
  readonly slot: number;
  readonly key: Run;
  readonly step: number;
  readonly counting: boolean;
}

function sortBy(list: Run, { slot, key, step, counting }: Keys): Run {
  return (frame) => {
    const items = list(frame);
    if (!isList(items)) return items instanceof CelError ? items : noSuchOverload;
    const keys: Value[] = [];
    for (const item of items) {
      if ((frame.cost += step) > frame.limit) return cancelled;
      frame.slots[slot] = item;
      const value = key(frame);
      if (value instanceof CelError) return value;
      keys.push(value);
    }
    if (counting) frame.cost += 3 + sortCost(keys);
    return sorted(items, keys);
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
  if (typeof compare(first, first) !== 'number') return incomparable;
  if (keys.some((key) => kindOf(key) !== kind)) return mixed;
  const order = Array.from(items.keys());
  order.sort((a, b) => {
    const result = compare(keys[a] as Value, keys[b] as Value);
    return typeof result === 'number' ? result : 0;
  });
  return order.map((index) => items[index] as Value);
}

import type { ListNode, MapNode } from '../tree.ts';
import { CelMap, Optional } from '../value/boxes.ts';
import { CelError } from '../value/cel-error.ts';
import { spendElements } from '../value/effort.ts';
import { cancelled } from '../value/faults.ts';
import { formatValue } from '../value/format.ts';
import { isKey, mapKey } from '../value/map.ts';
import type { MapKey } from '../value/map.ts';
import type { Value } from '../value/value.ts';
import { constant, emit } from './compiling.ts';
import type { Code, Compiling, Run } from './compiling.ts';
import type { Frame } from './frame.ts';

// cel-go's common/cost.go.
const listCost = 10;
const mapCost = 30;

/** An entry of a map takes the memory of so many elements of a list. */
const entryWeight = 4;

/** Never read: constants are folded without one. */
const noFrame = { slots: [], cost: 0 } as unknown as Frame;

interface Entry {
  readonly key: Run;
  readonly value: Run;
  readonly optional: boolean;
}

/** Compiles `[a, ?b]`; a list of constants is one. */
export function emitList(at: Compiling, node: ListNode): Code {
  const codes = node.elements.map(({ value }) => emit(at, value));
  const optional = node.elements.map((element) => element.optional);
  const runs = codes.map(({ run }) => run);
  const cost = at.counting ? listCost : 0;
  const run = optional.includes(true) ? sparseList(runs, optional, cost) : list(runs, cost);
  return codes.every(isConstant) ? fold(run) : { run };
}

/** Compiles `{k: v, ?k: v}`; a map of constants is one. */
export function emitMap(at: Compiling, node: MapNode): Code {
  const codes = node.entries.map(({ key, value }) => [emit(at, key), emit(at, value)] as const);
  const entries = codes.map(([key, value], index) => ({
    key: key.run,
    value: value.run,
    optional: node.entries[index]?.optional === true,
  }));
  const run = map(entries, at.counting ? mapCost : 0);
  return codes.flat().every(isConstant) ? fold(run) : { run };
}

function isConstant(code: Code): boolean {
  return code.constant !== undefined;
}

function fold(run: Run): Code {
  return constant(run(noFrame));
}

function list(runs: readonly Run[], cost: number): Run {
  return (frame) => {
    const values: Value[] = [];
    frame.cost += cost;
    if (!spendElements(runs.length)) return cancelled;
    for (const run of runs) {
      const value = run(frame);
      if (value instanceof CelError) return value;
      values.push(value);
    }
    return values;
  };
}

function sparseList(runs: readonly Run[], optional: readonly boolean[], cost: number): Run {
  return (frame) => {
    const values: Value[] = [];
    frame.cost += cost;
    for (let index = 0; index < runs.length; index++) {
      const value = (runs[index] as Run)(frame);
      if (value instanceof CelError) return value;
      if (optional[index] !== true) values.push(value);
      else if (!(value instanceof Optional)) return notOptional('list element', value);
      else if (value.value !== undefined) values.push(value.value);
    }
    return values;
  };
}

function map(entries: readonly Entry[], cost: number): Run {
  return (frame) => {
    const result = new Map<MapKey, readonly [Value, Value]>();
    frame.cost += cost;
    if (!spendElements(entries.length * entryWeight)) return cancelled;
    for (const entry of entries) {
      const fault = insert(frame, result, entry);
      if (fault !== undefined) return fault;
    }
    return new CelMap(result);
  };
}

function insert(
  frame: Frame,
  result: Map<MapKey, readonly [Value, Value]>,
  entry: Entry,
): CelError | undefined {
  const key = entry.key(frame);
  if (key instanceof CelError) return key;
  const value = entry.value(frame);
  if (value instanceof CelError) return value;
  // cel-go checks no types here: what is no key of a kind of its own is only found by being itself.
  const normalized = (isKey(key) ? mapKey(key) : undefined) ?? Symbol('key');
  if (result.has(normalized)) return new CelError(`Failed with repeated key: ${formatValue(key)}`);
  if (!entry.optional) {
    result.set(normalized, [key, value]);
    return undefined;
  }
  if (!(value instanceof Optional)) return notOptional(`entry '${formatValue(key)}'`, value);
  if (value.value !== undefined) result.set(normalized, [key, value.value]);
  return undefined;
}

function notOptional(what: string, value: Value): CelError {
  return new CelError(`cannot initialize optional ${what} from non-optional value ${formatValue(value)}`);
}

import { CelMap } from '../value/boxes.ts';
import { CelError } from '../value/cel-error.ts';
import { cancelled, noSuchOverload } from '../value/faults.ts';
import { formatValue } from '../value/format.ts';
import { find, isMap, keysOf, mapKey } from '../value/map.ts';
import type { MapKey } from '../value/map.ts';
import type { Value } from '../value/value.ts';
import type { Bound, Run } from './compiling.ts';
import { notBool } from './logic.ts';
import { rangeOf } from './range.ts';
import type { Tariff } from './tariff.ts';

/** What a macro makes of each element. */
export interface Making {
  /** Elements of which it does not hold are left out; null keeps all. */
  readonly predicate: Run | null;
  /** What becomes of an element; null keeps it as it is. */
  readonly transform: Run | null;
}

/** `map`, `filter` and `transformList`. */
export function collectList(bound: Bound, { predicate, transform }: Making, tariff: Tariff): Run {
  const { range: over, slot, pairs } = bound;
  const { step, match, end, lazy } = tariff;
  return (frame) => {
    const range = rangeOf(over(frame), pairs);
    if (range instanceof CelError) return range;
    const { items, values } = range;
    const { slots } = frame;
    const result: Value[] = [];
    let fault: CelError | undefined;
    for (let index = 0; index < items.length; index++) {
      if ((frame.cost += step) > frame.limit) return cancelled;
      slots[slot] = items[index] as Value;
      if (values !== null) slots[slot + 1] = values[index] as Value;
      if (predicate !== null) {
        const holds = predicate(frame);
        if (holds === false) continue;
        if (holds !== true) {
          // cel-go forgets an earlier error of a predicate for a later one.
          fault = notBool(holds);
          if (lazy) return fault;
          continue;
        }
        frame.cost += match;
      }
      const value = transform === null ? (items[index] as Value) : transform(frame);
      if (!(value instanceof CelError)) result.push(value);
      else if (lazy) return value;
      else fault ??= value;
    }
    frame.cost += end;
    return fault ?? result;
  };
}

/** `transformMap` (by the first name as key), or `transformMapEntry` (by maps of entries). */
export function collectMap(bound: Bound, making: Making, entries: boolean, tariff: Tariff): Run {
  const { range: over, slot } = bound;
  const { step, match, end, lazy } = tariff;
  const { predicate, transform } = making;
  return (frame) => {
    const range = rangeOf(over(frame), true);
    if (range instanceof CelError) return range;
    const { items, values } = range;
    const { slots } = frame;
    const result = new Map<MapKey, readonly [Value, Value]>();
    let fault: CelError | undefined;
    for (let index = 0; index < items.length; index++) {
      // Once it has failed, cel-go no longer evaluates what would be inserted by key.
      const failing = fault !== undefined && !entries;
      if ((frame.cost += failing ? Math.min(step, 1) : step) > frame.limit) return cancelled;
      const key = (slots[slot] = items[index] as Value);
      slots[slot + 1] = values?.[index] as Value;
      const holds = predicate === null ? true : predicate(frame);
      if (holds === false) continue;
      frame.cost += failing ? Math.min(match, 1) : match;
      if (failing) continue;
      const value = holds === true && transform !== null ? transform(frame) : notBool(holds);
      const failed = entries ? insertAll(result, value) : insert(result, key, value);
      if (failed !== undefined && lazy) return failed;
      fault ??= failed;
    }
    frame.cost += end;
    return fault ?? new CelMap(result);
  };
}

function insert(map: Map<MapKey, readonly [Value, Value]>, key: Value, value: Value): CelError | undefined {
  if (value instanceof CelError) return value;
  const normalized = mapKey(key);
  return normalized === undefined ? noSuchOverload : insertAt(map, normalized, [key, value]);
}

function insertAt(
  map: Map<MapKey, readonly [Value, Value]>,
  normalized: MapKey,
  [key, value]: readonly [Value, Value],
): CelError | undefined {
  if (map.has(normalized)) return new CelError(`insert failed: key ${formatValue(key)} already exists`);
  map.set(normalized, [key, value]);
  return undefined;
}

function insertAll(map: Map<MapKey, readonly [Value, Value]>, entries: Value): CelError | undefined {
  if (entries instanceof CelError) return entries;
  if (!isMap(entries)) return noSuchOverload;
  for (const [normalized, entry] of entries instanceof CelMap ? entries.entries : []) {
    const failed = insertAt(map, normalized, entry);
    if (failed !== undefined) return failed;
  }
  for (const key of entries instanceof CelMap ? [] : keysOf(entries)) {
    const failed = insert(map, key, find(entries, key) ?? null);
    if (failed !== undefined) return failed;
  }
  return undefined;
}

import { Optional } from '../value/boxes.ts';
import { CelError } from '../value/cel-error.ts';
import { noSuchKey } from '../value/faults.ts';
import { LazyRecord } from '../value/lazy-record.ts';
import type { Value } from '../value/value.ts';
import type { Maybe, Run, Step } from './compiling.ts';
import { field, fieldIfPresent } from './field.ts';
import { walkOptional, wrap } from './follow.ts';
import type { Price } from './follow.ts';
import type { Frame } from './frame.ts';

/** A chain of plain keys from a slot. */
export interface Path {
  readonly slot: number;
  readonly keys: readonly string[];
  readonly steps: readonly Step[];
  readonly price: Price;
}

/** Reads a path whose every key must be there. */
export function path(where: Path): Run {
  if (where.price.step !== 0) return countedPath(where);
  const { slot, keys } = where;
  const missing = keys.map(noSuchKey);
  const [first = '', second = '', third = ''] = keys;
  const [noFirst, noSecond, noThird] = missing as [CelError, CelError, CelError];
  const finish = finisher(where, noFirst);
  if (keys.length === 1) return (frame) => finish(frame, field(slotOf(frame, slot), first, noFirst));
  if (keys.length === 2) {
    return (frame) => finish(frame, field(field(slotOf(frame, slot), first, noFirst), second, noSecond));
  }
  if (keys.length === 3) {
    return (frame) => {
      const inner = field(field(slotOf(frame, slot), first, noFirst), second, noSecond);
      return finish(frame, field(inner, third, noThird));
    };
  }
  return (frame) => {
    let value: Value = slotOf(frame, slot);
    for (let index = 0; index < keys.length; index++) {
      value = field(value, keys[index] as string, missing[index] as CelError);
    }
    return finish(frame, value);
  };
}

/** Reads a field of a lazy record, and a path from there. */
export function recordPath(where: Path): Run {
  const { slot, keys } = where;
  const missing = keys.map(noSuchKey);
  const [name = ''] = keys;
  const general = path(where);
  return (frame) => {
    const record = slotOf(frame, slot);
    if (!(record instanceof LazyRecord)) return general(frame);
    const first = record.get(name);
    let value: Value = first === undefined ? (missing[0] as CelError) : first;
    for (let index = 1; index < keys.length; index++) {
      value = field(value, keys[index] as string, missing[index] as CelError);
    }
    return value;
  };
}

/** Reads a path of which the keys from `from` on may be absent. */
export function optionalPath(where: Path, from: number): Maybe {
  const { slot, keys, price } = where;
  const missing = keys.map(noSuchKey);
  return (frame) => {
    let value: Value | undefined = slotOf(frame, slot);
    if (value instanceof Optional) return fromOptional(frame, value, where);
    frame.cost += price.base;
    let index = 0;
    for (; index < from; index++) {
      value = field(value, keys[index] as string, missing[index] as CelError);
      frame.cost += price.step;
      if (value instanceof CelError) return value;
    }
    for (; index < keys.length; index++) {
      value = fieldIfPresent(value, keys[index] as string);
      if (value === undefined || value instanceof CelError) return value;
      frame.cost += price.step;
    }
    return value;
  };
}

/** Whether a path's last key is there; the keys before it must be. */
export function presence(where: Path): Run {
  const { slot, keys, price } = where;
  const missing = keys.map(noSuchKey);
  const last = keys.length - 1;
  return (frame) => {
    let value: Value = slotOf(frame, slot);
    if (value instanceof Optional) return presentInOptional(frame, value, where);
    for (let index = 0; index < last; index++) {
      value = field(value, keys[index] as string, missing[index] as CelError);
      if (value instanceof CelError) {
        frame.cost += (index + 1) * price.step;
        return value;
      }
    }
    frame.cost += keys.length * price.step + price.base;
    return isPresent(fieldIfPresent(value, keys[last] as string));
  };
}

/** What `has()` says of what a look-up found. */
export function isPresent(found: Value | undefined): Value {
  return found instanceof CelError ? found : found !== undefined;
}

function countedPath(where: Path): Run {
  const { slot, keys, price } = where;
  const missing = keys.map(noSuchKey);
  const [noFirst] = missing as [CelError];
  const finish = finisher(where, noFirst);
  const [first = ''] = keys;
  if (keys.length === 1) {
    return (frame) => {
      const start = slotOf(frame, slot);
      frame.cost += start instanceof CelError ? price.base : price.base + 1;
      return finish(frame, field(start, first, noFirst));
    };
  }
  return (frame) => {
    let value = slotOf(frame, slot);
    let index = 0;
    while (index < keys.length && !(value instanceof CelError)) {
      value = field(value, keys[index] as string, missing[index] as CelError);
      index++;
    }
    frame.cost += price.base + index;
    return finish(frame, value);
  };
}

// A path from a slot that holds an optional gives an optional; only its failure tells that it does.
function finisher(where: Path, noFirst: CelError): (frame: Frame, value: Value) => Value {
  return (frame, value) => {
    if (value !== noFirst) return value;
    const start = slotOf(frame, where.slot);
    return start instanceof Optional ? wrap(fromOptional(frame, start, where)) : value;
  };
}

function fromOptional(frame: Frame, start: Optional, { steps, price }: Path): Value | undefined {
  frame.cost += price.base;
  return walkOptional(frame, start.value, steps, price);
}

function presentInOptional(frame: Frame, start: Optional, where: Path): Value {
  return isPresent(fromOptional(frame, start, where));
}

function slotOf(frame: Frame, slot: number): Value {
  return frame.slots[slot] as Value;
}

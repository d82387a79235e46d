import { CelError } from '../value/cel-error.ts';
import { cancelled } from '../value/faults.ts';
import type { Value } from '../value/value.ts';
import type { Bound, Run } from './compiling.ts';
import { notBool } from './logic.ts';
import { rangeOf } from './range.ts';
import type { Tariff } from './tariff.ts';

/** `range.all(x, body)` where `wanted` is true, `range.exists(x, body)` where it is false. */
export function quantify(bound: Bound, body: Run, wanted: boolean, tariff: Tariff): Run {
  const { range: over, slot, pairs } = bound;
  const { step, stop, end } = tariff;
  return (frame) => {
    const range = rangeOf(over(frame), pairs);
    if (range instanceof CelError) return range;
    const { items, values } = range;
    const { slots } = frame;
    let fault: CelError | undefined;
    for (let index = 0; index < items.length; index++) {
      if ((frame.cost += step) > frame.limit) return cancelled;
      slots[slot] = items[index] as Value;
      if (values !== null) slots[slot + 1] = values[index] as Value;
      const value = body(frame);
      if (value === wanted) continue;
      if (value === !wanted) {
        frame.cost += index === items.length - 1 ? end : stop + end;
        return !wanted;
      }
      fault ??= notBool(value);
    }
    frame.cost += end;
    return fault ?? wanted;
  };
}

/** `range.existsOne(x, body)`: an error anywhere is the result. */
export function quantifyOne(bound: Bound, body: Run, tariff: Tariff): Run {
  const { range: over, slot, pairs } = bound;
  const { step, match, end, lazy } = tariff;
  return (frame) => {
    const range = rangeOf(over(frame), pairs);
    if (range instanceof CelError) return range;
    const { items, values } = range;
    const { slots } = frame;
    let count = 0;
    let fault: CelError | undefined;
    for (let index = 0; index < items.length; index++) {
      if ((frame.cost += step) > frame.limit) return cancelled;
      slots[slot] = items[index] as Value;
      if (values !== null) slots[slot + 1] = values[index] as Value;
      const value = body(frame);
      if (value === true) {
        count++;
        frame.cost += match;
      } else if (value !== false) {
        fault = notBool(value);
        if (lazy) break;
      }
    }
    frame.cost += end;
    return fault ?? count === 1;
  };
}

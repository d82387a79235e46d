import type { Node } from '../tree.ts';
import { CelError } from '../value/cel-error.ts';
import type { Value } from '../value/value.ts';
import type { Compiling, Run } from './compiling.ts';
import { callCost, one } from './price.ts';

/** What a function does with its arguments, none of which is an error. */
export type Apply1 = (a: Value) => Value;
export type Apply2 = (a: Value, b: Value) => Value;

/** Calls a function of one argument, counting what the API server counts. */
export function call1(at: Compiling, node: Node, [operand]: readonly [Run], apply: Apply1): Run {
  if (!at.counting) {
    return (frame) => {
      const a = operand(frame);
      return a instanceof CelError ? a : apply(a);
    };
  }
  const cost = callCost(at, node);
  if (cost === one) {
    return (frame) => {
      const a = operand(frame);
      frame.cost++;
      return a instanceof CelError ? a : apply(a);
    };
  }
  return (frame) => {
    const a = operand(frame);
    const value = a instanceof CelError ? a : apply(a);
    frame.cost += cost([a], value);
    return value;
  };
}

/** Calls a function of two arguments, counting what the API server counts. */
export function call2(at: Compiling, node: Node, [left, right]: readonly [Run, Run], apply: Apply2): Run {
  if (!at.counting) {
    return (frame) => {
      const a = left(frame);
      if (a instanceof CelError) return a;
      const b = right(frame);
      return b instanceof CelError ? b : apply(a, b);
    };
  }
  const cost = callCost(at, node);
  // Both are evaluated, and counted, whatever the first gives.
  if (cost === one) {
    return (frame) => {
      const a = left(frame);
      const b = right(frame);
      frame.cost++;
      return a instanceof CelError ? a : b instanceof CelError ? b : apply(a, b);
    };
  }
  return (frame) => {
    const a = left(frame);
    const b = right(frame);
    const value = a instanceof CelError ? a : b instanceof CelError ? b : apply(a, b);
    frame.cost += cost([a, b], value);
    return value;
  };
}

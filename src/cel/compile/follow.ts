import { none } from '../libraries/optional.ts';
import { Optional } from '../value/boxes.ts';
import { CelError } from '../value/cel-error.ts';
import { element, elementIfPresent } from '../value/lookup.ts';
import type { Value } from '../value/value.ts';
import type { Maybe, Run, Step } from './compiling.ts';
import type { Frame } from './frame.ts';

/** What following a chain costs: for the whole, and for each step taken; zeros where nothing is counted. */
export interface Price {
  readonly base: number;
  readonly step: 0 | 1;
}

/** Follows steps that must all succeed; a chain that starts at an optional gives an optional. */
export function follow(start: Run, steps: readonly Step[], price: Price): Run {
  return (frame) => {
    const value = start(frame);
    frame.cost += price.base;
    return value instanceof Optional
      ? wrap(walkOptional(frame, value.value, steps, price))
      : walk(frame, value, steps, price);
  };
}

/** Follows steps of which at least one is optional; undefined stands for none. */
export function followOptional(start: Run, steps: readonly Step[], price: Price): Maybe {
  const first = steps.findIndex(({ optional }) => optional);
  const before = steps.slice(0, first);
  const after = steps.slice(first);
  return (frame) => {
    const value = start(frame);
    frame.cost += price.base;
    if (value instanceof Optional) return walkOptional(frame, value.value, steps, price);
    const reached = walk(frame, value, before, price);
    return reached instanceof CelError ? reached : walkOptional(frame, reached, after, price);
  };
}

/** An optional from what may be missing. */
export function wrap(value: Value | undefined): Value {
  if (value === undefined) return none;
  return value instanceof CelError ? value : new Optional(value);
}

/** Gives an optional expression the form that makes optionals. */
export function wrapped(maybe: Maybe): Run {
  return (frame) => wrap(maybe(frame));
}

function walk(frame: Frame, start: Value, steps: readonly Step[], price: Price): Value {
  let value = start;
  for (const step of steps) {
    if (value instanceof CelError) return value;
    const key = step.constant ?? step.key(frame);
    value = element(value, key);
    frame.cost += price.step;
  }
  return value;
}

/** The same where every step may find nothing; only steps that find something are counted. */
export function walkOptional(
  frame: Frame,
  start: Value | undefined,
  steps: readonly Step[],
  price: Price,
): Value | undefined {
  let value = start;
  for (const step of steps) {
    if (value === undefined || value instanceof CelError) return value;
    const key = step.constant ?? step.key(frame);
    value = elementIfPresent(value, key);
    if (value !== undefined && !(value instanceof CelError)) frame.cost += price.step;
  }
  return value;
}

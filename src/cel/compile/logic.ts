import type { BinaryNode, ConditionalNode } from '../tree.ts';
import { CelError } from '../value/cel-error.ts';
import { noSuchOverload } from '../value/faults.ts';
import type { Value } from '../value/value.ts';
import { emit } from './compiling.ts';
import type { Code, Compiling, Run } from './compiling.ts';

/** Compiles `a && b`: false on either side wins over an error on the other. */
export function emitAnd(at: Compiling, { left, right }: BinaryNode): Code {
  return { run: and(emit(at, left).run, emit(at, right).run) };
}

/** Compiles `a || b`: true on either side wins over an error on the other. */
export function emitOr(at: Compiling, { left, right }: BinaryNode): Code {
  return { run: or(emit(at, left).run, emit(at, right).run) };
}

/** Compiles `test ? then : otherwise`. */
export function emitConditional(at: Compiling, { test, then, otherwise }: ConditionalNode): Code {
  // cel-go counts nothing for an attribute that is a branch.
  return { run: conditional(emit(at, test).run, emit(at, then, 0).run, emit(at, otherwise, 0).run) };
}

/** An error for what should have been a bool. */
export function notBool(value: Value): CelError {
  return value instanceof CelError ? value : noSuchOverload;
}

function and(left: Run, right: Run): Run {
  return (frame) => {
    const a = left(frame);
    if (a === false) return false;
    const b = right(frame);
    if (b === false) return false;
    if (a !== true) return notBool(a);
    return b === true ? true : notBool(b);
  };
}

function or(left: Run, right: Run): Run {
  return (frame) => {
    const a = left(frame);
    if (a === true) return true;
    const b = right(frame);
    if (b === true) return true;
    if (a !== false) return notBool(a);
    return b === false ? false : notBool(b);
  };
}

function conditional(test: Run, then: Run, otherwise: Run): Run {
  return (frame) => {
    const value = test(frame);
    if (value === true) return then(frame);
    return value === false ? otherwise(frame) : notBool(value);
  };
}

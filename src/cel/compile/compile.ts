import type { Environment } from '../environment/environment.ts';
import type { Node } from '../tree.ts';
import type { Type } from '../type.ts';
import type { CelError } from '../value/cel-error.ts';
import { isSpent, liftEffort, limitEffort } from '../value/effort.ts';
import { cancelled, tooLarge } from '../value/faults.ts';
import type { Value } from '../value/value.ts';
import type { Compiling, Run, Shared } from './compiling.ts';
import { emit } from './compiling.ts';
import { emitNode } from './emit.ts';
import { copyLimit } from './frame.ts';
import type { Frame } from './frame.ts';

export interface CompileOptions {
  /** What is counted: iterations, or what the API server counts. */
  readonly form: 'budget' | 'cost';
  /** What a type checker says of each node, by which costs are known exactly; without it types are guessed. */
  readonly types?: (node: Node) => Type;
}

/** An expression that can be evaluated, any number of times. */
export interface Program {
  readonly tree: Node;
  /** A constant that cannot be evaluated, because of which the API server refuses the expression. */
  readonly failure: CelError | null;
  /** The expression's value; an error is one, too, and nothing is thrown. */
  evaluate(frame: Frame): Value;
}

/** Compiles an expression for frames of an environment. */
export function compile(tree: Node, environment: Environment, options: CompileOptions): Program {
  const base = environment.variables.size;
  const shared: Shared = {
    emit: emitNode,
    slots: base,
    failure: null,
    types: options.types ?? null,
    trace: null,
  };
  const at: Compiling = { environment, counting: options.form === 'cost', locals: null, shared };
  const { run } = emit(at, tree);
  const { slots, failure } = shared;
  const compiled = { run, base, slots };
  return { tree, failure, evaluate: (frame) => evaluate(frame, compiled) };
}

interface Compiled {
  readonly run: Run;
  /** The first slot of the expression's own names, and the first after them. */
  readonly base: number;
  readonly slots: number;
}

function evaluate(frame: Frame, compiled: Compiled): Value {
  if (frame.depth > 0) return evaluateWithin(frame, compiled);
  const { run, slots } = compiled;
  while (frame.slots.length < slots) frame.slots.push(null);
  frame.depth = 1;
  frame.cost = 0;
  frame.copies = copyLimit;
  limitEffort();
  try {
    const value = run(frame);
    return frame.cost > frame.limit || isSpent() ? cancelled : value;
  } catch (error) {
    return exhausted(error);
  } finally {
    liftEffort();
    frame.depth = 0;
    frame.spent += frame.cost;
  }
}

/** A lazy variable is evaluated in the middle of another expression, whose names and cost it must not touch. */
function evaluateWithin(frame: Frame, { run, base, slots }: Compiled): Value {
  const names = frame.slots.slice(base);
  const outer = frame.cost;
  while (frame.slots.length < slots) frame.slots.push(null);
  frame.depth++;
  frame.cost = 0;
  try {
    const value = run(frame);
    return frame.cost > frame.limit || isSpent() ? cancelled : value;
  } catch (error) {
    return exhausted(error);
  } finally {
    frame.depth--;
    frame.spent += frame.cost;
    frame.cost = outer;
    for (let slot = 0; slot < names.length; slot++) frame.slots[base + slot] = names[slot] as Value;
  }
}

// Only the stack's or a string's end is thrown, as a RangeError; anything else is a defect.
function exhausted(error: unknown): CelError {
  if (error instanceof RangeError) return tooLarge;
  throw error;
}

import type { BinaryNode, UnaryNode } from '../tree.ts';
import { CelError } from '../value/cel-error.ts';
import { concatLists } from '../libraries/standard/arithmetic.ts';
import { markConcatenated } from '../value/concatenated.ts';
import { equals } from '../value/equality.ts';
import { noSuchOverload, tooLarge } from '../value/faults.ts';
import { isList, kindOf } from '../value/kind.ts';
import type { Kind } from '../value/kind.ts';
import type { Value } from '../value/value.ts';
import { call1, call2 } from './combine.ts';
import type { Apply1, Apply2 } from './combine.ts';
import { constant, emit } from './compiling.ts';
import type { Code, Compiling, Run } from './compiling.ts';
import { candidatesOf, dispatch1, dispatch2 } from './dispatch.ts';
import { emitAnd, emitOr } from './logic.ts';
import { membership } from './membership.ts';
import type { Membership } from './membership.ts';
import { natives1, natives2 } from './native.ts';

/** Compiles `!a` and `-a`. */
export function emitUnary(at: Compiling, node: UnaryNode): Code {
  const name = `${node.operator}_`;
  return { run: call1(at, node, [emit(at, node.operand).run], apply1(at, name)) };
}

/** Compiles an operator between two operands. */
export function emitBinary(at: Compiling, node: BinaryNode): Code {
  switch (node.operator) {
    case '&&':
      return emitAnd(at, node);
    case '||':
      return emitOr(at, node);
    case 'in':
      return emitIn(at, node);
    case '==':
      return emitEqual(at, node);
    case '+':
      return emitAdd(at, node);
    default: {
      const operands = [emit(at, node.left).run, emit(at, node.right).run] as const;
      return { run: call2(at, node, operands, apply2(at, `_${node.operator}_`)) };
    }
  }
}

function emitIn(at: Compiling, node: BinaryNode): Code {
  const left = emit(at, node.left);
  const right = emit(at, node.right);
  const items = node.right.kind === 'list' ? (right.constant ?? null) : null;
  const set = isList(items) ? membership(items) : undefined;
  if (set === undefined) return { run: call2(at, node, [left.run, right.run], apply2(at, '@in')) };
  // cel-go makes a set of a constant list, which costs nothing to look into; an empty one is not even asked.
  return set.size === 0 ? constant(false) : { run: within(left.run, set) };
}

function within(operand: Run, set: Membership): Run {
  return (frame) => {
    const value = operand(frame);
    return value instanceof CelError ? value : set.has(value);
  };
}

function emitEqual(at: Compiling, node: BinaryNode): Code {
  const left = emit(at, node.left);
  const right = emit(at, node.right);
  const known = right.constant;
  if (at.counting || known === undefined || typeof known === 'object' || typeof known === 'bigint') {
    return { run: call2(at, node, [left.run, right.run], equals) };
  }
  return { run: equalTo(left.run, known) };
}

function equalTo(operand: Run, known: string | number | boolean): Run {
  return (frame) => {
    const value = operand(frame);
    if (value === known) return true;
    if (typeof value === 'string' || typeof value === 'boolean') return false;
    return value instanceof CelError ? value : equals(value, known);
  };
}

function emitAdd(at: Compiling, node: BinaryNode): Code {
  const operands = [emit(at, node.left).run, emit(at, node.right).run] as const;
  const plus = apply2(at, '_+_');
  if (at.environment.types.makes?.('Object') === true) return { run: emitMarked(at, node, operands) };
  if (at.counting) return { run: concatenating(call2(at, node, operands, plus)) };
  const [left, right] = operands;
  return {
    run: (frame) => {
      const a = left(frame);
      if (a instanceof CelError) return a;
      const b = right(frame);
      if (!isList(a) || !isList(b)) return b instanceof CelError ? b : plus(a, b);
      frame.copies -= a.length + b.length;
      return frame.copies < 0 ? tooLarge : concatLists(a, b);
    },
  };
}

/** An addition that remembers which lists it made. */
function emitMarked(at: Compiling, node: BinaryNode, [left, right]: readonly [Run, Run]): Run {
  let first: Value = null;
  // INVARIANT: an addition is not within itself, so that nothing comes between its first operand and its result.
  const keep: Run = (frame) => {
    first = left(frame);
    return first;
  };
  const run = concatenating(call2(at, node, [keep, right], apply2(at, '_+_')));
  return (frame) => {
    const value = run(frame);
    if (isList(value) && isList(first) && first.length > 0 && value.length > first.length)
      markConcatenated(value);
    return value;
  };
}

// Lists made of lists would grow without end: cel-go makes views of them, which cost nothing.
function concatenating(run: Run): Run {
  return (frame) => {
    const value = run(frame);
    if (!isList(value)) return value;
    frame.copies -= value.length;
    return frame.copies < 0 ? tooLarge : value;
  };
}

/** An operator or function over one argument, by its overloads. */
function apply1(at: Compiling, name: string): Apply1 {
  const declaration = at.environment.functions.get(name);
  if (declaration === undefined) return (a) => operatorFault(name, a);
  const candidates = candidatesOf(declaration, 1, false);
  const general = dispatch1(candidates, ([a]) => operatorFault(name, a as Value));
  return natives1.get(name)?.(general) ?? general;
}

function apply2(at: Compiling, name: string): Apply2 {
  const declaration = at.environment.functions.get(name);
  if (declaration === undefined) return (a) => operatorFault(name, a);
  const candidates = candidatesOf(declaration, 2, false);
  const general = dispatch2(candidates, ([a]) => operatorFault(name, a as Value));
  return natives2.get(name)?.(general) ?? general;
}

// The kinds whose values cel-go asks themselves, or that answer for calls that they do not know.
const receivers: readonly Kind[] = ['string', 'timestamp', 'duration'];
const arithmetic: readonly Kind[] = ['double', 'int', 'uint', ...receivers];
const operands: ReadonlyMap<string, ReadonlySet<Kind>> = new Map([
  ['_+_', new Set<Kind>(['bytes', 'list', ...arithmetic])],
  ['_-_', new Set<Kind>(arithmetic)],
  ['_*_', new Set<Kind>(['double', 'int', 'uint', ...receivers])],
  ['_/_', new Set<Kind>(['double', 'int', 'uint', ...receivers])],
  ['_%_', new Set<Kind>(['int', 'uint', ...receivers])],
  ['-_', new Set<Kind>(['bool', 'double', 'int', ...receivers])],
  ['_<_', new Set<Kind>(['bool', 'bytes', ...arithmetic])],
  ['_<=_', new Set<Kind>(['bool', 'bytes', ...arithmetic])],
  ['_>_', new Set<Kind>(['bool', 'bytes', ...arithmetic])],
  ['_>=_', new Set<Kind>(['bool', 'bytes', ...arithmetic])],
]);

function operatorFault(name: string, first: Value): CelError {
  const known = operands.get(name);
  if (known === undefined || known.has(kindOf(first))) return noSuchOverload;
  return new CelError(`no such overload: ${name}`);
}

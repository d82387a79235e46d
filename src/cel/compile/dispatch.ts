import type { FunctionDeclaration, Overload } from '../library.ts';
import { CelError } from '../value/cel-error.ts';
import { spendElements, spendMadeText, spendText } from '../value/effort.ts';
import { cancelled } from '../value/faults.ts';
import { isList, typeName } from '../value/kind.ts';
import type { Value } from '../value/value.ts';
import type { Frame } from './frame.ts';
import { signatureOf } from './match-type.ts';

/** An overload that may be called, with its guard. */
export interface Candidate {
  readonly overload: Overload;
  readonly accepts: (args: readonly Value[]) => boolean;
  readonly run: (...args: readonly unknown[]) => Value;
}

/** The overloads of a function that fit a call's number of arguments and style. */
export function candidatesOf(
  { overloads }: FunctionDeclaration,
  arity: number,
  member: boolean,
): readonly Candidate[] {
  return overloads
    .filter((overload) => overload.params.length === arity && overload.member === member)
    .map((overload) => ({
      overload,
      accepts: signatureOf(overload),
      run: overload.run as (...args: readonly unknown[]) => Value,
    }));
}

/** The first overload that takes these arguments. */
export function choose(candidates: readonly Candidate[], args: readonly Value[]): Candidate | undefined {
  for (const candidate of candidates) {
    if (candidate.accepts(args)) return candidate;
  }
  return undefined;
}

/** Counts what a function may go through in an argument, once; false where that is too much. */
function mayRead(arg: Value): boolean {
  if (typeof arg === 'string') return spendText(arg.length);
  return !isList(arg) || spendElements(arg.length);
}

/** Counts what a function made. */
function counted(value: Value): Value {
  if (typeof value === 'string') return spendMadeText(value.length) ? value : cancelled;
  return !isList(value) || spendElements(value.length) ? value : cancelled;
}

/** Calls the overload of a function that takes one argument and no context. */
export function dispatch1(candidates: readonly Candidate[], fault: (args: readonly Value[]) => CelError) {
  return (a: Value): Value => {
    const args = [a];
    const candidate = choose(candidates, args);
    if (candidate === undefined) return fault(args);
    return mayRead(a) ? counted(candidate.run(a)) : cancelled;
  };
}

/** Calls the overload of a function that takes two arguments and no context. */
export function dispatch2(candidates: readonly Candidate[], fault: (args: readonly Value[]) => CelError) {
  return (a: Value, b: Value): Value => {
    const args = [a, b];
    const candidate = choose(candidates, args);
    if (candidate === undefined) return fault(args);
    return mayRead(a) && mayRead(b) ? counted(candidate.run(a, b)) : cancelled;
  };
}

/** Calls an overload. */
export function invoke({ overload, run }: Candidate, args: readonly Value[], frame: Frame): Value {
  if (!args.every(mayRead)) return cancelled;
  return counted(overload.contextual === true ? run(...args, frame) : run(...args));
}

/** The error of a call that no overload takes. */
export function noOverload(name: string, args: readonly Value[]): CelError {
  return new CelError(`no such overload: ${name}(${args.map(typeName).join(', ')})`);
}

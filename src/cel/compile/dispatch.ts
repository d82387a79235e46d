import type { FunctionDeclaration, Overload } from '../library.ts';
import { CelError } from '../value/cel-error.ts';
import { typeName } from '../value/kind.ts';
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

/** Calls the overload of a function that takes one argument and no context. */
export function dispatch1(candidates: readonly Candidate[], fault: (args: readonly Value[]) => CelError) {
  return (a: Value): Value => {
    const args = [a];
    const candidate = choose(candidates, args);
    return candidate === undefined ? fault(args) : candidate.run(a);
  };
}

/** Calls the overload of a function that takes two arguments and no context. */
export function dispatch2(candidates: readonly Candidate[], fault: (args: readonly Value[]) => CelError) {
  return (a: Value, b: Value): Value => {
    const args = [a, b];
    const candidate = choose(candidates, args);
    return candidate === undefined ? fault(args) : candidate.run(a, b);
  };
}

/** Calls an overload. */
export function invoke({ overload, run }: Candidate, args: readonly Value[], frame: Frame): Value {
  return overload.contextual === true ? run(...args, frame) : run(...args);
}

/** The error of a call that no overload takes. */
export function noOverload(name: string, args: readonly Value[]): CelError {
  return new CelError(`no such overload: ${name}(${args.map(typeName).join(', ')})`);
}

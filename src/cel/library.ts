import type { Type } from './type.ts';
import type { Value } from './value/value.ts';

/** Functions, types and constants that belong together, as one file; environments choose among them. */
export interface Library {
  /** Such as `kubernetes.quantity`, `strings`. */
  readonly name: string;
  readonly functions: readonly FunctionDeclaration[];
  /** Names of macros that this library switches on, such as `cel.bind`, `sortBy`, `optMap`. */
  readonly macros?: readonly string[];
  /** Identifiers with a fixed value, such as type names. */
  readonly constants?: Readonly<Record<string, { readonly type: Type; readonly value: Value }>>;
}

/** A function by name, with all of its overloads; namespaced functions carry their dots: `math.greatest`. */
export interface FunctionDeclaration {
  readonly name: string;
  readonly overloads: readonly Overload[];
}

/** One signature of a function. */
export interface Overload {
  /** cel-go's (or Kubernetes') overload id. */
  readonly id: string;
  /** Called on a receiver, which is then the first of `params` and of the arguments. */
  readonly member: boolean;
  readonly params: readonly Type[];
  readonly result: Type;
  /** What is taken at run time, where that is more than `params` say. */
  readonly guards?: readonly Type[];
  /**
   * Called only with arguments that fit `guards` or else `params` at run time; an error is returned, never thrown.
   * Ints arrive as `number | bigint`, doubles as `number | Double`; results follow `Value`.
   */
  readonly run: (...args: never[]) => Value;
  /** Run-time cost as the API server counts it; without it 1. Called in the cost form only. */
  readonly cost?: (args: readonly Value[], result: Value) => number;
  /** Wants the call's context (clock, authorizer) after its arguments. */
  readonly contextual?: true;
}

import type { Overload } from '../../library.ts';
import type { Type } from '../../type.ts';

type Run = Overload['run'];
type Cost = NonNullable<Overload['cost']>;

/** What a signature is made of: parameters, result, and what it does. */
interface Signature {
  readonly params: readonly Type[];
  readonly result: Type;
  readonly run: Run;
  readonly cost?: Cost | undefined;
}

/** An overload called as `f(x)`. */
export function global(id: string, { params, result, run, cost }: Signature): Overload {
  return { id, member: false, params, result, run, ...(cost && { cost }) };
}

/** An overload called as `x.f()`. */
export function member(id: string, { params, result, run, cost }: Signature): Overload {
  return { id, member: true, params, result, run, ...(cost && { cost }) };
}

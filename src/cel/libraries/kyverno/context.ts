import type { CallContext } from '../../compile/call-context.ts';
import type { FunctionDeclaration, Overload } from '../../library.ts';
import type { Type } from '../../type.ts';
import { Opaque } from '../../value/boxes.ts';
import type { Value } from '../../value/value.ts';
import { member } from '../standard/overload.ts';

/** What a library's functions are methods of, such as `resource` or `json`: a name without a value. */
export class Context extends Opaque {
  readonly type: { readonly kind: 'opaque'; readonly name: string };

  constructor(name: string) {
    super();
    this.type = { kind: 'opaque', name };
  }

  /** Whether another value is the very same. */
  equals(other: Opaque): boolean {
    return other === this;
  }
}

/** One signature of a method of a context, which is neither among the parameters nor the arguments. */
export interface MethodSignature {
  readonly id: string;
  readonly params: readonly Type[];
  readonly result: Type;
  readonly run: (args: readonly Value[], context: CallContext, self: Context) => Value;
}

/** A method that wants its call's context, under the name that it was made with and the one in lower case. */
export function method(
  name: string,
  of: Type,
  signatures: readonly MethodSignature[],
): readonly FunctionDeclaration[] {
  const camel = name.charAt(0).toLowerCase() + name.slice(1);
  return [
    { name, overloads: signatures.map((signature) => overload(of, signature, 'pascal')) },
    { name: camel, overloads: signatures.map((signature) => overload(of, signature, 'camel')) },
  ];
}

function overload(of: Type, { id, params, result, run }: MethodSignature, style: string): Overload {
  const call = (...all: readonly unknown[]): Value => {
    const args = all.slice(1, -1) as readonly Value[];
    return run(args, all.at(-1) as CallContext, all[0] as Context);
  };
  const made = member(`${id}_${style}`, { params: [of, ...params], result, run: call });
  return { ...made, contextual: true };
}

import type { Range } from '../problem.ts';
import type { Type } from '../type.ts';
import { errorType, report } from './checking.ts';
import type { Checking } from './checking.ts';
import { formatSignature } from './format-type.ts';
import type { Callable, Signature } from './operators.ts';
import { partsOf, typesEqual, withParts } from './type-equal.ts';
import type { Unifier } from './unifier.ts';

/** The result type of a call, `dyn` where several overloads fit; a problem and the error type where none does. */
export function resolveCall(
  checking: Checking,
  callable: Callable,
  call: { readonly types: readonly Type[]; readonly member: boolean },
  at: Range,
): Type {
  const { unifier } = checking;
  let result: Type | undefined;
  for (const overload of callable.overloads) {
    if (overload.member !== call.member || overload.params.length !== call.types.length) {
      continue;
    }
    const own = instantiate(overload, unifier);
    if (unifier.assignable(call.types, own.params)) {
      result = join(result, unifier.resolve(own.result));
    }
  }
  if (result !== undefined) {
    return result;
  }
  const signature = formatSignature(
    call.types.map((type) => unifier.settle(type)),
    call.member,
  );
  report(
    checking,
    at,
    'no-matching-overload',
    `found no matching overload for '${callable.name}' applied to '${signature}'`,
  );
  return errorType;
}

function join(previous: Type | undefined, next: Type): Type {
  if (previous === undefined || previous.kind === 'dyn' || typesEqual(previous, next)) {
    return previous ?? next;
  }
  return { kind: 'dyn' };
}

const paramsBySignature = new WeakMap<Signature, readonly string[]>();

/** The signature with type variables of its own in place of its type parameters. */
function instantiate(signature: Signature, unifier: Unifier): Signature {
  const names = typeParams(signature);
  if (names.length === 0) {
    return signature;
  }
  const fresh = new Map(names.map((name) => [name, unifier.fresh()]));
  return {
    member: signature.member,
    params: signature.params.map((type) => replace(type, fresh)),
    result: replace(signature.result, fresh),
  };
}

function typeParams(signature: Signature): readonly string[] {
  let names = paramsBySignature.get(signature);
  if (names === undefined) {
    const found = new Set<string>();
    for (const type of [...signature.params, signature.result]) {
      collect(type, found);
    }
    names = [...found];
    paramsBySignature.set(signature, names);
  }
  return names;
}

function collect(type: Type, into: Set<string>): void {
  if (type.kind === 'param') {
    into.add(type.name);
  }
  for (const part of partsOf(type)) {
    collect(part, into);
  }
}

function replace(type: Type, by: ReadonlyMap<string, Type>): Type {
  if (type.kind === 'param') {
    return by.get(type.name) ?? type;
  }
  const parts = partsOf(type);
  return parts.length === 0
    ? type
    : withParts(
        type,
        parts.map((part) => replace(part, by)),
      );
}

import { CelError } from './cel-error.ts';

/** No overload takes arguments of these types. */
export const noSuchOverload = new CelError('no such overload');
/** The result does not fit into 64 signed bits. */
export const integerOverflow = new CelError('integer overflow');
/** The result does not fit into 64 unsigned bits. */
export const unsignedOverflow = new CelError('unsigned integer overflow');
export const divisionByZero = new CelError('division by zero');
export const modulusByZero = new CelError('modulus by zero');
/** An instant outside the years 1 to 9999. */
export const timestampOverflow = new CelError('timestamp overflow');
export const unorderedNaN = new CelError('NaN values cannot be ordered');
export const emptyOptional = new CelError('optional.none() dereference');
/** The evaluation did more than its limit allows. */
export const cancelled = new CelError('operation cancelled: actual cost limit exceeded');
/** Values nested so deeply that walking them would exhaust the stack. */
export const tooDeep = new CelError('value is nested too deeply');
/** A string or list larger than the engine will build. */
export const tooLarge = new CelError('value is too large');

/** The error of a key or field that a map does not have. */
export function noSuchKey(key: string): CelError {
  return new CelError(`no such key: ${key}`);
}

/** The error of an identifier that nothing declares or binds. */
export function noSuchAttribute(name: string): CelError {
  return new CelError(`no such attribute(s): ${name}`);
}

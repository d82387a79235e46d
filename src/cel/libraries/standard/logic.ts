import type { FunctionDeclaration } from '../../library.ts';
import { bool, param } from '../../type.ts';
import { CelError } from '../../value/cel-error.ts';
import { equals } from '../../value/equality.ts';
import { noSuchOverload, tooDeep } from '../../value/faults.ts';
import type { Value } from '../../value/value.ts';
import { traverseShorter } from './cost.ts';
import { global } from './overload.ts';

const a = param('A');
const twoBools = [bool, bool];
const same = { params: [a, a], result: bool, cost: traverseShorter };

/** `&&`: an error gives way to false on either side. */
export function and(left: Value, right: Value): Value {
  if (left === false || right === false) return false;
  return firstFault(left, right) ?? true;
}

/** `||`: an error gives way to true on either side. */
export function or(left: Value, right: Value): Value {
  if (left === true || right === true) return true;
  return firstFault(left, right) ?? false;
}

function firstFault(left: Value, right: Value): CelError | undefined {
  for (const side of [left, right]) {
    if (side instanceof CelError) return side;
    if (typeof side !== 'boolean') return noSuchOverload;
  }
  return undefined;
}

/** `!=`; an operand that is an error stays one. */
export function differs(left: Value, right: Value): Value {
  if (left instanceof CelError) return left;
  if (right instanceof CelError) return right;
  const equal = equals(left, right);
  // What cannot be compared is different to cel-go, too, though asking whether it is equal fails.
  return equal === tooDeep ? equal : equal !== true;
}

/** Operators over bools, and equality. */
export const logic: readonly FunctionDeclaration[] = [
  {
    name: '_?_:_',
    overloads: [
      global('conditional', {
        params: [bool, a, a],
        result: a,
        run: (test: boolean, then: Value, otherwise: Value) => (test ? then : otherwise),
      }),
    ],
  },
  { name: '_&&_', overloads: [global('logical_and', { params: twoBools, result: bool, run: and })] },
  { name: '_||_', overloads: [global('logical_or', { params: twoBools, result: bool, run: or })] },
  {
    name: '!_',
    overloads: [global('logical_not', { params: [bool], result: bool, run: (value: boolean) => !value })],
  },
  {
    name: '@not_strictly_false',
    overloads: [
      global('not_strictly_false', {
        params: [bool],
        result: bool,
        run: (value: Value) => value !== false,
      }),
    ],
  },
  { name: '_==_', overloads: [global('equals', { ...same, run: equals })] },
  { name: '_!=_', overloads: [global('not_equals', { ...same, run: differs })] },
];

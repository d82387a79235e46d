import type { FunctionDeclaration } from '../../library.ts';
import { int, uint } from '../../type.ts';
import { Uint } from '../../value/boxes.ts';
import { CelError } from '../../value/cel-error.ts';
import { whole } from '../../value/integer.ts';
import type { Whole } from '../../value/integer.ts';
import type { Value } from '../../value/value.ts';
import { global } from '../standard/overload.ts';

type Combine = (a: bigint, b: bigint) => bigint;

/** An int of the lowest 64 bits of a whole number. */
function signed(value: bigint): Value {
  return whole(BigInt.asIntN(64, value));
}

/** A uint of the lowest 64 bits of a whole number. */
function unsigned(value: bigint): Value {
  return new Uint(whole(BigInt.asUintN(64, value)));
}

function combining(name: string, combine: Combine): FunctionDeclaration {
  return {
    name: `math.${name}`,
    overloads: [
      global(`math_${name}_int_int`, {
        params: [int, int],
        result: int,
        run: (a: Whole, b: Whole) => signed(combine(BigInt(a), BigInt(b))),
      }),
      global(`math_${name}_uint_uint`, {
        params: [uint, uint],
        result: uint,
        run: (a: Uint, b: Uint) => unsigned(combine(BigInt(a.value), BigInt(b.value))),
      }),
    ],
  };
}

const inverting: FunctionDeclaration = {
  name: 'math.bitNot',
  overloads: [
    global('math_bitNot_int_int', {
      params: [int],
      result: int,
      run: (value: Whole) => signed(~BigInt(value)),
    }),
    global('math_bitNot_uint_uint', {
      params: [uint],
      result: uint,
      run: ({ value }: Uint) => unsigned(~BigInt(value)),
    }),
  ],
};

// Ints are shifted by their bits: zeros come in from the left also where they are negative.
function shifting(name: string, shift: Combine): FunctionDeclaration {
  const shifted = (value: Whole, by: Whole, wrap: (value: bigint) => Value): Value => {
    if (by < 0) return new CelError(`math.${name}() negative offset: ${by}`);
    return by >= 64 ? wrap(0n) : wrap(shift(BigInt.asUintN(64, BigInt(value)), BigInt(by)));
  };
  return {
    name: `math.${name}`,
    overloads: [
      global(`math_${name}_int_int`, {
        params: [int, int],
        result: int,
        run: (value: Whole, by: Whole) => shifted(value, by, signed),
      }),
      global(`math_${name}_uint_int`, {
        params: [uint, int],
        result: uint,
        run: ({ value }: Uint, by: Whole) => shifted(value, by, unsigned),
      }),
    ],
  };
}

/** Functions over the 64 bits of ints and uints. */
export const bits: readonly FunctionDeclaration[] = [
  combining('bitAnd', (a, b) => a & b),
  combining('bitOr', (a, b) => a | b),
  combining('bitXor', (a, b) => a ^ b),
  inverting,
  shifting('bitShiftLeft', (value, by) => value << by),
  shifting('bitShiftRight', (value, by) => value >> by),
];

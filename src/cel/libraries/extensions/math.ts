import type { FunctionDeclaration, Library, Overload } from '../../library.ts';
import { bool, double, dyn, int, list, uint } from '../../type.ts';
import type { Type } from '../../type.ts';
import { CelError } from '../../value/cel-error.ts';
import { compare } from '../../value/compare.ts';
import { Uint } from '../../value/boxes.ts';
import { double as toDouble, real } from '../../value/double.ts';
import type { Real } from '../../value/double.ts';
import { negateInt } from '../../value/integer.ts';
import type { Whole } from '../../value/integer.ts';
import type { Value } from '../../value/value.ts';
import { global } from '../standard/overload.ts';
import { bits } from './bits.ts';

/** Names in overload ids and the types of numbers. */
const numbers: readonly (readonly [name: string, type: Type])[] = [
  ['double', double],
  ['int', int],
  ['uint', uint],
];

function identity(value: Value): Value {
  return value;
}

/** The extreme of two numbers, of any types: the second only where it is beyond the first. */
function pick(name: 'min' | 'max'): (a: Value, b: Value) => Value {
  const beyond = name === 'min' ? 1 : -1;
  return (a, b) => {
    const order = compare(a, b);
    if (order instanceof CelError) return new CelError(`${order.message}: math.@${name}`);
    return Math.sign(order) === beyond ? b : a;
  };
}

function extremum(name: 'min' | 'max'): FunctionDeclaration {
  const ofPair = pick(name);
  const ofList = (items: readonly Value[]): Value => {
    const [first, ...rest] = items;
    if (first === undefined) return new CelError(`math.@${name}(list) argument must not be empty`);
    let best = first;
    for (const item of rest) {
      best = ofPair(best, item);
      if (best instanceof CelError) return new CelError(`no such overload: math.@${name}`);
    }
    return best;
  };
  const ids = `math_@${name}`;
  return {
    name: `math.@${name}`,
    overloads: [
      ...numbers.map(([id, type]) => global(`${ids}_${id}`, { params: [type], result: type, run: identity })),
      ...numbers.flatMap(([idA, a]) =>
        numbers.map(([idB, b]) =>
          global(`${ids}_${idA}_${idB}`, { params: [a, b], result: a === b ? a : dyn, run: ofPair }),
        ),
      ),
      ...numbers.map(([id, type]) =>
        global(`${ids}_list_${id}`, { params: [list(type)], result: type, run: ofList }),
      ),
    ],
  };
}

/** A function over doubles that gives one. */
function rounding(name: string, round: (value: number) => number): FunctionDeclaration {
  return {
    name: `math.${name}`,
    overloads: [
      global(`math_${name}_double`, {
        params: [double],
        result: double,
        run: (value: Real) => toDouble(round(real(value))),
      }),
    ],
  };
}

/** A question about a double. */
function asking(name: string, ask: (value: number) => boolean): FunctionDeclaration {
  return {
    name: `math.${name}`,
    overloads: [
      global(`math_${name}_double`, {
        params: [double],
        result: bool,
        run: (value: Real) => ask(real(value)),
      }),
    ],
  };
}

// Halves are rounded away from zero, which JavaScript does not do below it; the sum would round itself.
function round(value: number): number {
  const whole = Math.trunc(value);
  return Math.abs(value - whole) >= 0.5 ? whole + Math.sign(value) : whole;
}

function absolute(value: Whole): Value {
  return value < 0 ? negateInt(value) : value;
}

function absoluteOverloads(): readonly Overload[] {
  return [
    global('math_abs_double', {
      params: [double],
      result: double,
      run: (value: Real) => toDouble(Math.abs(real(value))),
    }),
    global('math_abs_int', { params: [int], result: int, run: absolute }),
    global('math_abs_uint', { params: [uint], result: uint, run: identity }),
  ];
}

// The sign of -0 is 0, not -0.
function signOverloads(): readonly Overload[] {
  return [
    global('math_sign_double', {
      params: [double],
      result: double,
      run: (value: Real) => toDouble(Math.sign(real(value)) + 0),
    }),
    global('math_sign_int', { params: [int], result: int, run: signOf }),
    global('math_sign_uint', {
      params: [uint],
      result: uint,
      run: ({ value }: Uint) => new Uint(signOf(value)),
    }),
  ];
}

function signOf(value: Whole): number {
  if (value === 0) return 0;
  return value > 0 ? 1 : -1;
}

const versionOne: readonly FunctionDeclaration[] = [
  rounding('ceil', Math.ceil),
  rounding('floor', Math.floor),
  rounding('round', round),
  rounding('trunc', Math.trunc),
  asking('isInf', (value) => Math.abs(value) === Infinity),
  asking('isNaN', Number.isNaN),
  asking('isFinite', Number.isFinite),
  { name: 'math.abs', overloads: absoluteOverloads() },
  { name: 'math.sign', overloads: signOverloads() },
  ...bits,
];

const roots: FunctionDeclaration = {
  name: 'math.sqrt',
  overloads: numbers.map(([name, type]) =>
    global(`math_sqrt_${name}`, {
      params: [type],
      result: double,
      run: (value: Real | Whole | Uint) =>
        toDouble(Math.sqrt(Number(typeof value === 'object' ? value.value : value))),
    }),
  ),
};

/**
 * cel-go's library of mathematics in a version: 0 has `math.greatest` and `math.least`, 1 added all
 * others but `math.sqrt`, which came with 2.
 */
export function math(version = 2): Library {
  return {
    name: 'math',
    functions: [
      extremum('min'),
      extremum('max'),
      ...(version >= 1 ? versionOne : []),
      ...(version >= 2 ? [roots] : []),
    ],
    macros: ['math.greatest', 'math.least'],
  };
}

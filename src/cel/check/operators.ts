import type { BinaryOperator } from '../tree.ts';
import {
  bool,
  bytes,
  double,
  duration,
  int,
  list,
  map,
  nullType,
  optional,
  param,
  string,
  timestamp,
  uint,
} from '../type.ts';
import type { Type } from '../type.ts';

/** The types of one way to call an operator or function. */
export interface Signature {
  readonly member: boolean;
  readonly params: readonly Type[];
  readonly result: Type;
}

/** Something that is called: its name in cel-go's words, and its signatures in cel-go's order. */
export interface Callable {
  readonly name: string;
  readonly overloads: readonly Signature[];
}

const a = param('A');
const b = param('B');

function signature(params: readonly Type[], result: Type): Signature {
  return { member: false, params, result };
}

function operator(name: string, ...overloads: readonly (readonly Type[])[]): Callable {
  return {
    name,
    overloads: overloads.map((types) => signature(types.slice(0, -1), types.at(-1) ?? nullType)),
  };
}

const comparable: readonly (readonly [Type, Type])[] = [
  [bool, bool],
  [int, int],
  [int, double],
  [int, uint],
  [uint, uint],
  [uint, double],
  [uint, int],
  [double, double],
  [double, int],
  [double, uint],
  [string, string],
  [bytes, bytes],
  [timestamp, timestamp],
  [duration, duration],
];

function comparison(name: string): Callable {
  return operator(name, ...comparable.map(([left, right]) => [left, right, bool]));
}

/** The binary operators but `&&` and `||`, which take only `bool` and are checked apart. */
export const binaryOperators: Readonly<Record<Exclude<BinaryOperator, '&&' | '||'>, Callable>> = {
  '==': operator('_==_', [a, a, bool]),
  '!=': operator('_!=_', [a, a, bool]),
  '<': comparison('_<_'),
  '<=': comparison('_<=_'),
  '>': comparison('_>_'),
  '>=': comparison('_>=_'),
  in: operator('@in', [a, list(a), bool], [a, map(a, b), bool]),
  '+': operator(
    '_+_',
    [bytes, bytes, bytes],
    [double, double, double],
    [duration, duration, duration],
    [duration, timestamp, timestamp],
    [timestamp, duration, timestamp],
    [int, int, int],
    [list(a), list(a), list(a)],
    [string, string, string],
    [uint, uint, uint],
  ),
  '-': operator(
    '_-_',
    [double, double, double],
    [duration, duration, duration],
    [int, int, int],
    [timestamp, duration, timestamp],
    [timestamp, timestamp, duration],
    [uint, uint, uint],
  ),
  '*': operator('_*_', [double, double, double], [int, int, int], [uint, uint, uint]),
  '/': operator('_/_', [double, double, double], [int, int, int], [uint, uint, uint]),
  '%': operator('_%_', [int, int, int], [uint, uint, uint]),
};

/** The unary operators. */
export const unaryOperators: Readonly<Record<'!' | '-', Callable>> = {
  '!': operator('!_', [bool, bool]),
  '-': operator('-_', [double, double], [int, int]),
};

/** `test ? then : otherwise`. */
export const conditionalOperator: Callable = operator('_?_:_', [bool, a, a, a]);

/** `operand[index]`, on lists and maps, and on optional ones. */
export const indexOperator: Callable = operator(
  '_[_]',
  [list(a), int, a],
  [map(a, b), a, b],
  [optional(list(a)), int, optional(a)],
  [optional(map(a, b)), a, optional(b)],
);

/** `operand[?index]`. */
export const optionalIndexOperator: Callable = operator(
  '_[?_]',
  [list(a), int, optional(a)],
  [optional(list(a)), int, optional(a)],
  [map(a, b), a, optional(b)],
  [optional(map(a, b)), a, optional(b)],
);

/** What `transformMap` and `transformMapEntry` grow their result with. */
export const mapInsertion: Callable = operator(
  'cel.@mapInsert',
  [map(a, b), a, b, map(a, b)],
  [map(a, b), map(a, b), map(a, b)],
);

/** What `sortBy` orders a list by. */
export const associatedKeys: Callable = {
  name: '@sortByAssociatedKeys',
  overloads: [int, uint, double, bool, duration, timestamp, string, bytes].map((key) => ({
    member: true,
    params: [list(a), list(key)],
    result: list(a),
  })),
};

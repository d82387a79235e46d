import type { FunctionDeclaration, Library } from '../library.ts';
import { bool, dyn, int, list, map, optional as optionalOf, param, string } from '../type.ts';
import { Bytes, Double, Duration, Optional, Timestamp, Uint } from '../value/boxes.ts';
import { CelError } from '../value/cel-error.ts';
import { emptyOptional } from '../value/faults.ts';
import { formatValue } from '../value/format.ts';
import { elementIfPresent } from '../value/lookup.ts';
import { Message } from '../value/message.ts';
import { sizeOf } from '../value/size.ts';
import { typeValues } from '../value/type-value.ts';
import type { Value } from '../value/value.ts';
import { global, member } from './standard/overload.ts';

/** `optional.none()` */
export const none = new Optional(undefined);

const k = param('K');
const v = param('V');
const optionalV = optionalOf(v);
const listV = list(v);
const mapKV = map(k, v);
const optionals = list(optionalV);

// INVARIANT: cel-go's zero instant is the year 1, not the epoch.
const zeroInstant = -62_135_596_800_000_000_000n;

/** Whether a value is its type's empty or zero value. */
export function isZero(value: Value): boolean {
  if (value === null || value === false || value === 0) return true;
  if (value instanceof Double || value instanceof Uint) return value.value === 0;
  if (value instanceof Timestamp) return value.nanos === zeroInstant;
  if (value instanceof Duration) return value.nanos === 0n;
  if (value instanceof Bytes) return value.value.length === 0;
  return value instanceof Message ? value.fields.size === 0 : sizeOf(value) === 0;
}

/** An optional that may be indexed further: nothing of nothing is nothing. */
function index(container: Value, key: Value): Value {
  const inner = container instanceof Optional ? container.value : container;
  if (inner === undefined) return none;
  const found = elementIfPresent(inner, key);
  if (found === undefined) return none;
  return found instanceof CelError ? found : new Optional(found);
}

/** The values of those optionals that have one. */
function unwrap(items: readonly Value[]): Value {
  const values: Value[] = [];
  for (const item of items) {
    if (!(item instanceof Optional)) return new CelError(`value ${formatValue(item)} is not optional`);
    if (item.value !== undefined) values.push(item.value);
  }
  return values;
}

function wrap(value: Value | undefined): Optional {
  return value === undefined ? none : new Optional(value);
}

const constructors: readonly FunctionDeclaration[] = [
  {
    name: 'optional.of',
    overloads: [
      global('optional_of', { params: [v], result: optionalV, run: (value: Value) => new Optional(value) }),
    ],
  },
  {
    name: 'optional.ofNonZeroValue',
    overloads: [
      global('optional_ofNonZeroValue', {
        params: [v],
        result: optionalV,
        run: (value: Value) => (isZero(value) ? none : new Optional(value)),
      }),
    ],
  },
  {
    name: 'optional.none',
    overloads: [global('optional_none', { params: [], result: optionalV, run: () => none })],
  },
  {
    name: 'optional.unwrap',
    overloads: [global('optional_unwrap', { params: [optionals], result: listV, run: unwrap })],
  },
];

const accessors: readonly FunctionDeclaration[] = [
  {
    name: 'value',
    overloads: [
      member('optional_value', {
        params: [optionalV],
        result: v,
        run: ({ value }: Optional) => (value === undefined ? emptyOptional : value),
      }),
    ],
  },
  {
    name: 'hasValue',
    overloads: [
      member('optional_hasValue', {
        params: [optionalV],
        result: bool,
        run: ({ value }: Optional) => value !== undefined,
      }),
    ],
  },
  {
    name: 'or',
    overloads: [
      member('optional_or_optional', {
        params: [optionalV, optionalV],
        result: optionalV,
        run: (a: Optional, b: Optional) => (a.value === undefined ? b : a),
      }),
    ],
  },
  {
    name: 'orValue',
    overloads: [
      member('optional_orValue_value', {
        params: [optionalV, v],
        result: v,
        run: (a: Optional, b: Value) => (a.value === undefined ? b : a.value),
      }),
    ],
  },
];

const ofLists: readonly FunctionDeclaration[] = [
  {
    name: 'first',
    overloads: [
      member('list_first', {
        params: [listV],
        result: optionalV,
        run: (items: readonly Value[]) => wrap(items[0]),
      }),
    ],
  },
  {
    name: 'last',
    overloads: [
      member('list_last', {
        params: [listV],
        result: optionalV,
        run: (items: readonly Value[]) => wrap(items.at(-1)),
      }),
    ],
  },
  {
    name: 'unwrapOpt',
    overloads: [member('optional_unwrapOpt', { params: [optionals], result: listV, run: unwrap })],
  },
];

const operators: readonly FunctionDeclaration[] = [
  {
    name: '_?._',
    overloads: [global('select_optional_field', { params: [dyn, string], result: optionalV, run: index })],
  },
  {
    name: '_[?_]',
    overloads: [
      global('list_optindex_optional_int', { params: [listV, int], result: optionalV, run: index }),
      global('optional_list_optindex_optional_int', {
        params: [optionalOf(listV), int],
        result: optionalV,
        run: index,
      }),
      global('map_optindex_optional_value', { params: [mapKV, k], result: optionalV, run: index }),
      global('optional_map_optindex_optional_value', {
        params: [optionalOf(mapKV), k],
        result: optionalV,
        run: index,
      }),
    ],
  },
  {
    name: '_[_]',
    overloads: [
      global('optional_list_index_int', { params: [optionalOf(listV), int], result: optionalV, run: index }),
      global('optional_map_index_value', { params: [optionalOf(mapKV), k], result: optionalV, run: index }),
    ],
  },
];

/** Values that may be absent. */
export const optional: Library = {
  name: 'optional',
  functions: [...constructors, ...accessors, ...ofLists, ...operators],
  macros: ['optMap', 'optFlatMap'],
  constants: {
    optional_type: { type: { kind: 'type', of: typeValues.optional.type }, value: typeValues.optional },
  },
};

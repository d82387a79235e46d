import { CelError } from '../value/cel-error.ts';
import { isList, kindOf } from '../value/kind.ts';
import type { Kind } from '../value/kind.ts';
import { isMap, keysOf, valuesOf } from '../value/map.ts';
import type { Value } from '../value/value.ts';

/** What a comprehension goes over: elements or keys, and the values where two names are bound. */
export interface Range {
  readonly items: readonly Value[];
  readonly values: readonly Value[] | null;
}

/** What a comprehension goes over. */
export function rangeOf(value: Value, pairs: boolean): Range | CelError {
  if (pairs) return pairsOf(value);
  const items = elementsOf(value);
  return items instanceof CelError ? items : { items, values: null };
}

const goTypes: Readonly<Record<Exclude<Kind, 'list' | 'map' | 'record'>, string>> = {
  null: 'types.Null',
  bool: 'types.Bool',
  int: 'types.Int',
  uint: 'types.Uint',
  double: 'types.Double',
  string: 'types.String',
  bytes: 'types.Bytes',
  timestamp: 'types.Timestamp',
  duration: 'types.Duration',
  optional: '*types.Optional',
  type: '*types.Type',
  opaque: 'ref.Val',
  error: '*types.Err',
};

/** The elements of a list or the keys of a map. */
function elementsOf(value: Value): readonly Value[] | CelError {
  if (isList(value)) return value;
  if (isMap(value)) return keysOf(value);
  return value instanceof CelError ? value : new CelError(`got '${goType(value)}', expected iterable type`);
}

/** The indexes and elements of a list, or the keys and values of a map. */
function pairsOf(value: Value): Range | CelError {
  if (isList(value)) return { items: value.map((_item, index) => index), values: value };
  if (isMap(value)) return { items: keysOf(value), values: valuesOf(value) };
  if (value instanceof CelError) return value;
  return new CelError(`unsupported comprehension range type: ${goType(value)}`);
}

function goType(value: Value): string {
  const kind = kindOf(value);
  return kind === 'list' || kind === 'map' || kind === 'record' ? kind : goTypes[kind];
}

import type { FunctionDeclaration, Overload } from '../../library.ts';
import { bool, bytes, int, list, map, param, string } from '../../type.ts';
import type { Type } from '../../type.ts';
import { CelError } from '../../value/cel-error.ts';
import { spendElements } from '../../value/effort.ts';
import { equals } from '../../value/equality.ts';
import { cancelled, noSuchOverload } from '../../value/faults.ts';
import { isList } from '../../value/kind.ts';
import { element } from '../../value/lookup.ts';
import { find, isMap } from '../../value/map.ts';
import { sizeOf } from '../../value/size.ts';
import type { Value } from '../../value/value.ts';
import { secondSize } from './cost.ts';
import { global, member } from './overload.ts';

const a = param('A');
const listOfA = list(a);
const mapOfAB = map(a, param('B'));

/** `in`: an element of a list or a key of a map. */
export function contains(value: Value, container: Value): Value {
  if (isList(container)) {
    if (!spendElements(container.length)) return cancelled;
    return container.some((element) => equals(value, element) === true);
  }
  if (!isMap(container)) return container instanceof CelError ? container : noSuchOverload;
  const found = find(container, value);
  return found instanceof CelError ? found : found !== undefined;
}

function size(value: Value): Value {
  return sizeOf(value) ?? noSuchOverload;
}

const sizes: readonly (readonly [string, Type])[] = [
  ['bytes', bytes],
  ['list', listOfA],
  ['map', mapOfAB],
  ['string', string],
];

function sizeOverloads([name, type]: readonly [string, Type]): readonly Overload[] {
  const signature = { params: [type], result: int, run: size };
  return [global(`size_${name}`, signature), member(`${name}_size`, signature)];
}

/** Indexing, membership and sizes. */
export const collections: readonly FunctionDeclaration[] = [
  {
    name: '_[_]',
    overloads: [
      global('index_list', { params: [listOfA, int], result: a, run: element }),
      global('index_map', { params: [mapOfAB, a], result: param('B'), run: element }),
    ],
  },
  {
    name: '@in',
    overloads: [
      global('in_list', { params: [a, listOfA], result: bool, run: contains, cost: secondSize }),
      global('in_map', { params: [a, mapOfAB], result: bool, run: contains }),
    ],
  },
  { name: 'size', overloads: sizes.flatMap(sizeOverloads) },
];

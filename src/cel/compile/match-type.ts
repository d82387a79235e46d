import type { Overload } from '../library.ts';
import type { Type } from '../type.ts';
import { Opaque } from '../value/boxes.ts';
import { isList, kindOf } from '../value/kind.ts';
import { find, isMap, keysOf } from '../value/map.ts';
import type { Value } from '../value/value.ts';

/** Whether a value may be passed where a type is expected, as cel-go guards calls at run time. */
export type Matcher = (value: Value) => boolean;

const anything: Matcher = () => true;

/** The run-time guard of a declared type: lists and maps are judged by their first element. */
export function matcherOf(type: Type): Matcher {
  switch (type.kind) {
    case 'dyn':
    case 'param':
    case 'error':
      return anything;
    case 'list':
      return listMatcher(matcherOf(type.element));
    case 'map':
      return mapMatcher(matcherOf(type.key), matcherOf(type.value));
    case 'object':
      return isMap;
    case 'opaque':
      return (value) => value instanceof Opaque && value.type.name === type.name;
    case 'string':
      return (value) => typeof value === 'string';
    case 'bool':
      return (value) => typeof value === 'boolean';
    case 'null':
    case 'int':
    case 'uint':
    case 'double':
    case 'bytes':
    case 'timestamp':
    case 'duration':
    case 'optional':
    case 'type':
      return (value) => kindOf(value) === type.kind;
    default:
      return type satisfies never;
  }
}

/** The run-time guard of a whole signature. */
export function signatureOf({ params, guards }: Overload): (args: readonly Value[]) => boolean {
  const matchers = (guards ?? params).map(matcherOf);
  return (args) => matchers.every((matches, index) => matches(args[index] as Value));
}

function listMatcher(element: Matcher): Matcher {
  if (element === anything) return isList;
  return (value) => isList(value) && (value.length === 0 || element(value[0] as Value));
}

function mapMatcher(key: Matcher, element: Matcher): Matcher {
  if (key === anything && element === anything) return isMap;
  return (value) => {
    if (!isMap(value)) return false;
    const [first] = keysOf(value);
    return first === undefined || (key(first) && element(find(value, first) ?? null));
  };
}

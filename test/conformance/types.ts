import {
  bool,
  bytes,
  double,
  duration,
  dyn,
  int,
  list,
  map,
  nullType,
  optional,
  param,
  string,
  timestamp,
  uint,
} from '../../src/cel/type.ts';
import type { Type } from '../../src/cel/type.ts';

/** A `cel.expr.Type` in JSON: one of its fields is there. */
export interface TypeJson {
  readonly primitive?: string;
  readonly wrapper?: string;
  readonly wellKnown?: string;
  readonly messageType?: string;
  readonly typeParam?: string;
  readonly null?: null;
  readonly dyn?: unknown;
  readonly listType?: { readonly elemType?: TypeJson };
  readonly mapType?: { readonly keyType?: TypeJson; readonly valueType?: TypeJson };
  readonly abstractType?: { readonly name: string; readonly parameterTypes?: readonly TypeJson[] };
  readonly type?: TypeJson;
}

const names: ReadonlyMap<string, Type> = new Map([
  ['BOOL', bool],
  ['INT64', int],
  ['UINT64', uint],
  ['DOUBLE', double],
  ['STRING', string],
  ['BYTES', bytes],
  ['TIMESTAMP', timestamp],
  ['DURATION', duration],
  ['google.protobuf.Timestamp', timestamp],
  ['google.protobuf.Duration', duration],
]);

/** The engine's type for one of the specification. */
export function readType(json: TypeJson | undefined): Type {
  if (json === undefined) return dyn;
  const name = json.primitive ?? json.wellKnown ?? json.messageType;
  if (name !== undefined) return names.get(name) ?? { kind: 'object', name };
  if (json.wrapper !== undefined) return { kind: 'opaque', name: `wrapper(${json.wrapper})` };
  if (json.null !== undefined) return nullType;
  if (json.typeParam !== undefined) return param(json.typeParam);
  if (json.type !== undefined) return { kind: 'type', of: readType(json.type) };
  return readCompound(json);
}

function readCompound({ listType, mapType, abstractType }: TypeJson): Type {
  if (listType !== undefined) return list(readType(listType.elemType));
  if (mapType !== undefined) return map(readType(mapType.keyType), readType(mapType.valueType));
  if (abstractType === undefined) return dyn;
  const { name, parameterTypes = [] } = abstractType;
  if (name === 'optional_type') return optional(readType(parameterTypes[0]));
  return { kind: 'opaque', name };
}

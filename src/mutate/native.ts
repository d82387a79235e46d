import {
  Bytes,
  CelError,
  CelMap,
  Double,
  Duration,
  Message,
  Optional,
  Timestamp,
  TypeValue,
  Uint,
  formatValue,
  isJsonMap,
  toJson,
  type Value,
} from '../cel/index.ts';
import { GoValue, type Native, type NativeMap } from './go-value.ts';

type Boxed = Exclude<Value, null | boolean | number | bigint | string | readonly Value[]>;

/**
 * The fields of `Object{…}` as an API server takes them. What stands directly in a field may be a list or map that the
 * expression wrote; within these only further objects may, and data. An error where a map's key is no text.
 */
export function nativeOf(message: Message): NativeMap | CelError {
  const entries: (readonly [string, Native])[] = [];
  for (const [name, value] of message.fields) {
    const native = fieldOf(value);
    if (native instanceof CelError) return new CelError(`fail to convert field "${name}": ${native.message}`);
    entries.push([name, native]);
  }
  return Object.fromEntries(entries);
}

function fieldOf(value: Value): Native | CelError {
  if (value instanceof Optional) return value.value === undefined ? null : fieldOf(value.value);
  if (isList(value)) return value.map(elementOf);
  return value instanceof CelMap ? mapOf(value) : plain(value);
}

function mapOf({ entries }: CelMap): Native | CelError {
  const made: (readonly [string, Native])[] = [];
  for (const [key, value] of entries.values()) {
    if (typeof key !== 'string') return new CelError(`map key ${formatValue(key)} is not a string`);
    made.push([key, elementOf(value)]);
  }
  return Object.fromEntries(made);
}

/** A null within data is one; only a null that an expression wrote into a field is Go's own. */
function elementOf(value: Value): Native {
  return value === null ? null : plain(value);
}

function plain(value: Value): Native {
  if (value === null) return new GoValue('structpb.NullValue', 'NULL_VALUE', '0');
  if (typeof value !== 'object') return value;
  if (isList(value)) return listOf(value);
  return isJsonMap(value) ? (value as NativeMap) : boxed(value);
}

/** A list as it is, unless what is in it shows that an expression made it. */
function listOf(list: readonly Value[]): Native {
  const isMade = list.some((item) => item instanceof CelMap || item instanceof Message);
  return isMade ? new GoValue('[]ref.Val', formatValue(list)) : list.map(elementOf);
}

function boxed(value: Boxed): Native {
  if (value instanceof Message) return messageOf(value);
  if (value instanceof Double) return value.value;
  if (value instanceof TypeValue) return value.name;
  if (value instanceof Optional) return value.value === undefined ? null : plain(value.value);
  const shown = value instanceof CelMap ? shownMap(value) : formatValue(value);
  const syntax = value instanceof Duration ? String(value.nanos) : shown;
  return new GoValue(goTypeOf(value), shown, syntax, protobufJson(value));
}

function shownMap({ entries }: CelMap): string {
  const shown = Array.from(entries.values(), ([key, value]) => `${formatValue(key)}:${formatValue(value)}`);
  return `map[${shown.join(' ')}]`;
}

function protobufJson(value: Boxed): string | number | undefined {
  if (value instanceof Uint) return Number(value.value);
  const json = value instanceof Bytes ? toJson(value) : undefined;
  return typeof json === 'string' ? json : undefined;
}

function messageOf(message: Message): Native {
  if (message.type.name === 'JSONPatch') return new GoValue('*mutation.JSONPatchVal', 'JSONPatch');
  const native = nativeOf(message);
  return native instanceof CelError ? new GoValue('*types.Err', native.message) : native;
}

function goTypeOf(value: Boxed): string {
  if (value instanceof Uint) return 'uint64';
  if (value instanceof Bytes) return '[]uint8';
  if (value instanceof Timestamp) return 'time.Time';
  if (value instanceof Duration) return 'time.Duration';
  return value instanceof CelMap ? 'map[ref.Val]ref.Val' : 'ref.Val';
}

function isList(value: Value): value is readonly Value[] {
  return Array.isArray(value);
}

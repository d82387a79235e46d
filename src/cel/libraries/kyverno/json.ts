import type { Library } from '../../library.ts';
import { dyn, opaque, string } from '../../type.ts';
import { Bytes, Double, Duration, Optional, Timestamp, TypeValue, Uint } from '../../value/boxes.ts';
import { CelError } from '../../value/cel-error.ts';
import { spendElements } from '../../value/effort.ts';
import { cancelled, noSuchOverload } from '../../value/faults.ts';
import { isList } from '../../value/kind.ts';
import { find, isMap, keysOf, mapSize } from '../../value/map.ts';
import { formatTimestamp } from '../../value/timestamp.ts';
import { compareText } from '../../value/text.ts';
import type { Json } from '../../value/to-json.ts';
import type { Value } from '../../value/value.ts';
import { encodeBase64 } from '../extensions/encoders.ts';
import { member } from '../standard/overload.ts';
import { Context } from './context.ts';
import { withDoubles } from './with-doubles.ts';

const jsonType = opaque('json.Json');

/** Characters of JSON that are read in the time in which two elements are compared. */
const charactersPerElement = 8;

function unmarshal(_json: Context, text: Value): Value {
  if (typeof text !== 'string') return noSuchOverload;
  if (!spendElements(text.length / charactersPerElement)) return cancelled;
  try {
    return withDoubles(JSON.parse(text) as Json);
  } catch (error) {
    if (!(error instanceof SyntaxError)) throw error;
    return new CelError(`invalid JSON: ${error.message}`);
  }
}

function marshal(_json: Context, value: Value): Value {
  const text = write(value);
  return text === undefined ? new CelError('json: the value has no form in JSON') : text;
}

/** JSON as Go writes it: keys in order, and nothing that HTML could take for a tag. */
function write(value: Value): string | undefined {
  if (typeof value === 'string') return quote(value);
  if (isList(value)) return spendElements(value.length) ? join(value.map(write), '[', ']') : undefined;
  if (!isMap(value)) return writeScalar(value);
  if (!spendElements(mapSize(value))) return undefined;
  const keys = keysOf(value);
  if (!keys.every((key) => typeof key === 'string')) return undefined;
  const entries = keys.toSorted(compareText).map((key) => {
    const text = write(find(value, key) ?? null);
    return text === undefined ? undefined : `${quote(key)}:${text}`;
  });
  return join(entries, '{', '}');
}

function writeScalar(value: Value): string | undefined {
  if (value instanceof Uint) return String(value.value);
  if (value instanceof Double) return String(value.value);
  if (value instanceof Bytes) return quote(encodeBase64(value));
  if (value instanceof Timestamp) return quote(formatTimestamp(value));
  if (value instanceof Duration) return String(value.nanos);
  return writeOther(value);
}

function writeOther(value: Value): string | undefined {
  if (value instanceof TypeValue) return quote(value.name);
  if (value instanceof Optional) return value.value === undefined ? 'null' : write(value.value);
  if (typeof value === 'number' && !Number.isFinite(value)) return undefined;
  return value === null || typeof value !== 'object' ? String(value) : undefined;
}

function join(parts: readonly (string | undefined)[], start: string, end: string): string | undefined {
  return parts.includes(undefined) ? undefined : `${start}${parts.join(',')}${end}`;
}

function quote(text: string): string {
  return JSON.stringify(text).replaceAll(/[<>&\u2028\u2029]/g, (character) => {
    return `\\u${character.charCodeAt(0).toString(16).padStart(4, '0')}`;
  });
}

/** Kyverno's library of JSON: `json.unmarshal('{}')`. */
export const json: Library = {
  name: 'kyverno.json',
  functions: [
    {
      name: 'unmarshal',
      overloads: [member('unmarshal_string_dyn', { params: [jsonType, dyn], result: dyn, run: unmarshal })],
    },
    {
      name: 'marshal',
      overloads: [member('marshal_dyn_string', { params: [jsonType, dyn], result: string, run: marshal })],
    },
  ],
  constants: { json: { type: jsonType, value: new Context('json.Json') } },
};

import type { MessageNode } from '../tree.ts';
import { Bytes, Double, Optional, Uint } from '../value/boxes.ts';
import { CelError } from '../value/cel-error.ts';
import { duration } from '../value/duration.ts';
import { formatValue } from '../value/format.ts';
import { isInt, kindOf } from '../value/kind.ts';
import { Message } from '../value/message.ts';
import { nanosPerSecond, timestamp } from '../value/timestamp.ts';
import type { Value } from '../value/value.ts';
import { constant, emit } from './compiling.ts';
import type { Code, Compiling } from './compiling.ts';
import type { Frame } from './frame.ts';

// cel-go's common/cost.go.
const structCost = 40;

type Fields = ReadonlyMap<string, Value>;

/** The well-known messages of protobuf that stand for CEL values of their own, made of their fields. */
const messages: ReadonlyMap<string, (fields: Fields) => Value> = new Map<string, (fields: Fields) => Value>([
  ['google.protobuf.Duration', (fields) => fromNanos(fields, duration)],
  ['google.protobuf.Timestamp', (fields) => fromNanos(fields, timestamp)],
  ['google.protobuf.BoolValue', (fields) => unwrap(fields, false)],
  ['google.protobuf.BytesValue', (fields) => unwrap(fields, new Bytes(new Uint8Array()))],
  ['google.protobuf.DoubleValue', (fields) => unwrap(fields, new Double(0))],
  ['google.protobuf.Int64Value', (fields) => unwrap(fields, 0)],
  ['google.protobuf.StringValue', (fields) => unwrap(fields, '')],
  ['google.protobuf.UInt64Value', (fields) => unwrap(fields, new Uint(0))],
]);

/** Compiles `google.protobuf.Duration{seconds: 1}`, and messages that the environment's types can be made of. */
export function emitMessage(at: Compiling, node: MessageNode): Code {
  const name = node.type.replace(/^\./, '');
  const make = messages.get(name) ?? makerOf(at, name);
  if (make === undefined) return constant(new CelError(`unknown type: ${node.type}`));
  const cost = at.counting ? structCost : 0;
  const fields = node.fields.map(({ name, optional, value }) => {
    const { run } = emit(at, value);
    return { name, optional, run };
  });
  return {
    run: (frame: Frame) => {
      frame.cost += cost;
      const values = new Map<string, Value>();
      for (const { name, optional, run } of fields) {
        const value = run(frame);
        if (value instanceof CelError) return value;
        const kept = optional ? fromOptional(name, value) : value;
        if (kept instanceof CelError) return kept;
        if (kept !== undefined) values.set(name, kept);
      }
      return make(values);
    },
  };
}

function makerOf({ environment }: Compiling, name: string): ((fields: Fields) => Value) | undefined {
  return environment.types.makes?.(name) === true ? (fields) => new Message(name, fields) : undefined;
}

function fromOptional(name: string, value: Value): Value | undefined {
  return value instanceof Optional
    ? value.value
    : new CelError(
        `cannot initialize optional entry '${name}' from non-optional value ${formatValue(value)}`,
      );
}

/** A wrapper's value; what is set must be of the kind that the wrapper has without. */
function unwrap(fields: Fields, empty: Value): Value {
  const value = fields.get('value') ?? empty;
  return kindOf(value) === kindOf(empty) ? value : wrongType;
}

const wrongType = new CelError('unsupported field type');

function fromNanos(fields: Fields, make: (nanos: bigint) => Value): Value {
  const [seconds, nanos] = [fields.get('seconds') ?? 0, fields.get('nanos') ?? 0];
  if (!isInt(seconds) || !isInt(nanos)) return wrongType;
  return make(BigInt(seconds) * nanosPerSecond + BigInt(nanos));
}

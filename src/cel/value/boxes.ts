import { Boxed } from './boxed.ts';
import type { Type } from '../type.ts';
import type { Value } from './value.ts';

/** A whole-numbered `double`, which JavaScript could not tell from an `int`. */
export class Double extends Boxed {
  readonly box = 'double';
  readonly value: number;

  constructor(value: number) {
    super();
    this.value = value;
  }
}

/** An unsigned 64-bit integer: a `number` when safe, else a `bigint`. */
export class Uint extends Boxed {
  readonly box = 'uint';
  readonly value: number | bigint;

  constructor(value: number | bigint) {
    super();
    this.value = value;
  }
}

export class Bytes extends Boxed {
  readonly box = 'bytes';
  readonly value: Uint8Array;

  constructor(value: Uint8Array) {
    super();
    this.value = value;
  }
}

/** An instant, in nanoseconds since the epoch. */
export class Timestamp extends Boxed {
  readonly box = 'timestamp';
  readonly nanos: bigint;
  /** Seconds east of UTC that it was written with; only its text shows it. */
  readonly offset: number;

  constructor(nanos: bigint, offset = 0) {
    super();
    this.nanos = nanos;
    this.offset = offset;
  }
}

/** A signed span of time in nanoseconds. */
export class Duration extends Boxed {
  readonly box = 'duration';
  readonly nanos: bigint;

  constructor(nanos: bigint) {
    super();
    this.nanos = nanos;
  }
}

/** A map made by an expression: keys of any key type, in order of insertion. Keys equal under CEL are one key. */
export class CelMap extends Boxed {
  readonly box = 'map';
  /** By normalized key (see `mapKey`): the key as written, and its value. */
  readonly entries: ReadonlyMap<string | number | bigint | boolean | symbol, readonly [Value, Value]>;

  constructor(entries: ReadonlyMap<string | number | bigint | boolean | symbol, readonly [Value, Value]>) {
    super();
    this.entries = entries;
  }
}

/** `optional.of(x)` or, with undefined, `optional.none()`. */
export class Optional extends Boxed {
  readonly box = 'optional';
  readonly value: Value | undefined;

  constructor(value: Value | undefined) {
    super();
    this.value = value;
  }
}

export class TypeValue extends Boxed {
  readonly box = 'type';
  readonly type: Type;
  /** The name that decides equality: `int`, `list`, `kubernetes.Quantity`. */
  readonly name: string;

  constructor(type: Type, name: string) {
    super();
    this.type = type;
    this.name = name;
  }
}

/** A value of a library's own type: quantity, url, ip … */
export abstract class Opaque extends Boxed {
  readonly box = 'opaque';
  abstract readonly type: Type & { readonly kind: 'opaque' };
  abstract equals(other: Opaque): boolean;
}

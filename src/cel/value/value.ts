import type {
  Bytes,
  CelMap,
  Double,
  Duration,
  Opaque,
  Optional,
  Timestamp,
  TypeValue,
  Uint,
} from './boxes.ts';
import type { CelError } from './cel-error.ts';
import type { LazyRecord } from './lazy-record.ts';

/**
 * A value inside the engine. JSON enters unwrapped and uncopied, so identity is place:
 *
 * - `int` is a `number` when safe, else a `bigint` (never a bigint in the safe range);
 * - `double` is a `number` when it is not whole (also NaN and the infinities), else a boxed `Double` (so is -0);
 * - a list is an array; a map is a plain object with string keys (own properties only) or a `CelMap`;
 * - everything else is an instance of `Boxed`; an error is a value, too.
 */
export type Value =
  | null
  | boolean
  | number
  | bigint
  | string
  | readonly Value[]
  | { readonly [key: string]: Value }
  | Double
  | Uint
  | Bytes
  | Timestamp
  | Duration
  | CelMap
  | Optional
  | TypeValue
  | Opaque
  | LazyRecord
  | CelError;

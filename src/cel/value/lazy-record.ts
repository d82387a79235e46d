import { Boxed } from './boxed.ts';
import type { Value } from './value.ts';

/** A record whose fields are evaluated on first use, such as `variables` in an admission policy. */
export abstract class LazyRecord extends Boxed {
  readonly box = 'record';
  /** The field's value, a `CelError` where it has none, or undefined where there is no such field. */
  abstract get(field: string): Value | undefined;
}

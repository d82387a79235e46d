import type { Node } from '../tree.ts';
import { Boxed } from './boxed.ts';
import type { Value } from './value.ts';

/** A record whose fields are evaluated on first use, such as `variables` in an admission policy. */
export abstract class LazyRecord extends Boxed {
  readonly box = 'record';
  /** The field's value, a `CelError` where it has none, or undefined where there is no such field. */
  abstract get(field: string): Value | undefined;

  /** The names of the fields, in order. */
  fields(): readonly string[] {
    return [];
  }

  /** The expression that a field's value comes from, so that places can be found through it. */
  source(_field: string): Node | undefined {
    return undefined;
  }
}

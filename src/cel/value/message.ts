import { Opaque } from './boxes.ts';
import { equals } from './equality.ts';
import type { Value } from './value.ts';

/** A message that an expression made, such as `Object.spec{replicas: 2}`: the fields that were set, as written. */
export class Message extends Opaque {
  readonly type: { readonly kind: 'opaque'; readonly name: string };
  readonly fields: ReadonlyMap<string, Value>;

  constructor(name: string, fields: ReadonlyMap<string, Value>) {
    super();
    this.type = { kind: 'opaque', name };
    this.fields = fields;
  }

  /** Whether another message has the same fields with equal values. */
  equals(other: Opaque): boolean {
    if (!(other instanceof Message) || other.fields.size !== this.fields.size) return false;
    return Array.from(this.fields).every(([name, value]) => {
      const theirs = other.fields.get(name);
      return theirs !== undefined && equals(value, theirs) === true;
    });
  }
}

import { Opaque } from '../../value/boxes.ts';

/** What a library's functions are methods of, such as `resource` or `json`: a name without a value. */
export class Context extends Opaque {
  readonly type: { readonly kind: 'opaque'; readonly name: string };

  constructor(name: string) {
    super();
    this.type = { kind: 'opaque', name };
  }

  /** Whether another value is the very same. */
  equals(other: Opaque): boolean {
    return other === this;
  }
}

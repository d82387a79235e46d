import type { JsonPointer } from '../core/json.ts';

/** Something to say about a place of a configuration. */
export interface Remark {
  readonly pointer: JsonPointer;
  readonly message: string;
}

import type { JsonPointer } from '../core/json.ts';

/** Something in a resource that the API server would not take as written. */
export interface SchemaProblem {
  readonly code: 'unknown-field' | 'wrong-type';
  readonly pointer: JsonPointer;
  /** Quotes names and never values: a value may be a secret. */
  readonly message: string;
  /** What was probably meant: a field, a kind, an `apiVersion`, one of the allowed values. */
  readonly suggestion: string | null;
}

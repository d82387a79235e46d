import type { Schema } from '../schema/schema.ts';
import type { Form } from './compile-expression.ts';

/** How a set of policies is judged. */
export interface SetJudgeOptions {
  /** `cost` unless it is said: as the API server counts it. */
  readonly form?: Form;
  /** How a user that nobody knows is taken: the policy is skipped, or its scope applies as if it did not ask. */
  readonly users?: 'unknown' | 'ignored';
  /** The kinds that policies may change by `Object{…}`, which follows their fields. */
  readonly schema?: Schema;
}

import type { Schema } from '../schema/schema.ts';
import type { Form } from './compile-expression.ts';
import type { UnknownUsers } from './match-scope.ts';

/** How a set of policies is judged. */
export interface SetJudgeOptions {
  /** `cost` unless it is said: as the API server counts it. */
  readonly form?: Form;
  /** How a user that nobody knows is taken; unknown unless it is said. */
  readonly users?: UnknownUsers;
  /** The kinds that policies may change by `Object{…}`, which follows their fields. */
  readonly schema?: Schema;
}

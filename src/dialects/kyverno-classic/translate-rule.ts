import type { JsonObject } from '../../core/json.ts';
import type { Named, Validation } from '../../core/policy.ts';

export type Translated =
  | {
      readonly ok: true;
      readonly conditions: readonly Named[];
      readonly variables: readonly Named[];
      readonly validations: readonly Validation[];
    }
  | { readonly ok: false; readonly refused: readonly { readonly construct: string; readonly why: string }[] };

/** Placeholder of the branch that translates classic rules. */
export function translateRule(_rule: JsonObject, _about: { policy: string; rule: string }): Translated {
  return { ok: false, refused: [{ construct: 'classic rule', why: 'not yet' }] };
}

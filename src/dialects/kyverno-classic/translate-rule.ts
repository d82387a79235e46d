import type { JsonObject } from '../../core/json.ts';
import type { Named, Validation } from '../../core/policy.ts';

/** What a classic rule of Kyverno says, in CEL. */
export type TranslatedRule =
  | {
      readonly ok: true;
      /** All true, or the rule is skipped. They read no variables. */
      readonly conditions: readonly Named[];
      readonly variables: readonly Named[];
      readonly validations: readonly Validation[];
    }
  | { readonly ok: false; readonly refused: readonly RefusedConstruct[] };

/** A construct that has no faithful translation, by name. */
export interface RefusedConstruct {
  readonly construct: string;
  readonly why: string;
}

/** A classic rule (`pattern`, `anyPattern`, `deny`, `foreach`, `podSecurity`) as CEL; what cannot be said faithfully is refused by name. */
export function translateRule(
  rule: JsonObject,
  about: { readonly policy: string; readonly rule: string },
): TranslatedRule {
  return {
    ok: false,
    refused: [
      {
        construct: Object.keys(rule).join(', '),
        why: `rule \`${about.rule}\` of ${about.policy} is not translated`,
      },
    ],
  };
}

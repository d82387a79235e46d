import type { JsonObject } from '../../core/json.ts';

/** Placeholder of the branch that translates classic rules. */
export function autogenRule(rule: JsonObject, _into: 'template' | 'cronjob'): JsonObject {
  return rule;
}

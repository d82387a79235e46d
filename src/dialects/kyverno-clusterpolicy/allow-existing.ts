import { own, type JsonObject } from '../../core/json.ts';
import type { Policy } from '../../core/policy.ts';
import { objectAt, textAt } from '../fields.ts';
import { inlineVariables } from '../replace-nodes.ts';
import { ofOldObject } from './of-old-object.ts';

/**
 * A classic rule that enforces lets an update pass where the object was wrong before (`allowExistingViolations`, on
 * unless switched off, since Kyverno 1.13): one more condition, by which the rule is skipped then.
 */
export function allowExisting(rule: JsonObject, spec: JsonObject, policy: Policy): Policy {
  const validate = objectAt(rule, 'validate');
  const action = textAt(validate, 'failureAction') ?? textAt(spec, 'validationFailureAction') ?? '';
  // What had preconditions Kyverno 1.19 holds to be no match of theirs before, so that the update is refused.
  const isAllowed =
    own(validate, 'allowExistingViolations') !== false && own(rule, 'preconditions') === undefined;
  if (action.toLowerCase() !== 'enforce' || !isAllowed) return policy;
  return {
    ...policy,
    conditions: [
      ...policy.conditions,
      { name: 'allow-existing-violations', expression: expressionOf(policy) },
    ],
  };
}

/** Conditions may not read variables, so that these are written out. */
function expressionOf({ validations, variables }: Policy): string {
  const held = validations.map(
    ({ expression }) => `(${ofOldObject(inlineVariables(expression, variables))})`,
  );
  return `request.operation != 'UPDATE' || ${held.length === 1 ? held.join('') : `(${held.join(' && ')})`}`;
}

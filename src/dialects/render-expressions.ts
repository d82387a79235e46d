import { WritError } from '../core/errors.ts';
import type { JsonObject, JsonValue } from '../core/json.ts';
import type { Named, ParamRef, Policy, Validation } from '../core/policy.ts';
import { renderSelector } from './constraints/render-constraints.ts';

/** A list field, left out where it would be empty. */
export function listed(key: string, items: readonly JsonValue[]): JsonObject {
  return items.length === 0 ? {} : { [key]: items };
}

/** A match condition or variable. */
export function renderNamed({ name, expression }: Named): JsonObject {
  return { name, expression };
}

/** An entry of `validations`, or of `expressions` of a ClusterPolicy. */
export function renderValidation({ expression, message, messageExpression, reason }: Validation): JsonObject {
  return {
    expression,
    ...(message !== null && { message }),
    ...(messageExpression !== null && { messageExpression }),
    ...(reason !== 'Invalid' && { reason }),
  };
}

/** An entry of `auditAnnotations`. */
export function renderAuditAnnotation({ name, expression }: Named): JsonObject {
  return { key: name, valueExpression: expression };
}

/** Which parameters a binding gives. */
export function renderParamRef({ name, selector, namespace, whenMissing }: ParamRef): JsonObject {
  return {
    ...(name !== null && { name }),
    ...(namespace !== null && { namespace }),
    ...(selector !== null && { selector: renderSelector(selector) }),
    parameterNotFoundAction: whenMissing,
  };
}

/** What a policy can be besides an ordinary one that judges or changes requests. */
type Special = 'mutations' | 'validations' | 'related' | 'judges' | 'targets' | 'params';

const words: Readonly<Record<Special, string>> = {
  mutations: 'changes objects',
  validations: 'judges objects',
  related: 'looks other objects up',
  judges: 'judges something else than the object of the request',
  targets: 'changes objects that exist already',
  params: 'takes parameters',
};

/**
 * Refuses a policy that is more than a kind can say.
 * @throws {WritError} `TARGET_UNSUPPORTED`
 */
export function refuseSpecial(policy: Policy, as: string, known: readonly Special[]): void {
  const is: Readonly<Record<Special, boolean>> = {
    mutations: policy.mutations.length > 0,
    validations: policy.validations.length > 0,
    related: policy.related !== undefined,
    judges: policy.judges !== undefined,
    targets: policy.targets !== undefined,
    params: policy.params !== null,
  };
  const found = (Object.keys(words) as Special[]).find((special) => is[special] && !known.includes(special));
  if (found === undefined) return;
  throw new WritError('TARGET_UNSUPPORTED', `\`${policy.id}\` ${words[found]}, which a ${as} cannot`, {
    ...(found === 'related' && {
      hint: 'Run it with `writ check`, over everything that is deployed together.',
    }),
  });
}

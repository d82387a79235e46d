import { isJsonObject, own, type JsonObject, type JsonValue } from '../../core/json.ts';
import type { Resource } from '../../core/resource.ts';
import { actions, type Action } from './enforce-live-result.ts';

const words: Readonly<Record<Action, string>> = { audit: 'Audit', warn: 'Warn', deny: 'Deny' };

/** What a violation does one step further; null for what denies already. */
export function nextAction(action: Action): Action | null {
  return actions[actions.indexOf(action) + 1] ?? null;
}

/**
 * A manifest in which a violation does something else: of a binding or a policy of Kyverno, whichever says so. What says
 * nothing of it is as it was.
 */
export function withAction(object: Resource, from: Action, to: Action): Resource {
  const spec = own(object, 'spec');
  if (spec === undefined || !isJsonObject(spec)) return object;
  if (object.kind === 'ClusterPolicy' || object.kind === 'Policy')
    return { ...object, spec: withFailureAction(spec, to) };
  const stated = own(spec, 'validationActions');
  if (!Array.isArray(stated)) return object;
  const others = (stated as readonly JsonValue[]).filter((one) => one !== words[from] && one !== words[to]);
  return { ...object, spec: { ...spec, validationActions: [words[to], ...others] } };
}

/** Classic policies enforce or audit, and may warn of what they audit. */
function withFailureAction(spec: JsonObject, to: Action): JsonObject {
  const { emitWarning: _, ...rest } = spec;
  const action = to === 'deny' ? 'Enforce' : 'Audit';
  const rules = own(spec, 'rules');
  return {
    ...rest,
    ...(to === 'warn' && { emitWarning: true }),
    ...(own(spec, 'validationFailureAction') !== undefined && { validationFailureAction: action }),
    ...(Array.isArray(rules) && {
      rules: (rules as readonly JsonValue[]).map((rule) => withRuleAction(rule, action)),
    }),
  };
}

function withRuleAction(rule: JsonValue, action: string): JsonValue {
  const validate = isJsonObject(rule) ? own(rule, 'validate') : undefined;
  if (!isJsonObject(rule) || validate === undefined || !isJsonObject(validate)) return rule;
  return own(validate, 'failureAction') === undefined
    ? rule
    : { ...rule, validate: { ...validate, failureAction: action } };
}

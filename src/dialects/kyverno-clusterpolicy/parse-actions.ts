import { isJsonObject, own, type JsonObject } from '../../core/json.ts';
import type { Binding, Scope } from '../../core/policy.ts';
import { nameOf, type Resource } from '../../core/resource.ts';
import { parseSelector } from '../constraints/parse-constraints.ts';
import { objectAt, objectsAt, textAt, textsAt } from '../fields.ts';
import { parseParamRef } from '../parse-params.ts';

/** What a violation of a rule does, and where that is otherwise; the rule's own say goes before the policy's. */
export function parseActions(object: Resource, rule: JsonObject, policy: string): readonly Binding[] {
  const spec = objectAt(object, 'spec');
  const validate = objectAt(rule, 'validate');
  const params = parseParamRef(objectAt(validate, 'cel'));
  const binding = (action: string | null, scope: Scope): Binding => ({
    name: nameOf(object),
    policy,
    scope,
    actions: actionsOf(action, own(spec, 'emitWarning') === true),
    params,
  });
  const stated = objectsAt(validate, 'failureActionOverrides');
  const overrides = stated.length > 0 ? stated : objectsAt(spec, 'validationFailureActionOverrides');
  const scopes = overrides.map(overriddenScope);
  const action = textAt(validate, 'failureAction') ?? textAt(spec, 'validationFailureAction');
  return [
    // The first override that concerns a namespace counts, and what none concerns is as the rule says.
    ...overrides.map((override, index) =>
      binding(textAt(override, 'action'), {
        all: [...scopes.slice(0, index).map((scope) => ({ not: scope })), scopes[index] ?? { any: [] }],
      }),
    ),
    binding(action, { all: scopes.map((scope) => ({ not: scope })) }),
  ];
}

function overriddenScope(override: JsonObject): Scope {
  const namespaces = textsAt(override, 'namespaces');
  const parts: Scope[] = [
    ...(namespaces.length > 0 ? [{ namespaces }] : []),
    ...(isJsonObject(own(override, 'namespaceSelector'))
      ? [{ namespaceLabels: parseSelector(objectAt(override, 'namespaceSelector')) }]
      : []),
  ];
  return { all: parts };
}

function actionsOf(action: string | null, warns: boolean): Binding['actions'] {
  if (action?.toLowerCase() === 'enforce') return ['Deny'];
  return warns ? ['Audit', 'Warn'] : ['Audit'];
}

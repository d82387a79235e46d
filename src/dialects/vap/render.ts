import { WritError } from '../../core/errors.ts';
import type { JsonObject, JsonValue } from '../../core/json.ts';
import type { Binding, Named, ParamRef, Policy, PolicySet, Validation } from '../../core/policy.ts';
import type { Resource } from '../../core/resource.ts';
import { renderAbout } from '../written-about.ts';
import { clusterName } from '../cluster-name.ts';
import { apiVersion, bindingKind, oldestMinor, policyKind } from './constants.ts';
import { renderConstraints, renderSelector } from '../constraints/render-constraints.ts';

/**
 * ValidatingAdmissionPolicies, each followed by its bindings; expressions verbatim.
 * @throws {WritError} `TARGET_UNSUPPORTED` for what the kind cannot say.
 */
export function render(set: PolicySet, version: `1.${number}`): readonly Resource[] {
  if (Number(version.slice(2)) < oldestMinor) {
    throw new WritError(
      'TARGET_UNSUPPORTED',
      `Kubernetes ${version} does not serve ${policyKind} in its stable version, which came with 1.${oldestMinor}`,
      { hint: 'Choose Kyverno: `--target kyverno`.' },
    );
  }
  const [exception] = set.exceptions;
  if (exception !== undefined) {
    throw new WritError('TARGET_UNSUPPORTED', 'a ValidatingAdmissionPolicy knows no exceptions', {
      hint: 'Write them as match conditions, or choose Kyverno.',
    });
  }
  return set.policies.flatMap((policy) => [
    renderPolicy(policy),
    ...set.bindings
      .filter((binding) => binding.policy === policy.id)
      .map((binding) => renderBinding(binding, policy)),
  ]);
}

function renderPolicy(policy: Policy): Resource {
  if (policy.mutations.length > 0) {
    throw new WritError(
      'TARGET_UNSUPPORTED',
      `\`${policy.id}\` changes objects, which a ValidatingAdmissionPolicy cannot`,
    );
  }
  if (policy.related !== undefined) {
    throw new WritError(
      'TARGET_UNSUPPORTED',
      `\`${policy.id}\` looks other objects up, which a ValidatingAdmissionPolicy cannot`,
      { hint: 'Run it with `writ check`, over everything that is deployed together.' },
    );
  }
  const { conditions, params, variables, validations, auditAnnotations } = policy;
  return {
    apiVersion,
    kind: policyKind,
    metadata: { name: clusterName(policy.id, policyKind), annotations: renderAbout(policy) },
    spec: {
      failurePolicy: policy.onError,
      ...(params !== null && { paramKind: { ...params } }),
      matchConstraints: renderConstraints(policy.scope, { id: policy.id, as: policyKind }),
      ...listed('matchConditions', conditions.map(renderNamed)),
      ...listed('variables', variables.map(renderNamed)),
      ...listed('validations', validations.map(renderValidation)),
      ...listed(
        'auditAnnotations',
        auditAnnotations.map(({ name, expression }) => ({ key: name, valueExpression: expression })),
      ),
    },
  };
}

function renderNamed({ name, expression }: Named): JsonValue {
  return { name, expression };
}

function renderValidation({ expression, message, messageExpression, reason }: Validation): JsonValue {
  return {
    expression,
    ...(message !== null && { message }),
    ...(messageExpression !== null && { messageExpression }),
    ...(reason !== 'Invalid' && { reason }),
  };
}

function renderBinding(binding: Binding, policy: Policy): Resource {
  const matchResources = renderConstraints(binding.scope, { id: policy.id, as: bindingKind });
  return {
    apiVersion,
    kind: bindingKind,
    metadata: { name: binding.name },
    spec: {
      policyName: clusterName(policy.id, policyKind),
      ...(binding.params !== null && { paramRef: renderParamRef(binding.params) }),
      ...(Object.keys(matchResources).length > 0 && { matchResources }),
      validationActions: binding.actions,
    },
  };
}

function renderParamRef({ name, selector, namespace, whenMissing }: ParamRef): JsonObject {
  return {
    ...(name !== null && { name }),
    ...(namespace !== null && { namespace }),
    ...(selector !== null && { selector: renderSelector(selector) }),
    parameterNotFoundAction: whenMissing,
  };
}

function listed(key: string, items: readonly JsonValue[]): JsonObject {
  return items.length === 0 ? {} : { [key]: items };
}

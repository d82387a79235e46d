import { WritError } from '../../core/errors.ts';
import type { Binding, Policy, PolicySet } from '../../core/policy.ts';
import type { Resource } from '../../core/resource.ts';
import { clusterName } from '../cluster-name.ts';
import { renderConstraints } from '../constraints/render-constraints.ts';
import {
  listed,
  refuseSpecial,
  renderAuditAnnotation,
  renderNamed,
  renderParamRef,
  renderValidation,
} from '../render-expressions.ts';
import { minorOf } from '../version.ts';
import { renderAbout } from '../written-about.ts';
import { apiVersion, bindingKind, oldestMinor, policyKind } from './constants.ts';

/**
 * ValidatingAdmissionPolicies, each followed by its bindings; expressions verbatim.
 * @throws {WritError} `TARGET_UNSUPPORTED` for what the kind cannot say.
 */
export function render(set: PolicySet, version: `1.${number}`): readonly Resource[] {
  if (minorOf(version) < oldestMinor) {
    throw new WritError(
      'TARGET_UNSUPPORTED',
      `Kubernetes ${version} does not serve ${policyKind} in its stable version, which came with 1.${oldestMinor}`,
      { hint: 'Choose Kyverno: `--target kyverno`.' },
    );
  }
  if (set.exceptions.length > 0) {
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
  refuseSpecial(policy, policyKind, ['validations', 'params']);
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
      ...listed('auditAnnotations', auditAnnotations.map(renderAuditAnnotation)),
    },
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

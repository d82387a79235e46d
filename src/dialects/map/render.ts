import { WritError } from '../../core/errors.ts';
import type { Binding, Mutation, Policy, PolicySet } from '../../core/policy.ts';
import type { JsonObject } from '../../core/json.ts';
import type { Resource } from '../../core/resource.ts';
import { clusterName } from '../cluster-name.ts';
import { renderConstraints } from '../constraints/render-constraints.ts';
import { listed, refuseSpecial, renderNamed, renderParamRef } from '../render-expressions.ts';
import { minorOf } from '../version.ts';
import { renderAbout } from '../written-about.ts';
import { bindingKind, policyKind } from './parse.ts';

/**
 * MutatingAdmissionPolicies, each followed by its bindings; expressions verbatim.
 * @throws {WritError} `TARGET_UNSUPPORTED` for what the kind cannot say.
 */
export function render(set: PolicySet, version: `1.${number}`): readonly Resource[] {
  const apiVersion = versionOfGroup(minorOf(version));
  if (set.exceptions.length > 0) {
    throw new WritError('TARGET_UNSUPPORTED', `a ${policyKind} knows no exceptions`, {
      hint: 'Write them as match conditions, or choose Kyverno.',
    });
  }
  return set.policies.flatMap((policy) => [
    renderPolicy(policy, apiVersion),
    ...set.bindings
      .filter((binding) => binding.policy === policy.id)
      .map((binding) => renderBinding(binding, { policy, apiVersion })),
  ]);
}

/** Stable in Kubernetes 1.36 (KEP-3962), beta from 1.34, alpha from 1.32: these must be switched on. */
function versionOfGroup(minor: number): string {
  if (minor >= 36) return 'admissionregistration.k8s.io/v1';
  if (minor >= 34) return 'admissionregistration.k8s.io/v1beta1';
  if (minor >= 32) return 'admissionregistration.k8s.io/v1alpha1';
  throw new WritError(
    'TARGET_UNSUPPORTED',
    `Kubernetes 1.${minor} has no ${policyKind}, which came with 1.32`,
    {
      hint: 'Choose `--target kyverno-mutating`, with Kyverno 1.15 or newer.',
    },
  );
}

function renderPolicy(policy: Policy, apiVersion: string): Resource {
  refuseSpecial(policy, policyKind, ['mutations', 'params']);
  const { conditions, params, variables, mutations } = policy;
  return {
    apiVersion,
    kind: policyKind,
    metadata: { name: clusterName(policy.id, policyKind), annotations: renderAbout(policy) },
    spec: {
      failurePolicy: policy.onError,
      // What is put into an object later is repaired, too; to repair twice changes nothing.
      reinvocationPolicy: 'IfNeeded',
      ...(params !== null && { paramKind: { ...params } }),
      matchConstraints: renderConstraints(policy.scope, { id: policy.id, as: policyKind }),
      ...listed('matchConditions', conditions.map(renderNamed)),
      ...listed('variables', variables.map(renderNamed)),
      mutations: mutations.map(renderMutation),
    },
  };
}

/** An entry of `mutations`. */
export function renderMutation({ form, expression }: Mutation): JsonObject {
  return {
    patchType: form,
    [form === 'JSONPatch' ? 'jsonPatch' : 'applyConfiguration']: { expression },
  };
}

function renderBinding(
  binding: Binding,
  { policy, apiVersion }: { readonly policy: Policy; readonly apiVersion: string },
): Resource {
  const matchResources = renderConstraints(binding.scope, { id: policy.id, as: bindingKind });
  return {
    apiVersion,
    kind: bindingKind,
    metadata: { name: binding.name },
    spec: {
      policyName: clusterName(policy.id, policyKind),
      ...(binding.params !== null && { paramRef: renderParamRef(binding.params) }),
      ...(Object.keys(matchResources).length > 0 && { matchResources }),
    },
  };
}

import { WritError } from '../../core/errors.ts';
import type { Binding, Policy, PolicySet } from '../../core/policy.ts';
import type { Resource } from '../../core/resource.ts';
import { clusterName } from '../cluster-name.ts';
import { renderConstraints } from '../constraints/render-constraints.ts';
import { renderExceptions } from '../kyverno-exception/render.ts';
import { kyvernoNotes } from '../kyverno-notes.ts';
import {
  listed,
  refuseSpecial,
  renderAuditAnnotation,
  renderNamed,
  renderValidation,
} from '../render-expressions.ts';
import { minorOf } from '../version.ts';
import { renderAbout } from '../written-about.ts';

const kind = 'ValidatingPolicy';

/** By Kyverno's minor, the version of the group that is written: the newest that is served without deprecation. */
export function versionOfGroup(minor: number): string {
  if (minor >= 17) return 'policies.kyverno.io/v1';
  return minor >= 16 ? 'policies.kyverno.io/v1beta1' : 'policies.kyverno.io/v1alpha1';
}

/**
 * Kyverno's ValidatingPolicies, and the exceptions from them; expressions verbatim. Autogen is off: what a policy is
 * for is in its constraints, and nothing is made of it by rewriting texts.
 * @throws {WritError} `TARGET_UNSUPPORTED` for what the kind cannot say.
 */
export function render(set: PolicySet, version: `1.${number}`): readonly Resource[] {
  if (minorOf(version) < 14) {
    throw new WritError('TARGET_UNSUPPORTED', `Kyverno ${version} has no ${kind}, which came with 1.14`, {
      hint: 'Choose `--target kyverno-clusterpolicy`, from 1.11 on, or `--target vap`.',
    });
  }
  return [
    ...set.policies.map((policy) =>
      renderPolicy(
        policy,
        set.bindings.filter((binding) => binding.policy === policy.id),
        version,
      ),
    ),
    ...renderExceptions(set.exceptions, kind, version),
  ];
}

function renderPolicy(policy: Policy, bindings: readonly Binding[], version: `1.${number}`): Resource {
  refuseSpecial(policy, kind, ['validations']);
  const { conditions, variables, validations, auditAnnotations } = policy;
  return {
    apiVersion: versionOfGroup(minorOf(version)),
    kind,
    metadata: {
      name: clusterName(policy.id, kind),
      annotations: { ...kyvernoNotes(policy), ...renderAbout(policy) },
    },
    spec: {
      validationActions: actionsOf(policy, bindings),
      failurePolicy: policy.onError,
      autogen: { podControllers: { controllers: [] } },
      matchConstraints: renderConstraints(policy.scope, { id: policy.id, as: kind }),
      ...listed('matchConditions', conditions.map(renderNamed)),
      ...listed('variables', variables.map(renderNamed)),
      ...listed('validations', validations.map(renderValidation)),
      ...listed('auditAnnotations', auditAnnotations.map(renderAuditAnnotation)),
    },
  };
}

/** It says itself what a violation does; where nobody says, it is only written down. */
function actionsOf({ id }: Policy, bindings: readonly Binding[]): Binding['actions'] {
  const [binding, another] = bindings;
  if (binding === undefined) return ['Audit'];
  const isEverywhere = 'all' in binding.scope && binding.scope.all.length === 0;
  if (another !== undefined || !isEverywhere || binding.params !== null) {
    throw new WritError(
      'TARGET_UNSUPPORTED',
      `\`${id}\` is bound in several ways or places, which a ${kind} cannot say`,
    );
  }
  return binding.actions.length === 0 ? ['Audit'] : binding.actions;
}

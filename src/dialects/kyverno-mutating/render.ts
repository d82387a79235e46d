import { WritError } from '../../core/errors.ts';
import type { JsonObject } from '../../core/json.ts';
import type { Policy, PolicySet } from '../../core/policy.ts';
import type { Resource } from '../../core/resource.ts';
import { clusterName } from '../cluster-name.ts';
import { renderConstraints } from '../constraints/render-constraints.ts';
import { renderExceptions } from '../kyverno-exception/render.ts';
import { kyvernoNotes } from '../kyverno-notes.ts';
import { renderMutation } from '../map/render.ts';
import { listed, refuseSpecial, renderNamed } from '../render-expressions.ts';
import { minorOf } from '../version.ts';
import { renderAbout } from '../written-about.ts';

const kind = 'MutatingPolicy';

/**
 * Kyverno's MutatingPolicies, and the exceptions from them; expressions verbatim. Autogen is off: it would rewrite
 * names of types in texts, and deny what it makes nonsense of.
 * @throws {WritError} `TARGET_UNSUPPORTED` for what the kind cannot say.
 */
export function render(set: PolicySet, version: `1.${number}`): readonly Resource[] {
  if (minorOf(version) < 15) {
    throw new WritError('TARGET_UNSUPPORTED', `Kyverno ${version} has no ${kind}, which came with 1.15`, {
      hint: 'Choose `--target map`: the API server runs it without Kyverno, from Kubernetes 1.36 on.',
    });
  }
  return [
    ...set.policies.map((policy) => renderPolicy(policy, version)),
    ...renderExceptions(set.exceptions, kind, version),
  ];
}

/** The schema of v1beta1 in Kyverno 1.16 lacks what mutations are written in. */
function versionOfGroup(minor: number): string {
  return minor >= 17 ? 'policies.kyverno.io/v1' : 'policies.kyverno.io/v1alpha1';
}

function renderPolicy(policy: Policy, version: `1.${number}`): Resource {
  refuseSpecial(policy, kind, ['mutations', 'targets']);
  const { conditions, variables, mutations } = policy;
  return {
    apiVersion: versionOfGroup(minorOf(version)),
    kind,
    metadata: {
      name: clusterName(policy.id, kind),
      annotations: { ...kyvernoNotes(policy), ...renderAbout(policy) },
    },
    spec: {
      failurePolicy: policy.onError,
      reinvocationPolicy: 'IfNeeded',
      autogen: { podControllers: { controllers: [] } },
      ...targetsOf(policy, version),
      matchConstraints: renderConstraints(policy.scope, { id: policy.id, as: kind }),
      ...listed('matchConditions', conditions.map(renderNamed)),
      ...listed('variables', variables.map(renderNamed)),
      mutations: mutations.map(renderMutation),
    },
  };
}

/** Which existing objects it changes, where it does. */
function targetsOf({ id, targets }: Policy, version: `1.${number}`): JsonObject {
  if (targets === undefined) return {};
  const { scope, conditions, expression } = targets;
  if (conditions.length > 0 && minorOf(version) < 19) {
    throw new WritError(
      'TARGET_UNSUPPORTED',
      `\`${id}\` has conditions for the objects that it changes, which Kyverno knows from 1.19 on`,
    );
  }
  return {
    evaluation: { mutateExisting: { enabled: true } },
    targetMatchConstraints: {
      ...renderConstraints(scope, { id, as: kind }),
      ...(expression !== null && { expression }),
    },
    ...listed('targetMatchConditions', conditions.map(renderNamed)),
  };
}

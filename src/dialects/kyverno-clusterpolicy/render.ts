import { WritError } from '../../core/errors.ts';
import type { JsonObject } from '../../core/json.ts';
import type { Binding, Policy, PolicySet, Scope } from '../../core/policy.ts';
import type { Resource } from '../../core/resource.ts';
import { clusterName, longestName, nameFor } from '../cluster-name.ts';
import { renderClassicExceptions } from '../kyverno-exception/render.ts';
import { kyvernoNotes } from '../kyverno-notes.ts';
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
import { renderMatch } from './render-match.ts';

const kind = 'ClusterPolicy';

type Version = `1.${number}`;

/**
 * ClusterPolicies of one rule each, in CEL, and the exceptions from them; expressions verbatim. Autogen is off: what a
 * rule is for is in its match, and nothing is made of it by rewriting texts.
 * @throws {WritError} `TARGET_UNSUPPORTED` for what the kind cannot say.
 */
export function render(set: PolicySet, version: Version): readonly Resource[] {
  if (minorOf(version) < 11) {
    throw new WritError('TARGET_UNSUPPORTED', `Kyverno ${version} knows no CEL, which came with 1.11`, {
      hint: 'Choose `--target vap`: the API server runs it without Kyverno, from Kubernetes 1.30 on.',
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
    ...renderClassicExceptions(set.exceptions, version),
  ];
}

function renderPolicy(policy: Policy, bindings: readonly Binding[], version: Version): Resource {
  refuseSpecial(policy, kind, ['validations', 'params']);
  const action = actionOf(policy, bindings);
  const isRuleLevel = minorOf(version) >= 13;
  if (action.warns && !isRuleLevel) {
    throw new WritError('TARGET_UNSUPPORTED', `\`${policy.id}\` warns, which Kyverno ${version} cannot`, {
      hint: 'Choose `--action audit` or `--action deny`; ClusterPolicies warn from Kyverno 1.13 on.',
    });
  }
  return {
    apiVersion: 'kyverno.io/v1',
    kind,
    metadata: {
      name: clusterName(policy.id, kind),
      annotations: {
        'pod-policies.kyverno.io/autogen-controllers': 'none',
        ...kyvernoNotes(policy),
        ...renderAbout(policy),
      },
    },
    spec: {
      ...(!isRuleLevel && { validationFailureAction: action.fails }),
      ...(action.warns && { emitWarning: true }),
      ...(policy.onError === 'Ignore' && ignoring(version)),
      // Kyverno refuses a policy for every kind, or for a subresource, that is to look at what exists already.
      background: !isForRequestsOnly(policy.scope),
      rules: [renderRule(policy, { action: isRuleLevel ? action.fails : null, bindings })],
    },
  };
}

function ignoring(version: Version): JsonObject {
  return minorOf(version) >= 13
    ? { webhookConfiguration: { failurePolicy: 'Ignore' } }
    : { failurePolicy: 'Ignore' };
}

function renderRule(
  policy: Policy,
  { action, bindings }: { readonly action: string | null; readonly bindings: readonly Binding[] },
): JsonObject {
  const { conditions, params, variables, validations, auditAnnotations } = policy;
  const paramRef = bindings[0]?.params ?? null;
  return {
    name: ruleName(policy),
    ...renderMatch(policy.scope, { id: policy.id, as: kind }),
    ...listed('celPreconditions', conditions.map(renderNamed)),
    validate: {
      ...(action !== null && { failureAction: action }),
      cel: {
        ...(params !== null && { paramKind: { ...params } }),
        ...(paramRef !== null && { paramRef: renderParamRef(paramRef) }),
        ...listed('variables', variables.map(renderNamed)),
        ...listed('expressions', validations.map(renderValidation)),
        ...listed('auditAnnotations', auditAnnotations.map(renderAuditAnnotation)),
      },
    },
  };
}

function ruleName({ id, about }: Policy): string {
  const name = about.rule ?? id;
  return name.length <= longestName && /^[a-z0-9](?:[-a-z0-9]*[a-z0-9])?$/.test(name) ? name : nameFor(id);
}

function actionOf(
  { id }: Policy,
  bindings: readonly Binding[],
): { readonly fails: 'Enforce' | 'Audit'; readonly warns: boolean } {
  const [binding, another] = bindings;
  if (binding === undefined) return { fails: 'Audit', warns: false };
  const isEverywhere = 'all' in binding.scope && binding.scope.all.length === 0;
  if (another !== undefined || !isEverywhere) {
    throw new WritError(
      'TARGET_UNSUPPORTED',
      `\`${id}\` is bound in several ways or places, which a ${kind} cannot say`,
    );
  }
  const fails = binding.actions.includes('Deny') ? 'Enforce' : 'Audit';
  return { fails, warns: binding.actions.includes('Warn') };
}

function isForRequestsOnly(scope: Scope): boolean {
  if ('kinds' in scope) return scope.kinds.some((pattern) => pattern === '*' || /[/.][a-z]+$/.test(pattern));
  if ('not' in scope) return isForRequestsOnly(scope.not);
  if ('all' in scope) return scope.all.some(isForRequestsOnly);
  return 'any' in scope && scope.any.some(isForRequestsOnly);
}

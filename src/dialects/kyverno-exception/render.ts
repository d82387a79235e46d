import { WritError } from '../../core/errors.ts';
import type { JsonObject } from '../../core/json.ts';
import { readPolicyId } from '../../core/policy-id.ts';
import type { PolicyException } from '../../core/policy.ts';
import type { Resource } from '../../core/resource.ts';
import { clusterName, nameFor } from '../cluster-name.ts';
import { renderBlocks } from '../kyverno-clusterpolicy/render-match.ts';
import { renderNamed } from '../render-expressions.ts';
import { minorOf } from '../version.ts';

type Version = `1.${number}`;

/** Where Kyverno looks for exceptions as it is installed; others can be named where it is configured. */
const namespace = 'kyverno';

/**
 * PolicyExceptions of the group `policies.kyverno.io`, for policies of one kind.
 * @throws {WritError} `TARGET_UNSUPPORTED` for what this version cannot say
 */
export function renderExceptions(
  exceptions: readonly PolicyException[],
  kind: string,
  version: Version,
): readonly Resource[] {
  return exceptions.map((exception) => {
    refuseNewer(exception, version);
    const { policies, scope, conditions, result, allowed, until } = exception;
    if (!('all' in scope) || scope.all.length > 0)
      throw unsaid('is for objects that its conditions do not select', exception);
    return {
      apiVersion: groupVersion(minorOf(version)),
      kind: 'PolicyException',
      metadata: metadataOf(exception),
      spec: {
        policyRefs: policies.map((id) => ({ kind, name: clusterName(id, kind) })),
        ...(conditions.length > 0 && { matchConditions: conditions.map(renderNamed) }),
        ...(allowed !== null && allowed.images.length > 0 && { images: allowed.images }),
        ...(allowed !== null && allowed.values.length > 0 && { allowedValues: allowed.values }),
        ...(result === 'pass' && { reportResult: 'pass' }),
        ...(until !== null && { expiresAt: until }),
      },
    };
  });
}

/**
 * PolicyExceptions of the group `kyverno.io`, for rules of ClusterPolicies.
 * @throws {WritError} `TARGET_UNSUPPORTED`
 */
export function renderClassicExceptions(
  exceptions: readonly PolicyException[],
  version: Version,
): readonly Resource[] {
  return exceptions.map((exception) => {
    const { policies, scope, conditions, allowed, until } = exception;
    if (until !== null)
      throw unsaid('ends on a day, which exceptions from a ClusterPolicy do not know', exception);
    if (conditions.length > 0 || allowed !== null)
      throw unsaid('has conditions, which exceptions from a ClusterPolicy do not know', exception);
    return {
      apiVersion: minorOf(version) >= 13 ? 'kyverno.io/v2' : 'kyverno.io/v2beta1',
      kind: 'PolicyException',
      metadata: metadataOf(exception),
      spec: {
        exceptions: policies.map((id) => ({
          policyName: clusterName(id, 'ClusterPolicy'),
          ruleNames: [readPolicyId(id).rule ?? '*'],
        })),
        match: renderBlocks(scope, { id: policies.join(', '), as: 'PolicyException' }),
      },
    };
  });
}

function groupVersion(minor: number): string {
  if (minor >= 17) return 'policies.kyverno.io/v1';
  return minor >= 16 ? 'policies.kyverno.io/v1beta1' : 'policies.kyverno.io/v1alpha1';
}

/** An exception that a version would keep for ever, or for more than is meant, is none. */
function refuseNewer(exception: PolicyException, version: Version): void {
  const { until, allowed, result } = exception;
  if (until !== null && minorOf(version) < 19)
    throw unsaid(`ends on a day, which Kyverno ${version} does not know`, exception);
  if ((allowed !== null || result === 'pass') && minorOf(version) < 16)
    throw unsaid(`says more than Kyverno ${version} knows`, exception);
}

function metadataOf({ policies, reason, conditions, scope }: PolicyException): JsonObject {
  const name = nameFor(`exception/${policies.join(' ')} ${JSON.stringify([reason, conditions, scope])}`);
  return {
    name,
    namespace,
    ...(reason !== null && { annotations: { 'writ.dev/why': reason } }),
  };
}

function unsaid(what: string, { policies }: PolicyException): WritError {
  const names = policies.map((id) => `\`${id}\``).join(', ');
  return new WritError('TARGET_UNSUPPORTED', `an exception from ${names} ${what}`, {
    hint: 'Leave the exception out, or choose `--target kyverno --kyverno-version 1.19`.',
  });
}

import type { Request, ResourceRule } from '../core/policy.ts';
import { wildcard } from './wildcard.ts';

/** Whether a request is what one entry of `matchConstraints.resourceRules` names. */
export function matchesRule(rule: ResourceRule, request: Request): boolean {
  return (
    listed(rule.operations, request.operation) &&
    listed(rule.groups, request.resource.group) &&
    listed(rule.versions, request.resource.version) &&
    (rule.names.length === 0 || rule.names.includes(request.name)) &&
    rule.resources.some((resource) => matchesResource(resource, request)) &&
    reaches(rule.reach, request)
  );
}

function listed(allowed: readonly string[], value: string): boolean {
  return allowed.includes('*') || allowed.includes(value);
}

function reaches(reach: ResourceRule['reach'], { kind, namespace }: Request): boolean {
  if (reach === '*') return true;
  const namespaced = namespace !== null && !(kind.group === '' && kind.kind === 'Namespace');
  return (reach === 'Namespaced') === namespaced;
}

/** `pods`, `pods/exec`, `pods/*`, `*`, any resource with `scale`: the forms of `rules.resources` (admissionregistration.k8s.io/v1). */
function matchesResource(pattern: string, { resource, subresource }: Request): boolean {
  const [name = '', sub] = pattern.split('/');
  if (pattern === '*/*') return true;
  if (name !== '*' && name !== resource.resource) return false;
  if (sub === undefined) return subresource === null;
  return subresource !== null && (sub === '*' || sub === subresource);
}

/** Kyverno's `group/version/Kind/subresource`, with parts left out from the left and wildcards. */
export function matchesKind(pattern: string, { kind, subresource }: Request): boolean {
  const actual = [
    kind.group,
    kind.version,
    kind.kind,
    ...(subresource === null ? [] : [subresource]),
  ].toReversed();
  const parts = pattern.split('/').toReversed();
  if (subresource !== null && parts.length < 2) return false;
  return parts.every((part, index) => wildcard(part, actual[index] ?? ''));
}

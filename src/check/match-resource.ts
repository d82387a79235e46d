import type { Request, ResourceRule } from '../core/policy.ts';
import { generatedName } from './generated-name.ts';
import { wildcard } from './wildcard.ts';

/** Whether a request is what one entry of `matchConstraints.resourceRules` names. */
export function matchesRule(rule: ResourceRule, request: Request, byPrefix = false): boolean {
  return (
    listed(rule.operations, request.operation) &&
    listed(rule.groups, request.resource.group) &&
    listed(rule.versions, request.resource.version) &&
    (rule.names.length === 0 || matchesName(rule.names, request, byPrefix)) &&
    rule.resources.some((resource) => matchesResource(resource, request)) &&
    reaches(rule.reach, request)
  );
}

function matchesName(names: readonly string[], request: Request, byPrefix: boolean): boolean {
  if (names.includes(request.name)) return true;
  const prefix = byPrefix ? generatedName(request) : null;
  return prefix !== null && names.some((name) => prefix.startsWith(name));
}

function listed(allowed: readonly string[], value: string): boolean {
  return allowed.includes('*') || allowed.includes(value);
}

function reaches(reach: ResourceRule['reach'], { kind, namespace }: Request): boolean {
  if (reach === '*') return true;
  const namespaced = namespace !== null && !(kind.group === '' && kind.kind === 'Namespace');
  return (reach === 'Namespaced') === namespaced;
}

/** `pods`, `pods/exec`, `pods/*` (which is `pods`, too), `*`, any resource with `scale`: the forms of `rules.resources` (admissionregistration.k8s.io/v1). */
function matchesResource(pattern: string, { resource, subresource }: Request): boolean {
  const [name = '', sub] = pattern.split('/');
  if (pattern === '*/*') return true;
  if (name !== '*' && name !== resource.resource) return false;
  return sub === '*' || (sub ?? null) === subresource;
}

/** What Kyverno takes for a version where a kind's pattern has fewer than four parts. */
const version = /^(?:v\d(?:(?:alpha|beta)\d)?|\*)$/;

/** A kind's pattern in its parts, each with wildcards; no subresource is the empty text. */
interface KindPattern {
  readonly group: string;
  readonly version: string;
  readonly kind: string;
  readonly subresource: string;
}

const everyKind: KindPattern = { group: '*', version: '*', kind: '*', subresource: '' };
const noKind: KindPattern = { group: '', version: '', kind: '', subresource: '' };

/** `Kind`, `version/Kind`, `Kind/subresource`, `group/version/Kind` …, as Kyverno's ClusterPolicies read them. */
function parseKind(pattern: string): KindPattern {
  const slashed = pattern.split('/');
  const parts = [...slashed.slice(0, -1), ...(slashed.at(-1) ?? '').split('.')];
  if (parts.length > 4) return noKind;
  if (parts.length === 1) return { ...everyKind, kind: pattern };
  return parts.length === 2 ? parsePair(parts) : parseMany(parts);
}

function parseMany([first = '', second = '', third = '', fourth = '']: readonly string[]): KindPattern {
  return fourth === '' && version.test(first)
    ? { group: '*', version: first, kind: second, subresource: third }
    : { group: first, version: second, kind: third, subresource: fourth };
}

function parsePair([first = '', second = '']: readonly string[]): KindPattern {
  if (first === '*' && second === '*') return { ...everyKind, subresource: '*' };
  const isSubresourceOfAny = first === '*' && second.toLowerCase() === second;
  return version.test(first) && !isSubresourceOfAny
    ? { ...everyKind, version: first, kind: second }
    : { ...everyKind, kind: first, subresource: second };
}

/** Whether a request is for a kind of Kyverno's `match.resources.kinds`; `Pod` includes its ephemeral containers. */
export function matchesKind(pattern: string, { kind, subresource }: Request): boolean {
  const wanted = parseKind(pattern);
  if (!wildcard(wanted.group, kind.group) || !wildcard(wanted.version, kind.version)) return false;
  if (!wildcard(wanted.kind, kind.kind)) return false;
  return wildcard(wanted.subresource, subresource ?? '') || isOfEphemeralContainers(kind, subresource);
}

function isOfEphemeralContainers(
  { group, version: served, kind }: Request['kind'],
  subresource: string | null,
) {
  return subresource === 'ephemeralcontainers' && group === '' && served === 'v1' && kind === 'Pod';
}

import type { ResourceRule } from '../../core/policy.ts';
import { code } from '../reading/noun.ts';
import { listed } from '../reading/words.ts';

/** Plural names of resources and what a person calls several of their objects. */
export type KindNames = (group: string, version: string, resource: string) => string | null;

/** Several objects of a kind: `Ingresses`, `NetworkPolicies`, `Endpoints`. */
export function pluralKind(kind: string): string {
  if (/(?:ss|sh|ch|x)$/.test(kind)) return `${kind}es`;
  if (kind.endsWith('s')) return kind;
  return /[^aeiou]y$/.test(kind) ? `${kind.slice(0, -1)}ies` : `${kind}s`;
}

/** What Kyverno's `group/version/Kind/subresource` names. */
export function kindWords(pattern: string): string {
  if (pattern === '*' || pattern === '*/*') return 'objects of every kind';
  const parts = pattern.split('/');
  const at = parts.findIndex((part) => /^[A-Z]/.test(part));
  if (at < 0) return `objects of the kinds ${code(pattern)}`;
  const [kind = '', dotted] = (parts[at] ?? '').split('.');
  const subresource = parts[at + 1] ?? dotted;
  const version = parts.slice(0, at).join('/');
  const from = version === '' ? '' : ` (${version})`;
  const words = /[*?]/.test(kind) ? `objects of the kinds ${code(kind)}` : pluralKind(kind);
  return subresource === undefined
    ? `${words}${from}`
    : `the subresource ${code(subresource)} of ${words}${from}`;
}

/** The objects that a rule of constraints is about: `Deployments and StatefulSets (apps/v1)`. */
export function ruleWords(
  { groups, versions, resources, names, reach }: ResourceRule,
  kindNames: KindNames,
): string {
  const things = resources.map((resource) => resourceWords(groups, versions, resource, kindNames));
  const from = apiWords(groups, versions);
  const named = names.length === 0 ? '' : ` named ${listed(names.map(quote), 'or')}`;
  const where =
    reach === '*' ? '' : reach === 'Cluster' ? ' that belong to no namespace' : ' that belong to a namespace';
  return `${things.length === 0 ? 'nothing' : listed(things)}${from}${named}${where}`;
}

function resourceWords(
  groups: readonly string[],
  versions: readonly string[],
  resource: string,
  kindNames: KindNames,
): string {
  if (resource === '*' || resource === '*/*') return 'objects of every kind';
  const [plural = '', ...subresource] = resource.split('/');
  const found = groups.flatMap((group) => versions.map((version) => kindNames(group, version, plural)));
  const kind = found.find((name) => name !== null) ?? null;
  const words = kind === null ? (plural === '*' ? 'anything' : code(plural)) : pluralKind(kind);
  if (subresource.length === 0) return words;
  if (resource === 'pods/ephemeralcontainers')
    return 'debugging containers added to Pods (`pods/ephemeralcontainers`)';
  return `the subresource ${code(subresource.join('/'))} of ${words}`;
}

/** Of which API; nothing of the core one, which goes without saying. */
function apiWords(groups: readonly string[], versions: readonly string[]): string {
  const isCore = groups.length === 1 && groups[0] === '' && versions.length === 1 && versions[0] === 'v1';
  if (isCore) return '';
  const isEvery = groups.includes('*') && versions.includes('*');
  const apis = groups.map((group) => `${group === '' ? '' : `${group}/`}${listed(versions, 'or')}`);
  return isEvery ? '' : ` (${listed(apis, 'or')})`;
}

/** A name as a value: in double quotes. */
export function quote(text: string): string {
  return JSON.stringify(text);
}

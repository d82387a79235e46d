import type { GroupVersionKind, Request } from '../core/policy.ts';
import { groupVersionOf, nameOf, namespaceOf, type Resource } from '../core/resource.ts';

/** Port: what a kind is called in URLs, and whether its objects live in a namespace. */
export interface Kinds {
  /** Undefined for a kind that nobody here knows. */
  resourceOf(kind: GroupVersionKind): { readonly resource: string; readonly namespaced: boolean } | undefined;
}

/** The request that creating a manifest would be; a namespaced object without a namespace is in `default`. */
export function requestOf(resource: Resource, kinds: Kinds): Request {
  const { group, version } = groupVersionOf(resource.apiVersion);
  const kind = { group, version, kind: resource.kind };
  const known = kinds.resourceOf(kind);
  const stated = namespaceOf(resource);
  return {
    operation: 'CREATE',
    kind,
    resource: { group, version, resource: known?.resource ?? guessPlural(resource.kind) },
    subresource: null,
    name: nameOf(resource),
    namespace: known?.namespaced === false ? null : (stated ?? (known === undefined ? null : 'default')),
    object: resource,
    oldObject: null,
    user: null,
    dryRun: false,
  };
}

/** The plural that API conventions give a kind which no schema describes. */
function guessPlural(kind: string): string {
  const lower = kind.toLowerCase();
  if (/(?:s|x|z|ch|sh)$/.test(lower)) return `${lower}es`;
  return /[^aeiou]y$/.test(lower) ? `${lower.slice(0, -1)}ies` : `${lower}s`;
}

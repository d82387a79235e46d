import type { GroupVersionKind, Request } from '../core/policy.ts';
import { groupVersionOf, nameOf, namespaceOf, type Resource } from '../core/resource.ts';

/** A kind as an API server serves it. */
export interface ServedKind {
  /** The version that is asked for, or the one that took its place. */
  readonly kind: GroupVersionKind;
  /** What it is called in URLs. */
  readonly resource: string;
  readonly namespaced: boolean;
}

/** Port: what is known of kinds. */
export interface Kinds {
  /** Undefined for a kind that nobody here knows. */
  served(kind: GroupVersionKind): ServedKind | undefined;
}

/** The request that creating a manifest would be; a namespaced object without a namespace is in `default`. */
export function requestOf(resource: Resource, kinds: Kinds): Request {
  const { group, version } = groupVersionOf(resource.apiVersion);
  const stated = { group, version, kind: resource.kind };
  const known = kinds.served(stated);
  const kind = known?.kind ?? stated;
  const namespace = namespaceOf(resource);
  return {
    operation: 'CREATE',
    kind,
    resource: {
      group: kind.group,
      version: kind.version,
      resource: known?.resource ?? guessPlural(resource.kind),
    },
    subresource: null,
    name: nameOf(resource),
    namespace: known?.namespaced === false ? null : (namespace ?? (known === undefined ? null : 'default')),
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

import { isJsonObject, own, type JsonObject } from '../core/json.ts';
import type { Facts, Known, LabelSelector, Request, Scope, Subject } from '../core/policy.ts';
import { matchesKind, matchesRule } from './match-resource.ts';
import { selects } from './selects.ts';
import { wildcard } from './wildcard.ts';

/** Whether a request is in scope, or why nobody here can tell. */
export type Match = Known<boolean>;

const yes: Match = { known: true, value: true };
const no: Match = { known: true, value: false };

/** Decides a scope as an API server does; what is not known here stays unknown unless it cannot matter. */
export function matchScope(scope: Scope, request: Request, facts: Facts): Match {
  if ('all' in scope) return combine(scope.all, false, request, facts);
  if ('any' in scope) return combine(scope.any, true, request, facts);
  if ('not' in scope) return negate(matchScope(scope.not, request, facts));
  return matchLeaf(scope, request, facts);
}

/** Whether a scope asks for nothing but the kind, resource and operation, so that its answer can be kept per kind. */
export function isStatic(scope: Scope): boolean {
  if ('all' in scope) return scope.all.every(isStatic);
  if ('any' in scope) return scope.any.every(isStatic);
  if ('not' in scope) return isStatic(scope.not);
  return (
    ('resources' in scope && scope.resources.names.length === 0) || 'kinds' in scope || 'operations' in scope
  );
}

type Leaf = Exclude<Scope, { all: unknown } | { any: unknown } | { not: unknown }>;

function matchLeaf(scope: Leaf, request: Request, facts: Facts): Match {
  if ('resources' in scope) return known(matchesRule(scope.resources, request));
  if ('kinds' in scope) return known(scope.kinds.some((pattern) => matchesKind(pattern, request)));
  if ('operations' in scope) return known(scope.operations.includes(request.operation));
  if ('names' in scope) return known(scope.names.some((pattern) => wildcard(pattern, request.name)));
  if ('namespaces' in scope)
    return known(scope.namespaces.some((pattern) => wildcard(pattern, request.namespace ?? '')));
  if ('labels' in scope)
    return known(anyObject(request, (object) => selects(scope.labels, metadata(object, 'labels'))));
  if ('annotations' in scope)
    return known(anyObject(request, (object) => matchesAnnotations(scope.annotations, object)));
  if ('namespaceLabels' in scope) return matchNamespace(scope.namespaceLabels, request, facts);
  if ('users' in scope) return matchUsers(scope.users, request);
  return { known: false, why: 'the roles of the requesting user are not known here' };
}

function combine(scopes: readonly Scope[], decisive: boolean, request: Request, facts: Facts): Match {
  let unknown: Match | null = null;
  for (const scope of scopes) {
    const match = matchScope(scope, request, facts);
    if (!match.known) unknown = match;
    else if (match.value === decisive) return match;
  }
  return unknown ?? (decisive ? no : yes);
}

function negate(match: Match): Match {
  return match.known ? known(!match.value) : match;
}

function known(value: boolean): Match {
  return value ? yes : no;
}

function matchesAnnotations(wanted: Readonly<Record<string, string>>, object: JsonObject): boolean {
  const annotations = metadata(object, 'annotations');
  return Object.entries(wanted).every(([key, pattern]) =>
    Object.entries(annotations).some(
      ([name, value]) => wildcard(key, name) && typeof value === 'string' && wildcard(pattern, value),
    ),
  );
}

function matchNamespace(selector: LabelSelector, request: Request, facts: Facts): Match {
  if (selector.matchExpressions.length === 0 && Object.keys(selector.matchLabels).length === 0) return yes;
  if (request.kind.group === '' && request.kind.kind === 'Namespace') {
    return known(anyObject(request, (object) => selects(selector, metadata(object, 'labels'))));
  }
  if (request.namespace === null) return yes; // Cluster-scoped objects always match (api-server behaviour of 1.36).
  const namespace = facts.namespace(request.namespace);
  if (!namespace.known) return namespace;
  return known(selects(selector, namespace.value === null ? {} : metadata(namespace.value, 'labels')));
}

function matchUsers(users: readonly Subject[], { user }: Request): Match {
  if (user === null) return { known: false, why: 'the requesting user is not known here' };
  return known(
    users.some(({ kind, name, namespace }) => {
      if (kind === 'Group') return user.groups.some((group) => wildcard(name, group));
      const full = kind === 'ServiceAccount' ? `system:serviceaccount:${namespace ?? ''}:${name}` : name;
      return wildcard(full, user.username);
    }),
  );
}

/** Label matching looks at the object and at the old object: one of them is enough, as in the API server. */
function anyObject({ object, oldObject }: Request, test: (object: JsonObject) => boolean): boolean {
  return (object !== null && test(object)) || (oldObject !== null && test(oldObject));
}

function metadata(object: JsonObject, key: 'labels' | 'annotations'): JsonObject {
  const meta = own(object, 'metadata');
  const value = isJsonObject(meta) ? own(meta, key) : undefined;
  return isJsonObject(value) ? value : {};
}

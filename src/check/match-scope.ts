import { isJsonObject, own, type JsonObject } from '../core/json.ts';
import type { Facts, Known, LabelSelector, Request, Scope, Subject } from '../core/policy.ts';
import { apiServerMatching, type Matching } from './dialect-rules.ts';
import { asRequested, mayConvert } from './convertible.ts';
import { generatedName } from './generated-name.ts';
import { matchesKind, matchesRule } from './match-resource.ts';
import { selects, selectsNamed, withoutWildcards } from './selects.ts';
import { wildcard } from './wildcard.ts';

/** Whether a request is in scope, or why nobody here can tell. */
export type Match = Known<boolean>;

const yes: Match = { known: true, value: true };
const no: Match = { known: true, value: false };

/**
 * How a request is taken whose user nobody knows: what asks who it is is unknown; or a scope is taken to fit anyone and
 * to exclude nobody, so that nothing passes that some user could not do; or expressions, too, see a user without a name,
 * as in Kyverno's CLI.
 */
export type UnknownUsers = 'unknown' | 'anyone' | 'ignored';

/** How a scope is decided. */
export interface MatchOptions extends Matching {
  readonly users: UnknownUsers;
}

/** As an API server decides. */
export const asApiServer: MatchOptions = { ...apiServerMatching, users: 'unknown' };

/** Decides a scope; what is not known here stays unknown unless it cannot matter. */
export function matchScope(
  scope: Scope,
  request: Request,
  facts: Facts,
  options: MatchOptions = asApiServer,
): Match {
  return decide(scope, { request, facts, options, excludes: false });
}

/** What a scope is decided for. */
interface Matched {
  readonly request: Request;
  readonly facts: Facts;
  readonly options: MatchOptions;
  /** Whether what matches is left out. */
  readonly excludes: boolean;
}

function decide(scope: Scope, matched: Matched): Match {
  if ('all' in scope) return combine(scope.all, false, matched);
  if ('any' in scope) return combine(scope.any, true, matched);
  if ('not' in scope) return negate(decide(scope.not, { ...matched, excludes: !matched.excludes }));
  return decideLeaf(scope, matched);
}

/** Whether a scope asks for nothing but the kind, resource and operation, so that its answer can be kept per kind. */
export function isOfKind(scope: Scope): boolean {
  if ('all' in scope) return scope.all.every(isOfKind);
  if ('any' in scope) return scope.any.every(isOfKind);
  if ('not' in scope) return isOfKind(scope.not);
  if ('resources' in scope) return scope.resources.names.length === 0;
  return 'kinds' in scope || 'operations' in scope;
}

/** Whether, besides, that answer is always known. */
export function isStatic(scope: Scope): boolean {
  if ('all' in scope) return scope.all.every(isStatic);
  if ('any' in scope) return scope.any.every(isStatic);
  if ('not' in scope) return isStatic(scope.not);
  return isOfKind(scope) && !('resources' in scope && scope.equivalent && mayConvert(scope.resources));
}

type Leaf = Exclude<Scope, { all: unknown } | { any: unknown } | { not: unknown }>;

function decideLeaf(scope: Leaf, matched: Matched): Match {
  const { request, facts, options } = matched;
  if ('namespaceLabels' in scope) return matchNamespace(scope.namespaceLabels, request, facts, options);
  if ('users' in scope) return orIgnored(matchUsers(scope.users, request), matched);
  if ('roles' in scope) return orIgnored(matchRoles(scope, request), matched);
  if ('resources' in scope && options.converts && isConverted(scope, matched)) return converted;
  return known(matchesRequest(scope, matched));
}

const converted: Match = {
  known: false,
  why: 'an API server would convert the object to the version that the policy asks for, which is not done here',
};

function isConverted(
  { resources, equivalent }: Extract<Leaf, { resources: unknown }>,
  { request, options }: Matched,
): boolean {
  const rule = equivalent ? asRequested(resources, request) : null;
  return rule !== null && matchesRule(rule, request, options.generatedName === 'prefix');
}

/** What the request alone decides. */
function matchesRequest(
  scope: Exclude<Leaf, { namespaceLabels: unknown } | { users: unknown } | { roles: unknown }>,
  matched: Matched,
): boolean {
  const { request, options } = matched;
  if ('resources' in scope) return matchesRule(scope.resources, request, options.generatedName === 'prefix');
  if ('kinds' in scope) return scope.kinds.some((pattern) => matchesKind(pattern, request));
  if ('operations' in scope) return scope.operations.includes(request.operation);
  if ('names' in scope) return matchesNames(scope.names, request, options);
  if ('namespaces' in scope) return matchesNamespaces(scope.namespaces, request, options);
  if ('labels' in scope) return anyObject(matched, (object) => selected(scope.labels, object, options));
  return anyObject(matched, (object) => matchesAnnotations(scope.annotations, object));
}

/** Without a user, what asks for one neither takes part in a match nor excludes, as in Kyverno's CLI. */
function orIgnored(match: Match, { request, options, excludes }: Matched): Match {
  return match.known || options.users === 'unknown' ? match : known(request.user === null && !excludes);
}

function combine(scopes: readonly Scope[], decisive: boolean, matched: Matched): Match {
  let unknown: Match | null = null;
  for (const scope of scopes) {
    const match = decide(scope, matched);
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

function matchesNames(
  names: readonly string[],
  request: Request,
  { generatedName: how }: MatchOptions,
): boolean {
  const name = (how === 'prefix' ? generatedName(request) : null) ?? request.name;
  return names.some((pattern) => wildcard(pattern, name));
}

function matchesNamespaces(
  namespaces: readonly string[],
  request: Request,
  { namespaceIsItself }: MatchOptions,
): boolean {
  const own = namespaceIsItself && request.kind.kind === 'Namespace' ? request.name : request.namespace;
  return namespaces.some((pattern) => wildcard(pattern, own ?? ''));
}

function matchesAnnotations(wanted: Readonly<Record<string, string>>, object: JsonObject): boolean {
  const annotations = metadata(object, 'annotations');
  return Object.entries(wanted).every(([key, pattern]) =>
    Object.entries(annotations).some(
      ([name, value]) => wildcard(key, name) && typeof value === 'string' && wildcard(pattern, value),
    ),
  );
}

function selected(
  selector: LabelSelector,
  object: JsonObject,
  { wildcardLabels, objects }: MatchOptions,
): boolean {
  // What is no object of its own, such as the options of `exec`, has no labels to lack (object matcher of 1.36).
  if (objects === 'either' && !isJsonObject(own(object, 'metadata'))) return isEmpty(selector);
  const labels = metadata(object, 'labels');
  return selects(wildcardLabels ? withoutWildcards(selector, labels) : selector, labels);
}

function matchNamespace(
  selector: LabelSelector,
  request: Request,
  facts: Facts,
  options: MatchOptions,
): Match {
  if (request.kind.group === '' && request.kind.kind === 'Namespace') {
    if (!options.namespaceSelectsItself) return no;
    return isEmpty(selector) ? yes : ofNamespaceItself(selector, request, facts, options);
  }
  // Cluster-scoped objects always match (api-server behaviour of 1.36); Kyverno gives them no labels.
  if (request.namespace === null)
    return options.namespaceSelectsItself ? yes : known(selected(selector, {}, options));
  return isEmpty(selector) ? yes : ofNamespace(selector, request.namespace, facts, options);
}

/** The API server has no new object of a Namespace that is deleted, and looks up what it has. */
function ofNamespaceItself(
  selector: LabelSelector,
  { object, name }: Request,
  facts: Facts,
  options: MatchOptions,
): Match {
  return object === null
    ? ofNamespace(selector, name, facts, options)
    : known(selected(selector, object, options));
}

function ofNamespace(selector: LabelSelector, name: string, facts: Facts, options: MatchOptions): Match {
  const namespace = facts.namespace(name);
  if (namespace.known) return known(selected(selector, namespace.value ?? {}, options));
  const byName = selectsNamed(selector, name);
  return byName === null ? namespace : known(byName);
}

function isEmpty({ matchLabels, matchExpressions }: LabelSelector): boolean {
  return matchExpressions.length === 0 && Object.keys(matchLabels).length === 0;
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

function matchRoles(
  { roles, cluster }: Extract<Scope, { readonly roles: unknown }>,
  { user }: Request,
): Match {
  const bound = cluster ? user?.clusterRoles : user?.roles;
  if (bound === undefined)
    return { known: false, why: 'the roles of the requesting user are not known here' };
  return known(roles.some((role) => bound.includes(role)));
}

/** An API server looks at the object and at the old object, and one of them is enough; Kyverno at the first there is. */
function anyObject(
  { request: { object, oldObject }, options }: Matched,
  test: (object: JsonObject) => boolean,
): boolean {
  if (options.objects === 'first') return test(object ?? oldObject ?? {});
  const none = options.objects === 'both' ? {} : null;
  return [object ?? none, oldObject ?? none].some((one) => one !== null && test(one));
}

function metadata(object: JsonObject, key: 'labels' | 'annotations'): JsonObject {
  const meta = own(object, 'metadata');
  const value = isJsonObject(meta) ? own(meta, key) : undefined;
  return isJsonObject(value) ? value : {};
}

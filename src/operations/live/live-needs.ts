import { isStatic, matchScope } from '../../check/match-scope.ts';
import type { Facts, Lookup, Policy, Request, Scope } from '../../core/policy.ts';
import type { Rule } from '../../core/rule.ts';
import type { ServedKind } from '../cluster-port.ts';

/** What a run needs of a kind: its objects are judged, only looked up by rules on others, or not read at all. */
export type Need = 'judged' | 'looked up' | null;

/** What rules need of a cluster. */
export interface Needs {
  of(kind: ServedKind): Need;
  /** Whether a rule judges something of a group, of which nobody knows what it serves. */
  ofGroup(group: string): boolean;
  /** Whether the labels of namespaces decide where a rule is at work. */
  readonly namespaceLabels: boolean;
}

/** What is judged by. */
interface Asking {
  readonly policies: readonly Policy[];
  readonly lookups: readonly Lookup[];
  readonly namespaces?: boolean;
}

/** What policies and their look-ups need; `facts` are asked nothing that an object decides. */
export function needsOf({ policies, lookups, namespaces = false }: Asking, facts: Facts): Needs {
  return {
    of(kind) {
      const request = requestFor(kind);
      if (policies.some(({ scope }) => concerns(scope, request, facts) !== false)) return 'judged';
      return lookups.some(({ kinds }) => kinds.includes(keyOf(kind)) || kinds.includes('*'))
        ? 'looked up'
        : null;
    },
    ofGroup: (group) => policies.some(({ scope }) => namesGroup(scope, group)),
    namespaceLabels: namespaces || policies.some(({ scope }) => asksNamespaces(scope)),
  };
}

/** A cluster has no two objects of one name, and gives each in a version that it serves. */
const onlyOfFiles: ReadonlySet<string> = new Set(['deprecated-api-version', 'duplicate-object']);

/** Whether a rule has something to say of live objects: some are about what a person wrote, which the server completes. */
export function isOfLive({ id, asWritten }: Rule): boolean {
  return asWritten !== true && !onlyOfFiles.has(id);
}

/** A kind as look-ups name it. */
export function keyOf({ group, kind }: Pick<ServedKind, 'group' | 'kind'>): string {
  return group === '' ? kind : `${group}/${kind}`;
}

/** Whether objects of a kind are in scope; null where that is up to the object. */
function concerns(scope: Scope, request: Request, facts: Facts): boolean | null {
  if ('all' in scope) return together(scope.all, false, request, facts);
  if ('any' in scope) return together(scope.any, true, request, facts);
  if ('not' in scope) {
    const inner = concerns(scope.not, request, facts);
    return inner === null ? null : !inner;
  }
  if (!isStatic(scope)) return null;
  const match = matchScope(scope, request, facts);
  return match.known ? match.value : null;
}

function together(
  scopes: readonly Scope[],
  decisive: boolean,
  request: Request,
  facts: Facts,
): boolean | null {
  let isOpen = false;
  for (const scope of scopes) {
    const found = concerns(scope, request, facts);
    if (found === decisive) return decisive;
    isOpen ||= found === null;
  }
  return isOpen ? null : !decisive;
}

function namesGroup(scope: Scope, group: string): boolean {
  if ('all' in scope) return scope.all.some((inner) => namesGroup(inner, group));
  if ('any' in scope) return scope.any.some((inner) => namesGroup(inner, group));
  if ('kinds' in scope) return scope.kinds.some((pattern) => pattern.startsWith(`${group}/`));
  return 'resources' in scope && scope.resources.groups.includes(group);
}

function asksNamespaces(scope: Scope): boolean {
  if ('all' in scope) return scope.all.some(asksNamespaces);
  if ('any' in scope) return scope.any.some(asksNamespaces);
  if ('not' in scope) return asksNamespaces(scope.not);
  return 'namespaceLabels' in scope;
}

function requestFor({ group, version, kind, resource, namespaced }: ServedKind): Request {
  return {
    operation: 'CREATE',
    kind: { group, version, kind },
    resource: { group, version, resource },
    subresource: null,
    name: '',
    namespace: namespaced ? 'any' : null,
    object: null,
    oldObject: null,
    user: null,
    dryRun: false,
  };
}

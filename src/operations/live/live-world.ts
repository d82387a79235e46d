import { offlineFacts } from '../../check/offline-facts.ts';
import type { Kinds } from '../../check/request-of.ts';
import type { JsonObject } from '../../core/json.ts';
import type { Facts, Lookup, Request } from '../../core/policy.ts';
import type { Rule } from '../../core/rule.ts';
import type { Schema } from '../../schema/schema.ts';
import type { Cluster, ListScope, ServedKind } from '../cluster-port.ts';
import { kindsOf } from '../judging/kinds-of.ts';
import { isOfLive, keyOf, type Need } from './live-needs.ts';

/** What a run is told of the cluster whose objects it judges. */
export interface LiveWorld {
  /** Whether a rule has something to say of live objects. */
  readonly isMeant: (rule: Rule) => boolean;
  readonly kinds: Kinds;
  readonly facts: Facts;
  /** Why a look-up may miss objects; null where it sees all there are. */
  readonly lacking: (lookup: Lookup, request: Request) => string | null;
}

/** What is known of a cluster while it is read. */
export interface LiveState {
  readonly cluster: Cluster;
  readonly kinds: readonly ServedKind[];
  /** Versions of groups that do not answer. */
  readonly missing: readonly string[];
  /** What is read of it; none means all. */
  readonly namespaces: readonly string[];
  readonly pause: () => Promise<void>;
  /** Why not all of a kind could be read, by its key. */
  readonly unread: Map<string, string>;
  readonly namespaceObjects: Map<string, JsonObject>;
  /** What was read, and from which version on it is to be watched. */
  readonly lists: Map<string, ReadList>;
}

/** A list that was read. */
export interface ReadList {
  readonly kind: ServedKind;
  readonly need: Need;
  readonly scope: ListScope;
  readonly resourceVersion: string;
}

/** How look-ups name the kind of namespaces. */
export const namespaceKey = 'Namespace';

/** What a run is told, of what is known by then. */
export function worldOf(
  state: LiveState,
  { schema, now }: { readonly schema: Schema; readonly now: bigint },
): LiveWorld {
  const { kinds, missing, namespaces, unread, namespaceObjects } = state;
  const served = new Map(kinds.map((kind) => [keyOf(kind), kind]));
  const known = kindsOf(schema);
  const groups = new Set(missing.map((groupVersion) => groupVersion.split('/')[0] ?? ''));

  /** Why objects of a kind may be missed. */
  function gap(key: string, within: Lookup['within']): string | null {
    const kind = served.get(key);
    const group = key.includes('/') ? (key.split('/')[0] ?? '') : '';
    if (groups.has(group)) return `the group ${group} of the cluster does not answer`;
    if (kind === undefined) return null;
    const isPart = namespaces.length > 0 && (within === 'cluster' || !kind.namespaced);
    if (isPart) return `only ${namesOf(namespaces)} was read`;
    return unread.get(key) ?? null;
  }

  return {
    isMeant: isOfLive,
    kinds: {
      served(kind) {
        const live = served.get(keyOf(kind));
        return (
          known.served(kind) ??
          (live === undefined ? undefined : { kind, resource: live.resource, namespaced: live.namespaced })
        );
      },
    },
    facts: {
      ...offlineFacts(now),
      namespace(name) {
        const why = unread.get(namespaceKey);
        const object = namespaceObjects.get(name);
        if (object !== undefined) return { known: true, value: object };
        return why === undefined ? { known: true, value: null } : { known: false, why };
      },
    },
    lacking: ({ kinds: wanted, within }) =>
      (wanted.includes('*') ? [...served.keys()] : wanted)
        .map((key) => gap(key, within))
        .find((why) => why !== null) ?? null,
  };
}

function namesOf(namespaces: readonly string[]): string {
  return `${namespaces.length === 1 ? 'namespace' : 'namespaces'} ${namespaces.join(', ')}`;
}

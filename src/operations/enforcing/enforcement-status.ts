import type { JsonObject } from '../../core/json.ts';
import type { Resource } from '../../core/resource.ts';
import type { Cluster, ServedKind } from '../cluster-port.ts';
import type { Context } from '../operation.ts';
import type { EnforcedObject } from '../enforced-port.ts';
import type { Store } from '../store-port.ts';
import type { EnforcedOutcome, NamedObject } from './enforce-live-result.ts';
import { knownState, objectOf, type KnownState } from './known-state.ts';
import {
  isMutating,
  isWrittenByUs,
  keyOf,
  namesOf,
  policyKindOf,
  policyOf,
  sayKey,
  textOfKey,
} from './policy-objects.ts';
import { readLivePolicies, type LivePolicy } from './read-live-policies.ts';

/** An object that enforces, as the store and the cluster know it. */
export interface StatusEntry {
  readonly outcome: EnforcedOutcome;
  /** As the cluster has it; null where it does not. */
  readonly live: { readonly kind: ServedKind; readonly object: JsonObject } | null;
  readonly stored: EnforcedObject | null;
  /** The rules and names by which people know it. */
  readonly names: readonly string[];
}

/** Everything that is enforced, or said to be, and what could not be looked at. */
export interface EnforcementStatus {
  readonly entries: readonly StatusEntry[];
  readonly notes: readonly string[];
}

/** Compares what the store knows of a cluster with what is there; of what was pending it finds out what became. */
export async function enforcementStatus(
  cluster: Cluster,
  kinds: readonly ServedKind[],
  { store, context }: { readonly store: Store; readonly context: Pick<Context, 'now' | 'user'> },
): Promise<EnforcementStatus> {
  const { server } = cluster.about;
  const stored = new Map((await store.enforced.of(server)).map((one) => [textOfKey(one), one]));
  const { found, notes, unread } = await readLivePolicies(cluster, kinds, [...stored.values()]);
  const entries: StatusEntry[] = [];
  for (const one of stored.values()) {
    const live = found.get(textOfKey(one)) ?? null;
    const isUnread = live === null && unread.has(one.kind);
    const state: KnownState = isUnread
      ? { status: 'pending', why: 'you may not read it' }
      : await knownState(one, live, { cluster, store, context });
    entries.push(entryOf(one, live, state));
  }
  for (const [key, live] of found)
    if (!stored.has(key) && policyOf(live.object) !== null) entries.push(orphan(live));
  return { entries: superseding(entries.filter(({ outcome }) => outcome.status !== 'removed')), notes };
}

function entryOf(stored: EnforcedObject, live: LivePolicy | null, { status, why }: KnownState): StatusEntry {
  const object = live?.object ?? objectOf(stored.wanted) ?? objectOf(stored.applied);
  const apiVersion = object?.apiVersion ?? stored.group;
  const { kind, namespace, name } = stored;
  const resource = { apiVersion, kind, namespace, name };
  const policy = object === null ? name : (policyOf(object) ?? name);
  const names = object === null ? [name] : namesOf(object);
  return { outcome: { resource, policy, status, why }, live, stored, names };
}

function orphan(live: LivePolicy): StatusEntry {
  const { object } = live;
  const why = isWrittenByUs(object)
    ? 'it has our labels, and the store does not know it'
    : 'it was applied from a file, not by `writ enforce --apply`';
  const resource = namedIn(object);
  const policy = policyOf(object) ?? resource.name;
  return {
    outcome: { resource, policy, status: 'orphaned', why },
    live,
    stored: null,
    names: namesOf(object),
  };
}

function namedIn(object: Resource): NamedObject {
  const { group: _group, server: _server, ...key } = keyOf('', object);
  return { apiVersion: object.apiVersion, ...key };
}

/** Of two that enforce the same rule, the one that was applied later counts. */
function superseding(entries: readonly StatusEntry[]): readonly StatusEntry[] {
  const over = new Map(
    entries.flatMap((entry) => {
      const later = entries.find((other) => supersedes(other, entry));
      return later === undefined ? [] : [[identityOf(entry), sayKey(later.outcome.resource)] as const];
    }),
  );
  return entries.map((entry) => {
    const { outcome } = entry;
    const by = over.get(identityOf(entry));
    const isThere = outcome.status === 'verified' || outcome.status === 'applied';
    if (by === undefined || !isThere) return entry;
    const why = `${by} enforces the same, and was applied later`;
    return { ...entry, outcome: { ...outcome, status: 'superseded', why } };
  });
}

/** A policy and what binds it have the same. */
function identityOf({ outcome: { policy, resource } }: StatusEntry): string {
  return `${policyKindOf(resource)} ${policy}`;
}

function supersedes(later: StatusEntry, older: StatusEntry): boolean {
  const { stored, names } = later;
  if (stored === null || older.stored === null || identityOf(later) === identityOf(older)) return false;
  const rules = rulesIn(older);
  return (
    rules.length > 0 &&
    isMutating(later.outcome.resource) === isMutating(older.outcome.resource) &&
    stored.changed.at > older.stored.changed.at &&
    rules.every((rule) => names.includes(rule))
  );
}

/** The rules that an object says it is of, without its own names. */
function rulesIn({ names, outcome: { policy, resource } }: StatusEntry): readonly string[] {
  return names.filter((name) => name !== policy && name !== resource.name);
}

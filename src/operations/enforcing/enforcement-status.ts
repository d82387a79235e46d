import { WritError } from '../../core/errors.ts';
import type { JsonObject } from '../../core/json.ts';
import { isResource, type Resource } from '../../core/resource.ts';
import type { Cluster, ServedKind } from '../cluster-port.ts';
import type { Context } from '../operation.ts';
import { madeBy } from '../recording/with-store.ts';
import type { EnforcedObject, Store } from '../store-port.ts';
import { isAsWanted } from './as-wanted.ts';
import type { EnforcedOutcome, NamedObject } from './enforce-live-result.ts';
import {
  changedFields,
  enforcedDigest,
  enforcedPart,
  isWrittenByUs,
  keyOf,
  namesOf,
  policyOf,
  sayKey,
  textOfKey,
} from './policy-objects.ts';
import { policyKinds } from './policy-kinds.ts';

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
  const { found, notes, unread } = await readPolicies(cluster, kinds, [...stored.values()]);
  const entries: StatusEntry[] = [];
  for (const one of stored.values()) {
    const live = found.get(textOfKey(one)) ?? null;
    if (live === null && unread.has(one.kind))
      entries.push(entryOf(one, null, 'pending', 'it may not be read'));
    else entries.push(await compare(one, live, { cluster, store, context }));
  }
  for (const [key, live] of found)
    if (!stored.has(key) && policyOf(live.object) !== null) entries.push(orphan(live));
  return { entries: superseding(entries.filter(({ outcome }) => outcome.status !== 'removed')), notes };
}

interface Live {
  readonly kind: ServedKind;
  readonly object: Resource;
}

interface ReadPolicies {
  readonly found: ReadonlyMap<string, Live>;
  readonly notes: readonly string[];
  /** Kinds that could not be read. */
  readonly unread: ReadonlySet<string>;
}

/** Every object of a kind that enforces; where they may not be listed, those that the store knows. */
async function readPolicies(
  cluster: Cluster,
  kinds: readonly ServedKind[],
  stored: readonly EnforcedObject[],
): Promise<ReadPolicies> {
  const { server } = cluster.about;
  const found = new Map<string, Live>();
  const notes: string[] = [];
  const unread = new Set<string>();
  const keep = (kind: ServedKind, object: JsonObject): void => {
    if (isResource(object)) found.set(textOfKey(keyOf(server, object)), { kind, object });
  };
  for (const kind of policyKinds(kinds))
    try {
      for await (const { objects } of cluster.list(kind, { namespace: null }))
        for (const object of objects) keep(kind, object);
    } catch (cause) {
      if (!isForbidden(cause)) throw cause;
      notes.push(`${cause.message}: only what the store knows is looked at`);
      const known = stored.filter((one) => one.kind === kind.kind && one.group === kind.group);
      if (!(await getEach(cluster, kind, known, keep))) unread.add(kind.kind);
    }
  return { found, notes, unread };
}

/** Whether each could be read. */
async function getEach(
  cluster: Cluster,
  kind: ServedKind,
  known: readonly EnforcedObject[],
  keep: (kind: ServedKind, object: JsonObject) => void,
): Promise<boolean> {
  try {
    for (const { name, namespace } of known) {
      const object = await cluster.get(kind, name, namespace);
      if (object !== null) keep(kind, object);
    }
    return true;
  } catch (cause) {
    if (isForbidden(cause)) return false;
    throw cause;
  }
}

function isForbidden(cause: unknown): cause is WritError {
  return cause instanceof WritError && cause.code === 'CLUSTER_FORBIDDEN';
}

interface Knowing {
  readonly cluster: Cluster;
  readonly store: Store;
  readonly context: Pick<Context, 'now' | 'user'>;
}

async function compare(one: EnforcedObject, live: Live | null, knowing: Knowing): Promise<StatusEntry> {
  if (one.state === 'pending') return settlePending(one, live, knowing);
  if (live === null) return entryOf(one, null, 'missing', 'it is not in the cluster any more');
  if (policyOf(live.object) === null)
    return entryOf(one, live, 'drifted', 'somebody put another object in its place');
  const applied = objectOf(one.applied);
  const wanted = objectOf(one.wanted) ?? applied;
  if (applied === null || wanted === null) return entryOf(one, live, 'drifted', null);
  if (enforcedDigest(live.object, wanted) === enforcedDigest(applied, wanted))
    return entryOf(one, live, one.state, one.why);
  // A newer server may fill in more than the one that took it.
  if (await isAsWanted(knowing.cluster, live.kind, live.object, wanted))
    return entryOf(one, live, one.state, one.why);
  const changed = changedFields(enforcedPart(applied, wanted), enforcedPart(live.object, wanted));
  return entryOf(one, live, 'drifted', `somebody changed ${changed.join(', ')}`);
}

/** Of what nobody knew the object itself tells what became. */
async function settlePending(
  one: EnforcedObject,
  live: Live | null,
  { cluster, store, context }: Knowing,
): Promise<StatusEntry> {
  const made = madeBy(context);
  if (live === null) {
    const why = 'it never came into the cluster';
    if (one.wanted === null) await store.enforced.settle(one, { state: 'removed' }, made);
    else if (one.before === null) await store.enforced.settle(one, { state: 'taken back', why }, made);
    else return entryOf(one, null, 'missing', 'it is not in the cluster any more');
    return entryOf(one, null, one.wanted === null ? 'removed' : 'missing', why);
  }
  const wanted = objectOf(one.wanted);
  if (wanted !== null && (await isAsWanted(cluster, live.kind, live.object, wanted))) {
    const why = 'nobody saw it at work yet: `--apply` does';
    const applied = JSON.stringify(live.object);
    await store.enforced.settle(one, { state: 'applied', applied, why }, made);
    return entryOf(one, live, 'applied', why);
  }
  const before = objectOf(one.before?.applied ?? null);
  if (before !== null && enforcedDigest(live.object, before) === enforcedDigest(before, before)) {
    await store.enforced.settle(one, { state: 'taken back', why: 'it is as it was before' }, made);
    return entryOf(one, live, one.before?.state ?? 'applied', 'the last change never came into the cluster');
  }
  return entryOf(one, live, 'pending', one.why ?? 'nobody knows whether the last change was made');
}

function objectOf(text: string | null): Resource | null {
  return text === null ? null : (JSON.parse(text) as Resource);
}

function entryOf(
  stored: EnforcedObject,
  live: Live | null,
  status: EnforcedOutcome['status'],
  why: string | null,
): StatusEntry {
  const object = live?.object ?? objectOf(stored.wanted) ?? objectOf(stored.applied);
  const apiVersion = object?.apiVersion ?? stored.group;
  const { kind, namespace, name } = stored;
  const resource = { apiVersion, kind, namespace, name };
  const policy = object === null ? name : (policyOf(object) ?? name);
  const names = object === null ? [name] : namesOf(object);
  return { outcome: { resource, policy, status, why }, live, stored, names };
}

function orphan(live: Live): StatusEntry {
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
  return entries.map((entry) => {
    const { stored, outcome } = entry;
    const isThere = outcome.status === 'verified' || outcome.status === 'applied';
    if (stored === null || !isThere) return entry;
    const later = entries.find((other) => supersedes(other, entry));
    if (later === undefined) return entry;
    const by = sayKey(later.outcome.resource);
    return {
      ...entry,
      outcome: { ...outcome, status: 'superseded', why: `${by} enforces the same, and was applied later` },
    };
  });
}

function supersedes({ stored, names, outcome }: StatusEntry, older: StatusEntry): boolean {
  if (stored === null || older.stored === null || outcome.policy === older.outcome.policy) return false;
  const rules = rulesIn(older);
  return (
    rules.length > 0 &&
    stored.changed.at > older.stored.changed.at &&
    rules.every((rule) => names.includes(rule))
  );
}

/** The rules that an object says it is of, without its own names. */
function rulesIn({ names, outcome: { policy, resource } }: StatusEntry): readonly string[] {
  return names.filter((name) => name !== policy && name !== resource.name);
}

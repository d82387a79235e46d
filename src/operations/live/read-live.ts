import { offlineFacts } from '../../check/offline-facts.ts';
import { WritError } from '../../core/errors.ts';
import type { JsonObject } from '../../core/json.ts';
import { nameOf, type Resource } from '../../core/resource.ts';
import type { LiveRun } from './live-run.ts';
import type { Cluster, ListScope, ServedKind } from '../cluster-port.ts';
import { keyOf, needsOf, type Need, type Needs } from './live-needs.ts';
import {
  asWritten,
  isOfServer,
  placeOfCluster,
  placeOfKind,
  placeOfObject,
  versionOf,
} from './live-object.ts';
import { namespaceKey, type LiveState } from './live-world.ts';
import { ofServer } from '../judging/skip-reasons.ts';

/** An object that was read. */
export interface LiveObject {
  readonly place: string;
  readonly resource: Resource;
  /** Names this very state of it. */
  readonly version: string;
}

/** The kinds that are needed, owners before what they own. */
export function neededOf(
  { kinds, missing, namespaces }: LiveState,
  needs: Needs,
): readonly { readonly kind: ServedKind; readonly need: Need }[] {
  const absent = new Set(missing);
  return kinds
    .filter(({ group, version }) => !absent.has(`${group}/${version}`))
    .filter(({ verbs, namespaced }) => verbs.includes('list') && (namespaced || namespaces.length === 0))
    .map((kind) => ({ kind, need: needs.of(kind) }))
    .filter(({ kind, need }) => need !== null && keyOf(kind) !== namespaceKey)
    .toSorted((a, b) => rankOf(a.kind) - rankOf(b.kind) || compare(keyOf(a.kind), keyOf(b.kind)));
}

/** Kinds that others own, and that own pods. */
const owned = new Set(['ReplicaSet', 'Job', 'ReplicationController']);

/** What owns comes before what it owns: whoever is judged in the place of another must be known first. */
function rankOf({ group, kind }: ServedKind): number {
  if (kind === 'Pod' && group === '') return 4;
  if (owned.has(kind)) return 3;
  if (group === 'apps' || kind === 'CronJob') return 2;
  return group.includes('.') && !group.endsWith('.k8s.io') ? 0 : 1;
}

function compare(a: string, b: string): number {
  if (a === b) return 0;
  return a < b ? -1 : 1;
}

/** Reads what a run needs, and has it judge that; `seen` is shown each object that was read. */
export async function readLive(
  state: LiveState,
  run: LiveRun,
  seen: (object: LiveObject) => void,
): Promise<void> {
  const needs = needsOf(run.by, offlineFacts(0n));
  const reading: LiveReading = { state, run, seen, advice: new Set() };
  missGroups(reading, needs);
  await readNamespaces(reading, needs);
  const namespaces = state.namespaces.length === 0 ? [null] : state.namespaces;
  for (const { kind, need } of neededOf(state, needs))
    for (const namespace of namespaces) await readKind(reading, { kind, need, scope: { namespace } });
  await run.reportWaiting();
  for (const advice of reading.advice) run.note(advice);
}

/** A reading on its way. */
export interface LiveReading {
  readonly state: LiveState;
  readonly run: LiveRun;
  readonly seen: (object: LiveObject) => void;
  /** What to do about what could not be read: said once. */
  readonly advice: Set<string>;
}

/** What a group serves that does not answer, nobody knows: where rules judge something of it, that is not judged. */
function missGroups({ state, run }: LiveReading, needs: Needs): void {
  for (const version of state.missing) {
    const message = `the API server serves ${version}, which does not answer now`;
    const [group = ''] = version.split('/');
    if (needs.ofGroup(group)) {
      const file = `${placeOfCluster(state.cluster.about)}/${version}`;
      run.unjudged({ file, line: 0, column: 0, code: 'CLUSTER_UNREACHABLE', message });
    } else run.note(`${message}; no rule judges anything of it`);
  }
}

interface Asked {
  readonly kind: ServedKind;
  readonly need: Need;
  readonly scope: ListScope;
}

async function readKind(reading: LiveReading, asked: Asked): Promise<void> {
  const { cluster, pause } = reading.state;
  try {
    for await (const { objects, resourceVersion } of cluster.list(asked.kind, asked.scope)) {
      reading.state.lists.set(listKey(asked), { ...asked, resourceVersion });
      for (const object of objects) pass(reading, asked.need, object);
      await pause();
    }
  } catch (cause) {
    miss(reading, asked, cause);
  }
}

function listKey({ kind, scope }: Asked): string {
  return `${keyOf(kind)} ${scope.namespace ?? ''}`;
}

/** Has a run judge an object, or keep it for rules that look others up. */
export function pass({ state, run, seen }: LiveReading, need: Need, object: JsonObject): void {
  const resource = asWritten(object);
  if (resource === null) return;
  const place = placeOfObject(state.cluster.about, resource);
  seen({ place, resource, version: versionOf(object) });
  if (need === 'judged') run.judge(place, resource, isOfServer(resource) ? ofServer : null);
  else run.lookUp(resource);
}

/** What one kind does not give stops no other; that nothing answers any more stops all. */
function miss({ state, run, advice }: LiveReading, { kind, need, scope }: Asked, cause: unknown): void {
  if (!(cause instanceof WritError) || !isOfKind(cause)) throw cause;
  const { code, message, hint } = cause;
  state.unread.set(keyOf(kind), message);
  if (hint !== null) advice.add(hint);
  const file = placeOfKind(state.cluster.about, kind, kind.namespaced ? scope.namespace : null);
  if (need === 'judged') run.unjudged({ file, line: 0, column: 0, code, message });
  else run.note(`${message}: rules that look beyond what they judge do not see them`);
}

function isOfKind({ code }: WritError): boolean {
  return code === 'CLUSTER_FORBIDDEN' || code === 'CLUSTER_REFUSED';
}

/** Namespaces come first: their labels may decide where rules are at work. */
async function readNamespaces(reading: LiveReading, needs: Needs): Promise<void> {
  const { kinds, namespaces, unread } = reading.state;
  const kind = kinds.find((one) => keyOf(one) === namespaceKey);
  if (kind === undefined) return;
  const need = needs.of(kind);
  const isAsked = need !== null || needs.namespaceLabels;
  if (!isAsked && namespaces.length === 0) return;
  try {
    for await (const object of namespacesOf(reading, kind, need)) keep(reading, need, object);
    unread.delete(namespaceKey);
  } catch (cause) {
    // Who may only see what is in a namespace is asked for no more.
    if (isAsked || !isForbidden(cause)) miss(reading, { kind, need, scope: { namespace: null } }, cause);
  }
}

function isForbidden(cause: unknown): boolean {
  return cause instanceof WritError && cause.code === 'CLUSTER_FORBIDDEN';
}

/** All of them, or those that were named. */
async function* namespacesOf(
  { state }: LiveReading,
  kind: ServedKind,
  need: Need,
): AsyncIterable<JsonObject> {
  if (state.namespaces.length === 0)
    for await (const { objects, resourceVersion } of state.cluster.list(kind, { namespace: null })) {
      state.lists.set(namespaceKey, { kind, need, scope: { namespace: null }, resourceVersion });
      yield* objects;
    }
  for (const name of state.namespaces) {
    const object = await state.cluster.get(kind, name, null);
    if (object === null) throw noNamespace(state.cluster, name);
    yield object;
  }
}

/** Takes a namespace, whose labels may decide where rules are at work. */
export function keep(reading: LiveReading, need: Need, object: JsonObject): void {
  const resource = asWritten(object);
  if (resource === null) return;
  reading.state.namespaceObjects.set(nameOf(resource), resource);
  if (need !== null) pass(reading, need, object);
}

function noNamespace({ about }: Cluster, name: string): WritError {
  const message = `there is no namespace \`${name}\` in the cluster of context \`${about.context}\``;
  return new WritError('USAGE', message, { hint: '`kubectl get namespaces` lists them.' });
}

import { WritError } from '../../core/errors.ts';
import { at, type JsonObject } from '../../core/json.ts';
import { nameOf } from '../../core/resource.ts';
import type { FindingChange, LiveLedger } from './live-ledger.ts';
import { keyOf } from './live-needs.ts';
import { asWritten, placeOfObject } from './live-object.ts';
import { namespaceKey, type ReadList } from './live-world.ts';
import type { Context } from '../operation.ts';
import { keep, pass, readLive, type LiveReading } from './read-live.ts';

/** What a watch is given: a cluster that was read once, into a ledger. */
export interface LiveWatch {
  readonly reading: LiveReading;
  readonly ledger: LiveLedger;
  readonly wait: Context['wait'];
  readonly signal: AbortSignal;
  readonly tell: (changes: readonly FindingChange[]) => void;
}

/** Milliseconds that changes are gathered for: what is rolled out changes several objects at once. */
const gathering = 300;
/** Milliseconds until a cluster that does not answer is asked again, at first and at most. */
const firstPause = 1000;
const longestPause = 60_000;
/** Milliseconds after which all is read anew, so that nothing that was missed stays so. */
const longestRound = 1_800_000;
/** How often in a row an object may be without its owner: what is deleted takes what it owns along, a moment later. */
const patience = 20;

/**
 * Watches what was read, and tells what opens and what is fixed, until the signal.
 * @throws {WritError} `CLUSTER_CREDENTIALS`
 */
export async function watchLive(watch: LiveWatch): Promise<void> {
  const { signal, wait, reading } = watch;
  let pause = firstPause;
  for (let isFirst = true; !signal.aborted; isFirst = false) {
    try {
      if (!isFirst) await readAnew(watch);
      pause = firstPause;
      await watchRound(watch);
    } catch (cause) {
      if (signal.aborted) return;
      if (!isAway(cause)) throw cause;
      reading.run.note(`${cause.message}; it is asked again in ${pause / 1000} s`);
      await wait(pause, signal);
      pause = Math.min(pause * 2, longestPause);
    }
  }
}

function isAway(cause: unknown): cause is WritError {
  return cause instanceof WritError && cause.code === 'CLUSTER_UNREACHABLE';
}

async function readAnew({ reading, ledger, tell }: LiveWatch): Promise<void> {
  ledger.restart();
  await readLive(reading.state, reading.run, () => undefined);
  tell(ledger.settle());
}

/** What watches of one round share. */
interface Round {
  readonly ends: AbortSignal;
  /** Something changed. */
  readonly changed: () => void;
  /** All is to be read anew. */
  readonly end: (cause?: unknown) => void;
}

/** Ends when all is to be read anew: the server forgot where a watch was, or a while has passed. */
async function watchRound(watch: LiveWatch): Promise<void> {
  const { reading, signal, wait, ledger, tell } = watch;
  const over = new AbortController();
  const ends = AbortSignal.any([signal, over.signal]);
  let isChanged = false;
  const failures: Error[] = [];
  const round: Round = {
    ends,
    changed() {
      isChanged = true;
    },
    end(cause) {
      if (cause instanceof Error) failures.push(cause);
      over.abort();
    },
  };
  const watches = [...reading.state.lists.values()].map((list) => watchList(watch, list, round));
  void wait(longestRound, ends).then(() => over.abort());
  for (let orphaned = 0; !ends.aborted;) {
    await wait(gathering, ends);
    orphaned = ledger.hasOrphans() ? orphaned + 1 : 0;
    if (orphaned > patience) over.abort();
    if (!isChanged) continue;
    isChanged = false;
    tell(ledger.settle());
  }
  await Promise.all(watches);
  const [failure] = failures;
  if (failure !== undefined) throw failure;
}

async function watchList(watch: LiveWatch, list: ReadList, round: Round): Promise<void> {
  const { reading, ledger } = watch;
  try {
    const { kind, scope, resourceVersion } = list;
    for await (const change of reading.state.cluster.watch(kind, scope, resourceVersion, round.ends)) {
      if (change.type === 'stale') break;
      if (change.type === 'bookmark') continue;
      if (change.type === 'deleted') forget(reading, ledger, { list, object: change.object });
      else if (take(reading, list, change.object)) break;
      round.changed();
    }
    round.end();
  } catch (cause) {
    if (isUnwatchable(cause))
      reading.run.note(`${cause.message}: it is read again every ${longestRound / 60_000} minutes`);
    else round.end(cause);
  }
}

function isUnwatchable(cause: unknown): cause is WritError {
  return (
    cause instanceof WritError && (cause.code === 'CLUSTER_FORBIDDEN' || cause.code === 'CLUSTER_REFUSED')
  );
}

/** Takes an object as it is now; gives whether others are to be judged anew for it. */
function take(reading: LiveReading, { kind, need }: ReadList, object: JsonObject): boolean {
  if (keyOf(kind) !== namespaceKey) {
    pass(reading, need, object);
    return false;
  }
  const before = reading.state.namespaceObjects.get(nameOf(object));
  keep(reading, need, object);
  return before !== undefined && labelsOf(before) !== labelsOf(object);
}

function labelsOf(object: JsonObject): string {
  return JSON.stringify(at(object, '/metadata/labels') ?? null);
}

interface Deleted {
  readonly list: ReadList;
  readonly object: JsonObject;
}

function forget({ state }: LiveReading, ledger: LiveLedger, { list, object }: Deleted): void {
  const resource = asWritten(object);
  if (resource === null) return;
  if (keyOf(list.kind) === namespaceKey) state.namespaceObjects.delete(nameOf(resource));
  ledger.drop(placeOfObject(state.cluster.about, resource), resource);
}

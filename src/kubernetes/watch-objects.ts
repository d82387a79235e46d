import { StringDecoder } from 'node:string_decoder';
import { setTimeout as sleep } from 'node:timers/promises';
import { WritError } from '../core/errors.ts';
import { isJsonObject, own, textAt, type JsonObject } from '../core/json.ts';
import type { ListScope, ObjectChange, ServedKind } from '../operations/cluster-port.ts';
import { begin, bodyOf, type Door } from './ask.ts';
import type { Reply } from './exchange.ts';
import { doing } from './list-objects.ts';
import { pathOf, withQuery } from './paths.ts';
import { refusal, unreachable } from './problems.ts';

/** Seconds after which the server ends a watch; it is begun again. */
const longest = 290;
/** Milliseconds without a word, bookmarks included, after which a connection counts as dead. */
const silence = 100_000;
const largestEvent = 16 * 1_048_576;
/** How often in a row it may break off: about half a minute. */
const mostFailures = 8;
/** Milliseconds after which a connection that ends has done its work. */
const lasting = 5000;
const gone = 410;

/** What is watched. */
export interface Watched {
  readonly kind: ServedKind;
  readonly scope: ListScope;
  /** A resource version. */
  readonly from: string;
  readonly signal: AbortSignal;
}

/**
 * What changes after a version, over as many connections as it takes, until the signal.
 * Ends with `stale` where the server forgot that version.
 * @throws {WritError} `CLUSTER_*`
 */
export async function* watchObjects(door: Door, watched: Watched): AsyncIterable<ObjectChange> {
  const { signal } = watched;
  let version = watched.from;
  let failures = 0;
  while (!signal.aborted) {
    const begun = performance.now();
    try {
      for await (const change of changesFrom(door, watched, version)) {
        yield change;
        if (change.type === 'stale') return;
        version = versionIn(change) ?? version;
        failures = 0;
      }
      // Servers end watches now and then; one that ends each at once is not asked at once again.
      failures = performance.now() - begun > lasting ? 0 : failures + 1;
    } catch (cause) {
      if (signal.aborted) return;
      if (++failures > mostFailures || isFinal(cause)) throw asError(cause, door);
    }
    await rest(failures, signal);
  }
}

/** What no patience mends. */
function isFinal(cause: unknown): boolean {
  return cause instanceof WritError && cause.code !== 'CLUSTER_UNREACHABLE';
}

function asError(cause: unknown, { connection }: Door): WritError {
  return cause instanceof WritError
    ? cause
    : unreachable(cause as Error, { connection, time: silence, isLate: false });
}

async function rest(failures: number, signal: AbortSignal): Promise<void> {
  const time = Math.min(250 * 2 ** failures, 10_000);
  await sleep(failures === 0 ? 0 : time, undefined, { signal }).catch(() => undefined);
}

/** What one connection tells. */
async function* changesFrom(door: Door, watched: Watched, from: string): AsyncIterable<ObjectChange> {
  const { kind, scope, signal } = watched;
  const path = withQuery(pathOf(kind, scope.namespace), {
    watch: 'true',
    allowWatchBookmarks: 'true',
    resourceVersion: from,
    timeoutSeconds: longest,
  });
  const question = { method: 'GET', path, doing: doing(kind, scope, 'watch'), signal } as const;
  const reply = await begin(door, question, [gone], (streamed) => Promise.resolve(streamed));
  if (reply.status === gone) {
    reply.drop();
    yield { type: 'stale' };
    return;
  }
  for await (const event of linesOf(reply)) {
    const change = changeIn(event, door, watched);
    if (change !== null) yield change;
  }
}

/** The JSON of each line. */
async function* linesOf(reply: Reply): AsyncIterable<JsonObject> {
  const decoder = new StringDecoder('utf8');
  const alarm = setTimeout(reply.drop, silence);
  let rest = '';
  try {
    for await (const chunk of reply.body) {
      alarm.refresh();
      const lines = (rest + decoder.write(chunk)).split('\n');
      rest = lines.pop() ?? '';
      if (rest.length > largestEvent) throw new RangeError('one change is larger than what Writ reads');
      for (const line of lines) if (line !== '') yield bodyOf(line);
    }
  } finally {
    clearTimeout(alarm);
    reply.drop();
  }
}

/** Null for what is no change. */
function changeIn(event: JsonObject, { connection }: Door, { kind, scope }: Watched): ObjectChange | null {
  const object = own(event, 'object');
  if (!isJsonObject(object)) return null;
  switch (own(event, 'type')) {
    case 'ADDED':
      return { type: 'added', object };
    case 'MODIFIED':
      return { type: 'modified', object };
    case 'DELETED':
      return { type: 'deleted', object };
    case 'BOOKMARK':
      return { type: 'bookmark', resourceVersion: textAt(object, '/metadata/resourceVersion') ?? '' };
    case 'ERROR': {
      const status = Number(own(object, 'code') ?? 0);
      if (status === gone) return { type: 'stale' };
      throw refusal({ status, body: object }, doing(kind, scope, 'watch'), connection);
    }
    default:
      return null;
  }
}

/** Null where it names none, as servers may before the first change. */
function versionIn(change: ObjectChange): string | null {
  if (change.type === 'stale') return null;
  return change.type === 'bookmark'
    ? change.resourceVersion || null
    : textAt(change.object, '/metadata/resourceVersion');
}

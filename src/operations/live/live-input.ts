import { offlineFacts } from '../../check/offline-facts.ts';
import type { Schema } from '../../schema/schema.ts';
import type { CheckRun } from '../judging/check-run.ts';
import type { Cluster, ClusterSettings, ServedKind } from '../cluster-port.ts';
import type { LiveRun } from './live-run.ts';
import { needsOf, type Need } from './live-needs.ts';
import type { LiveWatching } from './live-watching.ts';
import { placeOfCluster } from './live-object.ts';
import { namespaceKey, worldOf, type LiveState, type LiveWorld } from './live-world.ts';
import type { Context } from '../operation.ts';
import { minors } from '../deciding/parse-version.ts';
import { neededOf, readLive, type LiveObject } from './read-live.ts';

/** Which cluster, as whom, and which namespaces of it; none means all. */
export interface LiveSettings extends ClusterSettings {
  readonly namespaces: readonly string[];
}

/** A cluster as the input of a run. */
export interface LiveInput {
  readonly cluster: Cluster;
  /** Goes to `startRun`. */
  readonly world: LiveWorld;
  /** The minor version of Kubernetes to judge by, such as `1.36`. */
  readonly kubernetesVersion: string;
  /** What stands in place of paths: `cluster://context`, one a namespace where some were named. */
  readonly paths: readonly string[];
  /** The kinds that a run needs, owners before what they own. */
  needed(by: LiveRun['by']): readonly { readonly kind: ServedKind; readonly need: Need }[];
  /**
   * Reads what a run needs, and has it judge that. What the user may not read is told to the run.
   * @throws {WritError} `CLUSTER_UNREACHABLE`, `CLUSTER_CREDENTIALS`
   */
  read(run: CheckRun, seen?: (object: LiveObject) => void): Promise<void>;
  /** The same for who goes on watching. */
  watching(run: CheckRun): Promise<LiveWatching>;
  close(): void;
}

/**
 * Opens a cluster as input: it is asked what it serves.
 * @throws {WritError} `CLUSTER_*`, `CONFIG_INVALID`, `USAGE`
 */
export async function openLiveInput(
  settings: LiveSettings,
  schema: Schema,
  context: Pick<Context, 'openCluster' | 'pause' | 'now'>,
): Promise<LiveInput> {
  const cluster = await context.openCluster(settings);
  try {
    const [version, { kinds, missing }] = await Promise.all([cluster.version(), cluster.kinds()]);
    const { namespaces } = settings;
    const state: LiveState = {
      cluster,
      kinds,
      missing,
      namespaces,
      pause: context.pause,
      unread: new Map([[namespaceKey, 'namespaces were not read']]),
      namespaceObjects: new Map(),
      lists: new Map(),
    };
    return {
      cluster,
      world: worldOf(state, { schema, now: context.now() }),
      kubernetesVersion: `1.${minorOf(version)}`,
      paths:
        namespaces.length === 0
          ? [placeOfCluster(cluster.about)]
          : namespaces.map((namespace) => `${placeOfCluster(cluster.about)}/${namespace}`),
      needed: (by) => neededOf(state, needsOf(by, offlineFacts(0n))),
      read: ({ live }, seen) => readLive(state, live, seen ?? (() => undefined)),
      watching: async ({ live }) => (await import('./live-watching.ts')).openLiveWatching(state, live),
      close: () => cluster.close(),
    };
  } catch (cause) {
    cluster.close();
    throw cause;
  }
}

/** A cluster newer or older than what is known is judged by the nearest that is. */
function minorOf(version: string): number {
  const minor = Number(/^1\.(\d+)/.exec(version)?.[1] ?? minors.newest);
  return Math.min(minors.newest, Math.max(minors.oldest, minor));
}

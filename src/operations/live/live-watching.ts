import type { Finding } from '../../core/finding.ts';
import { LiveLedger, placedAt, type FindingChange } from './live-ledger.ts';
import type { LiveRun } from './live-run.ts';
import type { LiveState } from './live-world.ts';
import type { Context } from '../operation.ts';
import { readLive, type LiveReading } from './read-live.ts';
import { watchLive } from './watch-live.ts';

/** A cluster that is read once, and then watched. */
export interface LiveWatching {
  /** Has the run judge everything, and remembers what was found. */
  read(): Promise<void>;
  /**
   * Tells what opens and what is fixed, until the signal.
   * @throws {WritError} `CLUSTER_CREDENTIALS`
   */
  watch(how: Watched): Promise<void>;
  /** All findings that are open now. */
  open(): Iterable<Finding>;
}

/** How a cluster is watched. */
export interface Watched {
  readonly wait: Context['wait'];
  readonly signal: AbortSignal;
  readonly tell: (changes: readonly FindingChange[]) => void;
  readonly note: (text: string) => void;
}

/** Prepares to watch what a run judges: the ledger judges each object once, and the run reports it. */
export function openLiveWatching(state: LiveState, run: LiveRun): LiveWatching {
  const ledger = new LiveLedger(run.ledger());
  const first: LiveRun = {
    ...run,
    judge(place, resource, reason) {
      const judged = ledger.put(place, resource, reason);
      if (judged !== null) run.report(judged, placedAt(place, resource));
    },
    lookUp: (resource) => ledger.lookUp(resource),
    async reportWaiting() {
      let count = 0;
      for (const [judged, placed] of ledger.waiting()) {
        run.report(judged, placed);
        if (++count % 64 === 0) await state.pause();
      }
      ledger.settle();
    },
  };
  return {
    read: () => readLive(state, first, () => undefined),
    watch({ note, ...how }) {
      const alone: LiveRun = {
        ...run,
        judge: (place, resource, reason) => ledger.put(place, resource, reason),
        lookUp: (resource) => ledger.lookUp(resource),
        reportWaiting: () => Promise.resolve(),
        unjudged({ message }) {
          ledger.miss();
          note(message);
        },
        note,
      };
      const reading: LiveReading = { state, run: alone, seen: () => undefined, advice: new Set() };
      return watchLive({ reading, ledger, ...how });
    },
    open: () => ledger.open(),
  };
}

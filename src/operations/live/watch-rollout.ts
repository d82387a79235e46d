import type { JsonObject } from '../../core/json.ts';
import { rolloutState, type RolloutState } from '../../fix/rollout-state.ts';
import type { Cluster, ServedKind } from '../cluster-port.ts';
import type { Context } from '../operation.ts';

/** A rollout at its end; `late` where it did not come to one in time, null for what replaces no pods. */
export type Rollout = { readonly state: RolloutState['state'] | 'late'; readonly why: string } | null;

/** What is watched, for how long, and who hears of it. */
export interface RolloutWatching {
  readonly cluster: Cluster;
  readonly seconds: number;
  readonly say: (text: string) => void;
}

const firstWait = 200;
const longestWait = 2000;

/** Watches a changed object until its pods are replaced, its rollout fails, or time is up. */
export async function watchRollout(
  {
    kind,
    name,
    namespace,
  }: { readonly kind: ServedKind; readonly name: string; readonly namespace: string | null },
  changed: JsonObject,
  { cluster, seconds, say }: RolloutWatching,
  { now }: Pick<Context, 'now'>,
): Promise<Rollout> {
  const until = now() + BigInt(seconds) * 1_000_000_000n;
  let said = '';
  let wait = firstWait;
  let object: JsonObject | null = changed;
  for (;;) {
    if (object === null) return { state: 'failed', why: 'it was deleted meanwhile' };
    const state = rolloutState(object);
    if (state === null || state.state !== 'under way') return state;
    if (now() >= until) return { state: 'late', why: `after ${seconds} s ${state.why}` };
    if (state.why !== said)
      say(`${kind.kind} ${namespace === null ? '' : `${namespace}/`}${name}: ${state.why}`);
    said = state.why;
    await sleep(wait);
    wait = Math.min(longestWait, wait * 2);
    object = await cluster.get(kind, name, namespace);
  }
}

function sleep(milliseconds: number): Promise<void> {
  return new Promise((resolve) => void setTimeout(resolve, milliseconds));
}

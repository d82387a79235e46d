import type { Resource } from '../../core/resource.ts';
import type { Cluster } from '../cluster-port.ts';
import type { Context } from '../operation.ts';
import { readAnswer, type Answered } from './read-answer.ts';
import type { ServedKinds } from './served-kinds.ts';

/** Whether a policy was seen at work. */
export type Verified =
  | { readonly verified: true; readonly why: string | null }
  /** `untried` where there was nothing to see it with. */
  | { readonly verified: false; readonly why: string; readonly untried: boolean };

/** What a policy is seen at work with. */
export interface Verifying {
  readonly cluster: Cluster;
  readonly served: ServedKinds;
  /** The API server's own metrics, not older than a moment. */
  readonly metrics: () => Promise<string>;
  /** Milliseconds since the epoch until which it is looked for. */
  readonly until: number;
}

/** Milliseconds between two looks: a policy takes effect within about a second. */
const pause = 150;

/** Waits between two looks; false where time is over. */
export async function waitToLook(
  { until }: Verifying,
  { now, wait }: Pick<Context, 'now' | 'wait'>,
): Promise<boolean> {
  if (Number(now() / 1_000_000n) >= until) return false;
  await wait(pause, new AbortController().signal);
  return true;
}

/** Offers an object, and reads what the answer says of a policy. */
export async function offerTo(
  { cluster, served }: Verifying,
  object: Resource,
  policy: string,
): Promise<Answered> {
  return readAnswer(await cluster.offer(await served.of(object), object), policy);
}

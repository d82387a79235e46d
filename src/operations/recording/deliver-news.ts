import type { Channel, ChannelName, Notifier } from '../notify-port.ts';
import type { Claimed, Made, Store } from '../store-port.ts';

/** How often a message is tried before it is given up. */
const tries = 8;

/** The first wait, doubled at each further try, and the longest, in milliseconds. */
const waits = { first: 60_000, longest: 21_600_000 } as const;

/** For how long whoever sends a message has it to themselves: longer than any sending takes. */
const lease = 300_000;

/** Who delivers, and by what. */
export interface Delivery {
  readonly store: Store;
  readonly notifier: Notifier;
  readonly channels: readonly Channel[];
  readonly made: Made;
}

/** Sends every message that is due, those of earlier runs too, and tells what became of them. */
export async function deliverNews(delivery: Delivery): Promise<readonly string[]> {
  const { store, channels, made } = delivery;
  const byName = new Map(channels.map((channel) => [channel.name, channel]));
  const names = [...byName.keys()];
  const said: string[] = [];
  for (;;) {
    const claimed = await store.notices.claim(names, made.at, made.at + lease);
    if (claimed === null) break;
    const channel = byName.get(claimed.channel);
    if (channel !== undefined) said.push(await attempt(claimed, channel, delivery));
  }
  return [...said, ...(await left(store, names))];
}

async function attempt(
  { channel: name, notice, tries: before }: Claimed,
  channel: Channel,
  { store, notifier, made }: Delivery,
): Promise<string> {
  const findings = `${notice.total} ${notice.total === 1 ? 'finding' : 'findings'}`;
  const sent = await notifier.send(channel, notice);
  if (sent.arrived) {
    await store.notices.sent(notice.id, made);
    return `told ${name} of ${findings}`;
  }
  const isLast = before + 1 >= tries;
  const due = made.at + Math.max(waitAfter(before), sent.wait ?? 0);
  await store.notices.failed(notice.id, sent.why, isLast ? null : due, made);
  const consequence = isLast
    ? `given up after ${tries} tries; the next run tells of them anew`
    : `it is kept, and sent by a run with --notify after ${timeOf(due)}`;
  return `${name} was not told of ${findings}: ${sent.why}; ${consequence}`;
}

function waitAfter(before: number): number {
  return Math.min(waits.first * 2 ** before, waits.longest);
}

/** Messages for channels that nobody describes any more would wait for ever in silence. */
async function left({ notices }: Store, names: readonly ChannelName[]): Promise<readonly string[]> {
  return (await notices.waiting())
    .filter(({ channel }) => !names.some((name) => name === channel))
    .map(
      ({ channel, count }) =>
        `${count} ${count === 1 ? 'message waits' : 'messages wait'} for ${channel}, which the configuration does not describe`,
    );
}

function timeOf(milliseconds: number): string {
  return new Date(milliseconds).toISOString();
}

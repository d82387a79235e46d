import type { CheckEvent, CheckResult, WatchEvent } from '../judging/check-result.ts';
import { startRun } from '../judging/check-run.ts';
import type { Checking } from '../check.ts';
import type { LiveInput } from './live-input.ts';
import type { Context } from '../operation.ts';

/**
 * Judges what lives in a cluster, and then whatever changes, until somebody ends it.
 * @returns how it stands by then
 */
export async function checkAndWatch(
  { asked, world, watching, notes, live }: Checking & { readonly live: LiveInput },
  { interrupted, wait, now }: Pick<Context, 'interrupted' | 'wait' | 'now'>,
  emit: (event: CheckEvent | WatchEvent) => void,
): Promise<CheckResult> {
  try {
    const run = startRun(asked, world, emit);
    for (const note of notes) emit({ type: 'note', note });
    const watch = await live.watching(run);
    await watch.read();
    const result = run.finish();
    emit({ type: 'watching', result, open: [...watch.open()].length });
    await watch.watch({
      wait,
      signal: interrupted(),
      tell(changes) {
        for (const change of changes) emit({ type: 'change', ...change, at: now() });
      },
      note: (note) => emit({ type: 'note', note }),
    });
    return { ...result, failed: [...watch.open()].some(run.isFailure) };
  } finally {
    // Exceptions and a baseline were only read.
    await watching?.abandon();
  }
}

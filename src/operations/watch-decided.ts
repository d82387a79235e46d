import type { Decided } from './decided.ts';
import { inputRules } from './input-rules.ts';
import type { Watch } from './watch.ts';

/** What puts the exceptions of a configuration to work; nothing is loaded where there is none. */
export async function watchDecided({ rules, exceptions }: Decided, now: bigint): Promise<Watch | undefined> {
  if (exceptions.length === 0) return undefined;
  const { watchExceptions } = await import('./apply-exceptions.ts');
  const judged = new Set([...rules.map(({ rule }) => rule), ...inputRules].map(({ id }) => id));
  return watchExceptions(exceptions, { now, judged });
}

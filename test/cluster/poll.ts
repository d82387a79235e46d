import { setTimeout as sleep } from 'node:timers/promises';

/**
 * Looks again and again until there is something.
 * @throws {Error} after five minutes.
 */
export async function poll<T>(what: string, look: () => Promise<T | null>): Promise<T> {
  const until = performance.now() + 300_000;
  while (performance.now() < until) {
    const found = await look();
    if (found !== null) return found;
    await sleep(100);
  }
  throw new Error(`waited five minutes for ${what}`);
}

import { rmSync } from 'node:fs';

const unfinished = new Set<string>();
const signals = ['SIGINT', 'SIGTERM', 'SIGHUP'] as const;

/** Remembers a temporary file: a signal that ends the process removes it first. */
export function keepUntilDone(path: string): void {
  if (unfinished.size === 0) for (const signal of signals) process.on(signal, end);
  unfinished.add(path);
}

/** Forgets a file that has its name now, or is gone. */
export function discard(path: string): void {
  unfinished.delete(path);
  if (unfinished.size === 0) for (const signal of signals) process.off(signal, end);
}

/** Ends as the signal would have ended it, so that a shell sees what happened. */
function end(signal: NodeJS.Signals): void {
  for (const path of unfinished) rmSync(path, { force: true });
  for (const name of signals) process.off(name, end);
  process.kill(process.pid, signal);
}

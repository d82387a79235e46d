import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';

/** Bytes of garbage that may pile up. */
const most = 64 * 1_048_576;

/**
 * Keeps memory small while pages are read: each is garbage a moment later, which the engine would rather let pile up, and
 * a pod with a limit is ended for it. Young objects get less room, and the old ones are looked through now and then.
 */
export function garbageCollector(): () => void {
  setFlagsFromString('--max-semi-space-size=8');
  setFlagsFromString('--semi-space-growth-factor=1');
  setFlagsFromString('--expose-gc');
  const collect = runInNewContext('gc') as () => void;
  let left = process.memoryUsage().heapUsed;
  return () => {
    if (process.memoryUsage().heapUsed - left < most) return;
    collect();
    left = process.memoryUsage().heapUsed;
  };
}

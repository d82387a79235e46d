import { userInfo } from 'node:os';
import { resolve } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { fileInputs } from '../files/inputs.ts';
import { makeFolder } from '../files/make-folder.ts';
import { writeText } from '../files/write-text.ts';
import type { Context } from '../operations/operation.ts';

function interrupted(): AbortSignal {
  const controller = new AbortController();
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const)
    process.once(signal, () => controller.abort());
  // Nobody reads any more: `… --watch | head`.
  process.stdout.once('error', () => controller.abort());
  return controller.signal;
}

/** Opens the ports of this machine; nothing else knows an implementation. */
export function openContext(version: string, stdin: AsyncIterable<Buffer>): Context {
  return {
    inputs: fileInputs(stdin),
    now: () => BigInt(Date.now()) * 1_000_000n,
    pause: () => new Promise((resolve) => void setImmediate(resolve)),
    wait: (milliseconds, signal) => sleep(milliseconds, undefined, { signal }).catch(() => undefined),
    interrupted,
    version,
    openStore: async (place, mustExist) =>
      (await import('./open-store.ts')).openStore(place, process.env, mustExist),
    openCluster: async (settings) =>
      (await import('../kubernetes/open-cluster.ts')).openCluster(settings, process.env),
    openNotifier: async () => (await import('../notify/notifier.ts')).createNotifier(process.env),
    write: writeText,
    makeFolder,
    target: (paths) =>
      paths
        .map((path) => (path === '-' ? '<stdin>' : path.startsWith('cluster://') ? path : resolve(path)))
        .toSorted()
        .join(' '),
    user: () => userInfo().username,
  };
}

import { fileInputs } from '../files/inputs.ts';
import type { Context } from '../operations/operation.ts';

/** Opens the ports of this machine; nothing else knows an implementation. */
export function openContext(version: string, stdin: AsyncIterable<Buffer>): Context {
  return {
    inputs: fileInputs(stdin),
    now: () => BigInt(Date.now()) * 1_000_000n,
    pause: () => new Promise((resolve) => void setImmediate(resolve)),
    version,
  };
}

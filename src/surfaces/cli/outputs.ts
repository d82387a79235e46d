import { closeSync, fsyncSync, openSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { WritError } from '../../core/errors.ts';

/** Where text goes: standard output, or a file that appears whole or not at all. */
export interface Sink {
  write(text: string): void;
  /** Makes what was written visible. */
  close(): void;
  /** Leaves nothing behind. */
  abandon(): void;
}

const chunk = 65_536;

/** Standard output, written in chunks. */
export function standardOutput(write: (text: string) => void): Sink {
  let pending = '';
  const flush = (): void => {
    if (pending !== '') write(pending);
    pending = '';
  };
  return {
    write(text) {
      pending += text;
      if (pending.length > chunk) flush();
    },
    close: flush,
    abandon: flush,
  };
}

/**
 * A file, written beside its place under a temporary name and then renamed.
 * @throws {WritError} `OUTPUT_UNWRITABLE`
 */
export function outputFile(path: string): Sink {
  const temporary = `${path}.${process.pid}.tmp`;
  const descriptor = guard(path, () => openSync(temporary, 'wx', 0o644));
  let pending = '';
  const flush = (): void => {
    guard(path, () => writeFileSync(descriptor, pending));
    pending = '';
  };
  return {
    write(text) {
      pending += text;
      if (pending.length > chunk) flush();
    },
    close() {
      flush();
      guard(path, () => fsyncSync(descriptor));
      closeSync(descriptor);
      guard(path, () => renameSync(temporary, path));
    },
    abandon() {
      closeSync(descriptor);
      rmSync(temporary, { force: true });
    },
  };
}

function guard<T>(path: string, action: () => T): T {
  try {
    return action();
  } catch (cause) {
    throw new WritError('OUTPUT_UNWRITABLE', `cannot write \`${path}\``, {
      cause,
      hint: 'Name a file in a folder that exists and that you may write to.',
    });
  }
}

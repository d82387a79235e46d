import {
  closeSync,
  fsyncSync,
  openSync,
  realpathSync,
  renameSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs';
import { WritError } from '../../core/errors.ts';
import { discard, keepUntilDone } from './unfinished.ts';
import { utf8 } from './utf8.ts';

/** Where text goes: standard output, or a file that appears whole or not at all. */
export interface Sink {
  write(text: string): void;
  /** Makes what was written so far visible, where that can be seen before the end. */
  flush(): void;
  /** Makes what was written visible. */
  close(): void;
  /** Leaves nothing behind. */
  abandon(): void;
}

const chunk = 32_768;

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
    flush,
    close: flush,
    abandon: flush,
  };
}

/**
 * A file, written beside its place under a temporary name and then renamed; a link stays one, and so do the rights.
 * What is no regular file, such as /dev/null or a pipe, is written to as it is.
 * @throws {WritError} `OUTPUT_UNWRITABLE`
 */
export function outputFile(path: string): Sink {
  const target = guard(path, () => targetOf(path));
  if (target.mode === null) return openedAt(path, () => openSync(path, 'w'), noTemporary);
  const temporary = `${target.path}.${process.pid}-${process.hrtime.bigint().toString(36)}.tmp`;
  keepUntilDone(temporary);
  return openedAt(path, () => openSync(temporary, 'wx', target.mode ?? undefined), {
    closed() {
      renameSync(temporary, target.path);
      discard(temporary);
    },
    dropped() {
      rmSync(temporary, { force: true });
      discard(temporary);
    },
  });
}

interface Temporary {
  readonly closed: () => void;
  readonly dropped: () => void;
}

const noTemporary: Temporary = { closed: () => undefined, dropped: () => undefined };

/** Where a path leads, and the rights of the file to be; null for what cannot be replaced. */
function targetOf(path: string): { readonly path: string; readonly mode: number | null } {
  const stats = statSync(path, { throwIfNoEntry: false });
  if (stats === undefined) return { path, mode: 0o666 };
  return { path: realpathSync(path), mode: stats.isFile() ? stats.mode & 0o777 : null };
}

function openedAt(path: string, open: () => number, temporary: Temporary): Sink {
  const descriptor = guard(path, open, temporary.dropped);
  let isOpen = true;
  let pending = '';
  const close = (): void => {
    if (isOpen) closeSync(descriptor);
    isOpen = false;
  };
  const flush = (): void => {
    if (pending !== '') guard(path, () => writeFileSync(descriptor, utf8(pending)));
    pending = '';
  };
  return {
    write(text) {
      pending += text;
      if (pending.length > chunk) flush();
    },
    flush,
    close() {
      flush();
      guard(path, () => {
        if (temporary !== noTemporary) fsyncSync(descriptor);
        close();
        temporary.closed();
      });
    },
    abandon() {
      close();
      temporary.dropped();
    },
  };
}

function guard<T>(path: string, action: () => T, otherwise: () => void = () => undefined): T {
  try {
    return action();
  } catch (cause) {
    otherwise();
    throw new WritError('OUTPUT_UNWRITABLE', `cannot write \`${path}\`: ${unwritable(cause)}`, {
      cause,
      hint: 'Name a file in a folder that exists and that you may write to.',
    });
  }
}

const words: Readonly<Record<string, string>> = {
  EACCES: 'permission denied',
  EPERM: 'permission denied',
  EROFS: 'the file system is read-only',
  ENOENT: 'there is no such folder',
  ENOTDIR: 'a part of the path is no folder',
  EISDIR: 'it is a folder',
  ENOSPC: 'no space is left',
  ELOOP: 'it is a loop of links',
  ENAMETOOLONG: 'the name is too long',
  EPIPE: 'nobody reads it',
};

/** Why something could not be written, in words. */
export function unwritable(cause: unknown): string {
  const code = cause instanceof Error && 'code' in cause ? String(cause.code) : 'unknown reason';
  return words[code] ?? code;
}

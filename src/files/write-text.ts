import {
  closeSync,
  fsyncSync,
  openSync,
  readdirSync,
  realpathSync,
  renameSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs';
import { dirname, join } from 'node:path';
import { WritError } from '../core/errors.ts';

/**
 * Writes a file under a temporary name beside its place, and renames it when it is whole; its rights stay.
 * @throws {WritError} `OUTPUT_UNWRITABLE`
 */
export function writeText(file: string, text: string): void {
  let temporary: string | null = null;
  try {
    const stats = statSync(file, { throwIfNoEntry: false });
    const place = stats === undefined ? file : realpathSync(file);
    clear(dirname(place));
    temporary = `${place}.${crypto.randomUUID()}.part`;
    const descriptor = openSync(temporary, 'wx', stats === undefined ? 0o666 : stats.mode & 0o777);
    writeFileSync(descriptor, text);
    fsyncSync(descriptor);
    closeSync(descriptor);
    renameSync(temporary, place);
  } catch (cause) {
    if (temporary !== null) rmSync(temporary, { force: true });
    const code = cause instanceof Error && 'code' in cause ? String(cause.code) : 'unknown reason';
    throw new WritError('OUTPUT_UNWRITABLE', `cannot write \`${file}\`: ${words[code] ?? code}`, {
      cause,
      hint: 'Name a file in a folder that exists and that you may write to.',
    });
  }
}

/** Folders that were looked at. */
const cleared = new Set<string>();
const leftover = /\.[\da-f]{8}(?:-[\da-f]{4}){3}-[\da-f]{12}\.part$/;
/** Milliseconds: whoever writes a file for longer does not live any more. */
const oldest = 600_000;

/** Removes what killed processes left in a folder: files under their temporary names. */
function clear(folder: string): void {
  if (cleared.has(folder)) return;
  cleared.add(folder);
  for (const name of readdirSync(folder).filter((one) => leftover.test(one))) {
    const file = join(folder, name);
    const written = statSync(file, { throwIfNoEntry: false })?.mtimeMs ?? Infinity;
    if (written < Date.now() - oldest) rmSync(file, { force: true });
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
};

import { closeSync, fsyncSync, openSync, renameSync, rmSync } from 'node:fs';
import { dirname } from 'node:path';
import { randomUUID } from 'node:crypto';
import type { DatabaseSync } from 'node:sqlite';
import { WritError } from '../core/errors.ts';
import { reason } from './database.ts';

/**
 * Writes a copy of the store as it is at one moment, under a temporary name until it is whole and on the disk; writers
 * go on meanwhile.
 * @throws {WritError} `OUTPUT_UNWRITABLE`
 */
export function backup(database: DatabaseSync, file: string): void {
  const temporary = `${file}.${randomUUID()}.part`;
  try {
    // Made first, so that nobody but the owner may ever read it; SQLite takes an empty file.
    closeSync(openSync(temporary, 'wx', 0o600));
    database.prepare('VACUUM INTO ?').run(temporary);
    sync(temporary);
    renameSync(temporary, file);
    sync(dirname(file));
  } catch (cause) {
    rmSync(temporary, { force: true });
    const message = `the backup cannot be written: ${reason(cause, file)}`;
    throw new WritError('OUTPUT_UNWRITABLE', message, { where: { file }, cause });
  }
}

function sync(path: string): void {
  // Windows cannot open a folder to sync it, and need not.
  if (process.platform === 'win32') return;
  const descriptor = openSync(path, 'r');
  fsyncSync(descriptor);
  closeSync(descriptor);
}

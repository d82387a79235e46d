import { closeSync, fsyncSync, openSync, renameSync, rmSync } from 'node:fs';
import { dirname } from 'node:path';
import { randomUUID } from 'node:crypto';
import type { DatabaseSync } from 'node:sqlite';

/**
 * Writes a copy of the store as it is at one moment, under a temporary name until it is whole and on the disk; writers
 * go on meanwhile.
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
    throw cause;
  }
}

function sync(path: string): void {
  // Windows cannot open a folder to sync it, and need not.
  if (process.platform === 'win32') return;
  const descriptor = openSync(path, 'r');
  fsyncSync(descriptor);
  closeSync(descriptor);
}

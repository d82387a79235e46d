import { closeSync, existsSync, mkdirSync, openSync, statSync } from 'node:fs';
import { dirname } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { WritError } from '../core/errors.ts';
import { migrations } from './migrations.ts';

/** `WRIT` in ASCII, in the header of the file: no other program's database is taken for ours. */
const applicationId = 0x57_52_49_54;
/** How long one process waits for another that writes, in milliseconds. */
const patience = 30_000;

/** An open store, and how many steps it had taken before. */
export interface OpenedDatabase {
  readonly database: DatabaseSync;
  readonly from: number;
}

/**
 * Opens a store's file, made with rights for its owner only where there is none, and brings it up to date.
 * @throws {WritError} `STORE_UNUSABLE`
 */
export function openDatabase(file: string): OpenedDatabase {
  return reported(file, () => {
    make(file);
    const database = connect(file);
    try {
      return { database, from: migrate(database, file) };
    } catch (cause) {
      database.close();
      throw cause;
    }
  });
}

/** A further connection to a file that is a store. */
export function connect(file: string): DatabaseSync {
  const database = new DatabaseSync(file, { timeout: patience });
  // FULL: a commit is on the disk, not only in the system's memory, before it returns.
  database.exec(
    'PRAGMA synchronous = FULL; PRAGMA trusted_schema = OFF; PRAGMA cache_size = -65536; PRAGMA temp_store = FILE',
  );
  return database;
}

/** Runs what must happen wholly or not at all. */
export function inTransaction<T>(database: DatabaseSync, run: () => T): T {
  database.exec('BEGIN IMMEDIATE');
  try {
    const result = run();
    database.exec('COMMIT');
    return result;
  } catch (cause) {
    if (database.isTransaction) database.exec('ROLLBACK');
    throw cause;
  }
}

function make(file: string): void {
  if (existsSync(file)) return;
  mkdirSync(dirname(file), { recursive: true, mode: 0o700 });
  closeSync(openSync(file, 'a', 0o600));
}

function migrate(database: DatabaseSync, file: string): number {
  refuseOthers(database, file);
  const from = numberOf(database, 'PRAGMA user_version');
  if (from === migrations.length) return from;
  // Readers go on while one writes; the file itself remembers it.
  database.exec('PRAGMA journal_mode = WAL');
  inTransaction(database, () => {
    // Another process may have taken the steps while this one waited.
    const version = numberOf(database, 'PRAGMA user_version');
    for (const step of migrations.slice(version)) database.exec(step);
    database.exec(`PRAGMA application_id = ${applicationId}; PRAGMA user_version = ${migrations.length}`);
  });
  return from;
}

function refuseOthers(database: DatabaseSync, file: string): void {
  const isEmpty = numberOf(database, 'SELECT count(*) FROM sqlite_schema') === 0;
  if (isEmpty) return;
  if (numberOf(database, 'PRAGMA application_id') !== applicationId)
    throw unusable(file, 'it is a database of another program');
  const version = numberOf(database, 'PRAGMA user_version');
  if (version > migrations.length) {
    throw new WritError('STORE_UNUSABLE', `the store was written by a newer Writ (step ${version})`, {
      where: { file },
      hint: `This one knows ${migrations.length} steps: take the newer Writ, or another file.`,
    });
  }
}

/** The one number that a statement gives. */
export function numberOf(database: DatabaseSync, sql: string): number {
  return Number(Object.values(database.prepare(sql).get() ?? {})[0]);
}

/** Runs what may meet a file that is no store, or cannot be read or written. */
export function reported<T>(file: string, run: () => T): T {
  try {
    return run();
  } catch (cause) {
    if (cause instanceof WritError) throw cause;
    throw unusable(file, reason(cause, file), cause);
  }
}

function unusable(file: string, why: string, cause?: unknown): WritError {
  return new WritError('STORE_UNUSABLE', `the store cannot be used: ${why}`, {
    where: { file },
    hint: 'Name another file with --store or WRIT_STORE.',
    cause,
  });
}

/** SQLite's result codes and the system's, in words. */
const words: Readonly<Record<string, string>> = {
  5: 'another process has been writing to it for too long',
  8: 'it is read-only',
  10: 'the disk failed to read or write it',
  11: 'it is damaged; restore a backup',
  13: 'the disk is full',
  14: 'it cannot be opened',
  26: 'it is no SQLite database',
  ENOENT: 'there is no such folder',
  EACCES: 'permission denied',
  EPERM: 'permission denied',
  EISDIR: 'it is a folder',
  ENOTDIR: 'its folder is a file',
  EEXIST: 'its folder is a file',
  EROFS: 'the disk is read-only',
  ENOSPC: 'the disk is full',
};

/** A table that is gone, or there when it should be made: not our SQL is wrong but the file was meddled with. */
function missing(errcode: number | undefined, message: string): string | undefined {
  return errcode === 1 && /^no such (?:table|column): |already exists$/.test(message) ? words[11] : undefined;
}

/** Why a file could not be opened, read or written; what is none of that is a defect, and thrown on. */
export function reason(cause: unknown, file: string): string {
  if (!(cause instanceof Error)) throw cause;
  const { errcode, code } = cause as Error & { readonly errcode?: number; readonly code?: string };
  const known = words[String((errcode ?? 0) % 256)] ?? words[code ?? ''] ?? missing(errcode, cause.message);
  if (known === undefined) throw cause;
  return errcode === 14 && statSync(file, { throwIfNoEntry: false })?.isDirectory() === true
    ? 'it is a folder'
    : known;
}

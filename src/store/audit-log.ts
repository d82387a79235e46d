import { hash } from 'node:crypto';
import type { DatabaseSync } from 'node:sqlite';
import type {
  AuditAnchor,
  AuditEntry,
  AuditEvent,
  AuditLog,
  AuditVerdict,
} from '../operations/store-port.ts';
import { inTransaction, reported } from './database.ts';

/** The audit log of an open store. */
export function auditLog(database: DatabaseSync, file: string): AuditLog {
  return {
    append: async (event) =>
      reported(file, () => inTransaction(database, () => appendAudit(database, event))),
    list: async (limit) => reported(file, () => newest(database, limit)),
    verify: async (anchor) => reported(file, () => verify(database, anchor)),
  };
}

/** Appends within the transaction of whatever is written down, so that there is neither without the other. */
export function appendAudit(database: DatabaseSync, given: AuditEvent): AuditEntry {
  const event = wellFormed(given);
  const [last] = newest(database, 1);
  const sequence = (last?.sequence ?? 0) + 1;
  const digest = digestOf(event, sequence, last?.digest ?? '');
  database
    .prepare(
      'INSERT INTO audit (sequence, at, by, action, subject, detail, digest) VALUES (?, ?, ?, ?, ?, ?, ?)',
    )
    .run(sequence, event.at, event.by, event.action, event.subject, JSON.stringify(event.detail), digest);
  return { ...event, sequence, digest };
}

/** With what UTF-8 cannot hold replaced, as the database would: the digest is of what is read again. */
function wellFormed(event: AuditEvent): AuditEvent {
  const { by, action, subject } = event;
  return {
    ...event,
    by: by.toWellFormed(),
    action: action.toWellFormed(),
    subject: subject.toWellFormed(),
  };
}

/** Over a list, not an object: nothing in it can be read in two ways. */
function digestOf({ at, by, action, subject, detail }: AuditEvent, sequence: number, before: string): string {
  return hash('sha256', JSON.stringify([before, sequence, at, by, action, subject, JSON.stringify(detail)]));
}

function newest(database: DatabaseSync, limit: number): readonly AuditEntry[] {
  return database.prepare('SELECT * FROM audit ORDER BY sequence DESC LIMIT ?').all(limit).map(entryOf);
}

function entryOf(row: Record<string, unknown>): AuditEntry {
  return {
    sequence: Number(row['sequence']),
    at: Number(row['at']),
    by: String(row['by']),
    action: String(row['action']),
    subject: String(row['subject']),
    detail: JSON.parse(String(row['detail'])) as AuditEvent['detail'],
    digest: String(row['digest']),
  };
}

function verify(database: DatabaseSync, anchor: AuditAnchor | null): AuditVerdict {
  let last: AuditAnchor | null = null;
  let entries = 0;
  for (const row of database.prepare('SELECT * FROM audit ORDER BY sequence').iterate()) {
    const sequence = entries + 1;
    const digest: AuditAnchor | string = check(row, sequence, last, anchor);
    if (typeof digest === 'string') return { entries, last, broken: { sequence, why: digest } };
    last = digest;
    entries = sequence;
  }
  const cut = { sequence: entries + 1, why: 'it is missing: the end of the log was cut off' };
  return { entries, last, broken: anchor !== null && anchor.sequence > entries ? cut : null };
}

/** Where the chain goes on from an entry, or why the entry breaks it. */
function check(
  row: Record<string, unknown>,
  sequence: number,
  last: AuditAnchor | null,
  anchor: AuditAnchor | null,
): AuditAnchor | string {
  const entry = readable(row);
  if (entry === null) return 'it cannot be read';
  if (entry.sequence !== sequence) return 'it is missing';
  if (entry.digest !== digestOf(entry, sequence, last?.digest ?? '')) return 'it is not what was written';
  return anchor?.sequence === sequence && anchor.digest !== entry.digest
    ? 'it is not the one that the anchor was taken of'
    : { sequence, digest: entry.digest };
}

function readable(row: Record<string, unknown>): AuditEntry | null {
  try {
    return entryOf(row);
  } catch {
    return null; // Its detail is no JSON: somebody wrote into the file.
  }
}

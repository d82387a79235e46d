import type { DatabaseSync } from 'node:sqlite';
import { WritError } from '../core/errors.ts';
import type { AuditEntry, AuditEvent, AuditLog } from '../operations/store-port.ts';
import { auditDigest } from './audit-digest.ts';
import { verifyAudit } from './audit-verify.ts';
import { inTransaction, reported } from './database.ts';

/** The audit log of an open store. */
export function auditLog(database: DatabaseSync, file: string): AuditLog {
  return {
    append: async (event) =>
      reported(file, () => inTransaction(database, () => appendAudit(database, event))),
    list: async (limit) => reported(file, () => newest(database, limit)),
    verify: async (anchor) => reported(file, () => verifyAudit(database, anchor)),
  };
}

/** Appends within the transaction of whatever is written down, so that there is neither without the other. */
export function appendAudit(database: DatabaseSync, given: AuditEvent): AuditEntry {
  const event = wellFormed(given);
  const [last] = newest(database, 1);
  const sequence = (last?.sequence ?? 0) + 1;
  const detail = JSON.stringify(event.detail);
  const digest = auditDigest({ ...event, sequence, detail }, last?.digest ?? '');
  const { changes } = database
    .prepare(
      'INSERT INTO audit (sequence, at, by, action, subject, detail, digest) VALUES (?, ?, ?, ?, ?, ?, ?)',
    )
    .run(sequence, event.at, event.by, event.action, event.subject, detail, digest);
  // A trigger that somebody added could swallow it.
  if (changes !== 1) throw notTaken();
  return { ...event, sequence, digest };
}

function notTaken(): WritError {
  return new WritError('STORE_UNUSABLE', 'the audit log does not take an entry: somebody changed the store', {
    hint: 'Look at what happened, then restore a backup.',
  });
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

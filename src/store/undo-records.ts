import { hash, randomUUID } from 'node:crypto';
import type { DatabaseSync } from 'node:sqlite';
import type { AuditDetail, Made, NewUndoRecord, UndoRecord, UndoRecords } from '../operations/store-port.ts';
import { appendAudit } from './audit-log.ts';
import { inTransaction, reported } from './database.ts';

/** The undo records of an open store. */
export function undoRecords(database: DatabaseSync, file: string): UndoRecords {
  return {
    add: async (given, evidence = {}) =>
      reported(file, () => inTransaction(database, () => add(database, given, evidence))),
    get: async (id) =>
      reported(file, () => {
        const row = database.prepare('SELECT * FROM undo WHERE id = ?').get(id);
        return row === undefined ? null : recordOf(row);
      }),
    list: async (limit) =>
      reported(file, () =>
        database.prepare('SELECT * FROM undo ORDER BY at DESC, rowid DESC LIMIT ?').all(limit).map(recordOf),
      ),
    finish: async (id, made, outcome = null) =>
      reported(file, () => inTransaction(database, () => finish(database, { id, made, outcome }))),
    take: async (id, made, evidence = {}) =>
      reported(file, () => inTransaction(database, () => take(database, { id, made, evidence }))),
  };
}

function add(
  database: DatabaseSync,
  { ends = [], ...given }: NewUndoRecord,
  evidence: AuditDetail,
): UndoRecord {
  const id = randomUUID();
  const { summary, changes, at, by } = given;
  database
    .prepare('INSERT INTO undo (id, summary, changes, at, by) VALUES (?, ?, ?, ?, ?)')
    .run(id, summary, changes, at, by);
  const ending = database.prepare('INSERT INTO repairs (undo, fingerprint) VALUES (?, ?)');
  for (const fingerprint of new Set(ends)) ending.run(id, Buffer.from(fingerprint, 'hex'));
  const detail = { summary, changes: hash('sha256', changes), ...evidence };
  appendAudit(database, { at, by, action: 'fix.write', subject: id, detail });
  return { ...given, id, finished: null, undone: null };
}

function finish(
  database: DatabaseSync,
  { id, made, outcome }: { readonly id: string; readonly made: Made; readonly outcome: AuditDetail | null },
): void {
  const sql = 'UPDATE undo SET finished_at = ?, finished_by = ? WHERE id = ? AND finished_at IS NULL';
  if (database.prepare(sql).run(made.at, made.by, id).changes === 0 || outcome === null) return;
  appendAudit(database, { ...made, action: 'fix.done', subject: id, detail: outcome });
}

interface Taking {
  readonly id: string;
  readonly made: Made;
  readonly evidence: AuditDetail;
}

function take(database: DatabaseSync, { id, made, evidence }: Taking): boolean {
  const sql = 'UPDATE undo SET undone_at = ?, undone_by = ? WHERE id = ? AND undone_at IS NULL';
  if (database.prepare(sql).run(made.at, made.by, id).changes === 0) return false;
  const { summary, changes } =
    database.prepare('SELECT summary, changes FROM undo WHERE id = ?').get(id) ?? {};
  const detail = { summary: String(summary), changes: hash('sha256', String(changes)), ...evidence };
  appendAudit(database, { ...made, action: 'fix.undo', subject: id, detail });
  return true;
}

/** Who did it, and when; null for what was not done. */
export function madeOf(at: unknown, by: unknown): Made | null {
  return at === null ? null : { at: Number(at), by: String(by) };
}

function recordOf(row: Record<string, unknown>): UndoRecord {
  return {
    id: String(row['id']),
    summary: String(row['summary']),
    changes: String(row['changes']),
    at: Number(row['at']),
    by: String(row['by']),
    finished: madeOf(row['finished_at'], row['finished_by']),
    undone: madeOf(row['undone_at'], row['undone_by']),
  };
}

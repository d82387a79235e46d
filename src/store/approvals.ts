import { randomUUID } from 'node:crypto';
import type { DatabaseSync } from 'node:sqlite';
import type { Approval, Approvals, AuditDetail } from '../operations/store-port.ts';
import { appendAudit } from './audit-log.ts';
import { inTransaction, reported } from './database.ts';

/** The approvals of an open store. */
export function approvals(database: DatabaseSync, file: string): Approvals {
  return {
    add: async (given, evidence = {}) =>
      reported(file, () => inTransaction(database, () => add(database, given, evidence))),
    of: async (subject) =>
      reported(file, () =>
        database
          .prepare('SELECT * FROM approvals WHERE subject = ? ORDER BY at DESC, rowid DESC')
          .all(subject)
          .map(approvalOf),
      ),
  };
}

function add(database: DatabaseSync, given: Omit<Approval, 'id'>, evidence: AuditDetail): Approval {
  const approval = { ...given, id: randomUUID() };
  const { id, subject, decision, reason, at, by } = approval;
  database
    .prepare('INSERT INTO approvals VALUES (?, ?, ?, ?, ?, ?)')
    .run(id, subject, decision, reason, at, by);
  const action = decision === 'approved' ? 'approval.give' : 'approval.refuse';
  appendAudit(database, { at, by, action, subject, detail: { id, reason, ...evidence } });
  return approval;
}

function approvalOf(row: Record<string, unknown>): Approval {
  return {
    id: String(row['id']),
    subject: String(row['subject']),
    decision: row['decision'] === 'approved' ? 'approved' : 'refused',
    reason: String(row['reason']),
    at: Number(row['at']),
    by: String(row['by']),
  };
}

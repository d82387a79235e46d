import { hash, randomUUID } from 'node:crypto';
import type { DatabaseSync } from 'node:sqlite';
import type {
  AuditDetail,
  Exception,
  Made,
  StoredException,
  StoredExceptions,
} from '../operations/store-port.ts';
import { appendAudit } from './audit-log.ts';
import { inTransaction, reported } from './database.ts';

/** The exceptions of an open store. */
export function storedExceptions(database: DatabaseSync, file: string): StoredExceptions {
  return {
    create: async (exception, made) =>
      reported(file, () => inTransaction(database, () => create(database, exception, made))),
    list: async () =>
      reported(file, () =>
        database
          .prepare('SELECT * FROM exceptions ORDER BY created_at DESC, rowid DESC')
          .all()
          .map(exceptionOf),
      ),
    end: async (id, made) => reported(file, () => inTransaction(database, () => end(database, id, made))),
  };
}

function create(database: DatabaseSync, exception: Exception, made: Made): StoredException {
  const id = randomUUID();
  const { rules, selector, reason, approver, until } = exception;
  database
    .prepare('INSERT INTO exceptions VALUES (?, ?, ?, ?, ?, ?, ?, ?, NULL, NULL)')
    .run(id, JSON.stringify(rules), JSON.stringify(selector), reason, approver, until, made.at, made.by);
  appendAudit(database, { ...made, action: 'exception.create', subject: id, detail: detailOf(exception) });
  return { ...exception, id, created: made, ended: null };
}

function end(database: DatabaseSync, id: string, made: Made): boolean {
  const sql = 'UPDATE exceptions SET ended_at = ?, ended_by = ? WHERE id = ? AND ended_at IS NULL';
  if (database.prepare(sql).run(made.at, made.by, id).changes === 0) return false;
  const row = database.prepare('SELECT * FROM exceptions WHERE id = ?').get(id) ?? {};
  appendAudit(database, {
    ...made,
    action: 'exception.end',
    subject: id,
    detail: detailOf(exceptionOf(row)),
  });
  return true;
}

/** What is lifted, for what, and the digest of the whole. */
function detailOf({ rules, selector, reason, approver, until }: Exception): AuditDetail {
  const exception = hash('sha256', JSON.stringify([rules, selector, reason, approver, until]));
  return { rules: rules.join(','), approver, until, reason, selector: JSON.stringify(selector), exception };
}

function exceptionOf(row: Record<string, unknown>): StoredException {
  return {
    id: String(row['id']),
    rules: JSON.parse(String(row['rules'])) as Exception['rules'],
    selector: JSON.parse(String(row['selector'])) as Exception['selector'],
    reason: String(row['reason']),
    approver: String(row['approver']),
    until: String(row['until']),
    created: { at: Number(row['created_at']), by: String(row['created_by']) },
    ended: row['ended_at'] === null ? null : { at: Number(row['ended_at']), by: String(row['ended_by']) },
  };
}

import type { DatabaseSync } from 'node:sqlite';
import type { AuditDetail, Made, Plans, StoredPlan } from '../operations/store-port.ts';
import { appendAudit } from './audit-log.ts';
import { inTransaction, reported } from './database.ts';
import { madeOf } from './undo-records.ts';

/** The plans of an open store. */
export function storedPlans(database: DatabaseSync, file: string): Plans {
  const get = (id: string): StoredPlan | null => {
    const row = database.prepare('SELECT * FROM plans WHERE id = ?').get(id);
    return row === undefined ? null : planOf(row);
  };
  return {
    keep: async (plan, evidence = {}) =>
      reported(file, () => inTransaction(database, () => get(plan.id) ?? add(database, plan, evidence))),
    get: async (id) => reported(file, () => get(id)),
    open: async (limit, verb) =>
      reported(file, () =>
        database
          .prepare(
            "SELECT * FROM plans WHERE taken_at IS NULL AND ?1 IN (verb, '') ORDER BY at DESC, rowid DESC LIMIT ?2",
          )
          .all(verb ?? '', limit)
          .map(planOf),
      ),
    take: async (id, made) => reported(file, () => inTransaction(database, () => take(database, id, made))),
  };
}

function add(database: DatabaseSync, plan: Omit<StoredPlan, 'taken'>, evidence: AuditDetail): StoredPlan {
  const { id, verb = 'fix', summary, changes, at, by } = plan;
  database
    .prepare('INSERT INTO plans (id, verb, summary, changes, at, by) VALUES (?, ?, ?, ?, ?, ?)')
    .run(id, verb, summary, changes, at, by);
  appendAudit(database, { at, by, action: `${verb}.plan`, subject: id, detail: { summary, ...evidence } });
  return { ...plan, verb, taken: null };
}

function take(database: DatabaseSync, id: string, made: Made): boolean {
  const sql = 'UPDATE plans SET taken_at = ?, taken_by = ? WHERE id = ? AND taken_at IS NULL';
  return database.prepare(sql).run(made.at, made.by, id).changes > 0;
}

function planOf(row: Record<string, unknown>): StoredPlan {
  return {
    id: String(row['id']),
    verb: row['verb'] === 'enforce' ? 'enforce' : 'fix',
    summary: String(row['summary']),
    changes: String(row['changes']),
    at: Number(row['at']),
    by: String(row['by']),
    taken: madeOf(row['taken_at'], row['taken_by']),
  };
}

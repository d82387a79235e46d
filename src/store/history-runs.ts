import type { DatabaseSync } from 'node:sqlite';
import type { Day, Run, RunEnd } from '../operations/store-port.ts';

const select = 'SELECT r.*, t.name AS target_name FROM runs r JOIN targets t ON t.id = r.target';

/** A run by its number, or null. */
export function runById(database: DatabaseSync, id: number): Run | null {
  const row = database.prepare(`${select} WHERE r.id = ?`).get(id);
  return row === undefined ? null : runOf(row);
}

/** The runs of a target, or of all, newest first. */
export function listRuns(
  database: DatabaseSync,
  { target, measure }: { readonly target: string | null; readonly measure: string | null },
  limit: number,
): readonly Run[] {
  const sql = `${select} WHERE (?1 IS NULL OR t.name = ?1) AND (?2 IS NULL OR r.measure = ?2)
    ORDER BY r.at DESC, r.id DESC LIMIT ?3`;
  return database.prepare(sql).all(target, measure, limit).map(runOf);
}

/** Days on which runs opened or fixed something. */
export function listDays(database: DatabaseSync, target: number, since: number): readonly Day[] {
  const sql = `SELECT date(at / 1000, 'unixepoch') AS day, total(opened) AS opened, total(reopened) AS reopened,
      total(fixed) AS fixed
    FROM runs WHERE target = ? AND at >= ? AND opened + reopened + fixed > 0 GROUP BY day ORDER BY day`;
  const rows = database.prepare(sql).all(target, since);
  return rows.map(({ day, opened, reopened, fixed }) => ({
    day: String(day),
    opened: Number(opened),
    reopened: Number(reopened),
    fixed: Number(fixed),
  }));
}

/** A text of a row; undefined where there is none. */
function textOf(value: unknown): string | undefined {
  return typeof value === 'string' ? value : undefined;
}

function runOf(row: Record<string, unknown>): Run {
  return {
    id: Number(row['id']),
    target: String(row['target_name']),
    at: Number(row['at']),
    by: String(row['by']),
    version: String(row['version']),
    whole: row['whole'] === 1,
    measure: textOf(row['measure']),
    summary: JSON.parse(String(row['summary'])) as RunEnd['summary'],
    open: Number(row['open']),
    opened: Number(row['opened']),
    reopened: Number(row['reopened']),
    fixed: Number(row['fixed']),
  };
}

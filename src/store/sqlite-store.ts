import type { DatabaseSync } from 'node:sqlite';
import type { FindingHistory, OpenQuery, Store } from '../operations/store-port.ts';
import { approvals } from './approvals.ts';
import { auditLog } from './audit-log.ts';
import { backup } from './backup.ts';
import { openDatabase, reported } from './database.ts';
import { countOpen, repairCounts, ruleHistories, worstResources } from './history-counts.ts';
import { enforcedObjects } from './enforced-objects.ts';
import { differenceOf, findByPrint, listOpen, listPrints } from './history-findings.ts';
import { listDays, listRuns } from './history-runs.ts';
import { migrations } from './migrations.ts';
import { notices } from './notices.ts';
import { startRecording } from './recording.ts';
import { storedExceptions } from './stored-exceptions.ts';
import { storedPlans } from './stored-plans.ts';
import { undoRecords } from './undo-records.ts';

/**
 * The store in one SQLite file, which is made where there is none.
 * @throws {WritError} `STORE_UNUSABLE`, here or from any of its functions
 */
export function openSqliteStore(file: string): Store {
  const { database, from } = openDatabase(file);
  return {
    about: { place: file, from, to: migrations.length },
    findings: history(database, file),
    exceptions: storedExceptions(database, file),
    approvals: approvals(database, file),
    plans: storedPlans(database, file),
    undo: undoRecords(database, file),
    enforced: enforcedObjects(database, file),
    audit: auditLog(database, file),
    notices: notices(database, file),
    backup: async (to) => backup(database, to),
    async close() {
      if (database.isOpen) database.close();
    },
  };
}

function history(database: DatabaseSync, file: string): FindingHistory {
  /** Nothing is known of a target that was never recorded. */
  const about = async <T>(target: string, read: (id: number) => readonly T[]): Promise<readonly T[]> =>
    reported(file, () => {
      const row = database.prepare('SELECT id FROM targets WHERE name = ?').get(target);
      return row === undefined ? [] : read(Number(row['id']));
    });
  return {
    record: async (start) => startRecording(file, start),
    runs: async (target, limit, measure) =>
      reported(file, () => listRuns(database, { target, measure: measure ?? null }, limit)),
    open: (target, query: OpenQuery) => about(target, (id) => listOpen(database, id, query)),
    openPrints: (target) => about(target, (id) => listPrints(database, id)),
    countOpen: (target, by) => about(target, (id) => countOpen(database, id, by)),
    perDay: (target, since) => about(target, (id) => listDays(database, id, since)),
    difference: async (run, limit) => reported(file, () => differenceOf(database, run, limit)),
    byRule: (target) => about(target, (id) => ruleHistories(database, id)),
    worst: (target, limit) => about(target, (id) => worstResources(database, id, limit)),
    repairs: async (target) => {
      const [counts] = await about(target, (id) => [repairCounts(database, id)]);
      return counts ?? null;
    },
    find: async (fingerprint) => reported(file, () => findByPrint(database, fingerprint)),
  };
}

import { hash } from 'node:crypto';
import type { DatabaseSync } from 'node:sqlite';
import type {
  EnforcedKey,
  EnforcedObject,
  EnforcedObjects,
  EnforcingOutcome,
  EnforcingStep,
} from '../operations/enforced-port.ts';
import type { AuditDetail, Made } from '../operations/store-port.ts';
import { appendAudit } from './audit-log.ts';
import { inTransaction, reported } from './database.ts';

/** The policies that an open store knows in clusters. */
export function enforcedObjects(database: DatabaseSync, file: string): EnforcedObjects {
  return {
    of: async (server) =>
      reported(file, () =>
        database
          .prepare('SELECT * FROM enforced WHERE server = ? ORDER BY kind, namespace, name')
          .all(server)
          .map(objectOf),
      ),
    begin: async (steps, made) =>
      reported(file, () =>
        inTransaction(database, () => {
          for (const step of steps) begin(database, step, made);
        }),
      ),
    settle: async (key, outcome, made) =>
      reported(file, () => inTransaction(database, () => settle(database, { key, outcome, made }))),
  };
}

/** Of what was pending before, what it was before that stays known. */
function begin(database: DatabaseSync, step: EnforcingStep, made: Made): void {
  const known = find(database, step);
  const before = known === null ? null : known.state === 'pending' ? known.before : beforeOf(known);
  put(database, {
    ...step,
    state: 'pending',
    applied: known?.applied ?? null,
    before,
    why: null,
    changed: made,
  });
  const detail = { plan: step.plan, manifest: step.wanted === null ? null : hash('sha256', step.wanted) };
  log(database, step, { action: 'enforce.begin', made, detail });
}

interface Settling {
  readonly key: EnforcedKey;
  readonly outcome: EnforcingOutcome;
  readonly made: Made;
}

function settle(database: DatabaseSync, { key, outcome, made }: Settling): void {
  const known = find(database, key);
  if (known === null) return;
  const settled = settledOf(known, outcome);
  if (settled === null) drop(database, key);
  else put(database, { ...settled, changed: made });
  if (outcome.state === known.state && known.state !== 'applied') return;
  const detail = {
    plan: known.plan,
    ...('why' in outcome && { why: outcome.why }),
    ...('applied' in outcome && { object: hash('sha256', outcome.applied) }),
  };
  const action = `enforce.${outcome.state === 'taken back' ? 'back' : outcome.state}`;
  log(database, key, { action, made, detail });
}

/** What is known of an object by now; null where there is none. */
function settledOf(known: EnforcedObject, outcome: EnforcingOutcome): EnforcedObject | null {
  if (outcome.state === 'removed') return null;
  if (outcome.state === 'taken back')
    return known.before === null ? null : { ...known, ...known.before, before: null, why: null };
  // What it was before stays known until it is begun anew: a later step may be refused, and then it is put back.
  return { ...known, ...outcome };
}

function beforeOf({ state, wanted, applied, plan }: EnforcedObject): EnforcedObject['before'] {
  return { state, wanted, applied, plan };
}

function find(database: DatabaseSync, key: EnforcedKey): EnforcedObject | null {
  const sql = `SELECT * FROM enforced WHERE ${sameKey}`;
  const row = database.prepare(sql).get(...columnsOf(key));
  return row === undefined ? null : objectOf(row);
}

function drop(database: DatabaseSync, key: EnforcedKey): void {
  database.prepare(`DELETE FROM enforced WHERE ${sameKey}`).run(...columnsOf(key));
}

const sameKey = 'server = ? AND "group" = ? AND kind = ? AND namespace = ? AND name = ?';

function columnsOf({ server, group, kind, namespace, name }: EnforcedKey): readonly string[] {
  return [server, group, kind, namespace ?? '', name];
}

function put(database: DatabaseSync, object: EnforcedObject): void {
  const { state, wanted, applied, before, plan, why, changed } = object;
  database
    .prepare('INSERT OR REPLACE INTO enforced VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)')
    .run(
      ...columnsOf(object),
      state,
      wanted,
      applied,
      before === null ? null : JSON.stringify(before),
      plan,
      why,
      changed.at,
      changed.by,
    );
}

function log(
  database: DatabaseSync,
  { server, kind, namespace, name }: EnforcedKey,
  { action, made, detail }: { readonly action: string; readonly made: Made; readonly detail: AuditDetail },
): void {
  const subject = [kind, namespace, name].filter((part) => part !== null).join('/');
  appendAudit(database, { ...made, action, subject, detail: { server, ...detail } });
}

function objectOf(row: Record<string, unknown>): EnforcedObject {
  const text = (column: string): string | null => {
    const value = row[column];
    return typeof value === 'string' ? value : null;
  };
  const before = text('before');
  return {
    server: String(row['server']),
    group: String(row['group']),
    kind: String(row['kind']),
    namespace: row['namespace'] === '' ? null : String(row['namespace']),
    name: String(row['name']),
    state: String(row['state']) as EnforcedObject['state'],
    wanted: text('wanted'),
    applied: text('applied'),
    before: before === null ? null : (JSON.parse(before) as EnforcedObject['before']),
    plan: String(row['plan']),
    why: text('why'),
    changed: { at: Number(row['at']), by: String(row['by']) },
  };
}

import type { DatabaseSync } from 'node:sqlite';
import type { Burden, Count, Grouping, RepairCounts, RuleHistory } from '../operations/store-port.ts';
import { resourceOf, severityOf } from './history-findings.ts';

// Each counts along an index first and names the few groups afterwards.
const byPolicy = `SELECT policy, severity, count(*) AS n, sum(excepted) AS lifted FROM findings INDEXED BY open_by_severity
  WHERE target = ? AND fixed_run IS NULL GROUP BY severity, policy`;
const byResource = `SELECT resource, count(*) AS n, sum(excepted) AS lifted FROM findings INDEXED BY open_by_resource
  WHERE target = ? AND fixed_run IS NULL GROUP BY resource`;

const counting: Readonly<Record<Grouping, string>> = {
  rule: `SELECT p.name AS key, sum(n) AS n, sum(lifted) AS lifted FROM (${byPolicy}) c JOIN policies p ON p.id = c.policy GROUP BY key`,
  category: `SELECT p.category AS key, sum(n) AS n, sum(lifted) AS lifted FROM (${byPolicy}) c JOIN policies p ON p.id = c.policy GROUP BY key`,
  severity: `SELECT severity AS key, sum(n) AS n, sum(lifted) AS lifted FROM (${byPolicy}) GROUP BY key`,
  namespace: `SELECT nullif(r.namespace, '') AS key, sum(n) AS n, sum(lifted) AS lifted FROM (${byResource}) c JOIN resources r ON r.id = c.resource GROUP BY key`,
  owner: `SELECT r.owner AS key, sum(n) AS n, sum(lifted) AS lifted FROM (${byResource}) c JOIN resources r ON r.id = c.resource GROUP BY key`,
};

/** Open findings by group, most first. */
export function countOpen(database: DatabaseSync, target: number, by: Grouping): readonly Count[] {
  const rows = database.prepare(`${counting[by]} ORDER BY n DESC, key`).all(target);
  return rows.map(({ key, n, lifted }) => ({
    key: keyOf(key, by),
    open: Number(n),
    excepted: Number(lifted),
  }));
}

function keyOf(key: unknown, by: Grouping): string | null {
  if (key === null) return null;
  return by === 'severity' ? severityOf(key) : (key as string);
}

/** The objects with the heaviest open findings; those that an exception lifts weigh nothing. */
export function worstResources(database: DatabaseSync, target: number, limit: number): readonly Burden[] {
  const sql = `SELECT c.*, r."group", r.kind, r.namespace, r.name, r.owner FROM (
      SELECT resource, count(*) AS n, sum(1 << severity) AS weight FROM findings INDEXED BY open_by_resource
      WHERE target = :target AND fixed_run IS NULL AND excepted = 0 GROUP BY resource
      ORDER BY weight DESC, n DESC, resource LIMIT :limit
    ) c JOIN resources r ON r.id = c.resource ORDER BY weight DESC, n DESC, r.kind, r.namespace, r.name`;
  const rows = database.prepare(sql).all({ target, limit });
  return rows.map((row) => ({
    resource: resourceOf(row),
    open: Number(row['n']),
    weight: Number(row['weight']),
  }));
}

/** How each rule did that any run of a target judged by. */
export function ruleHistories(database: DatabaseSync, target: number): readonly RuleHistory[] {
  const sql = `WITH counts AS (SELECT policy, sum(n) AS n, sum(lifted) AS lifted FROM (${byPolicy}) GROUP BY policy)
    SELECT p.id, p.name, p.category, total(c.opened) AS opened, total(c.reopened) AS reopened, total(c.fixed) AS fixed,
      coalesce((SELECT n FROM counts WHERE policy = p.id), 0) AS n,
      coalesce((SELECT lifted FROM counts WHERE policy = p.id), 0) AS lifted
    FROM runs r JOIN run_policies c ON c.run = r.id JOIN policies p ON p.id = c.policy
    WHERE r.target = ? GROUP BY p.id ORDER BY p.name`;
  const median = medianToFix(database, target);
  return database
    .prepare(sql)
    .all(target, target)
    .map((row) => ({
      policy: String(row['name']),
      category: String(row['category']),
      open: Number(row['n']),
      excepted: Number(row['lifted']),
      opened: Number(row['opened']),
      reopened: Number(row['reopened']),
      fixed: Number(row['fixed']),
      medianToFix: Number(row['fixed']) === 0 ? null : median(Number(row['id']), Number(row['fixed'])),
    }));
}

/** Half-way along the index, which is in order of duration; of an even number, between the two in the middle. */
function medianToFix(database: DatabaseSync, target: number): (policy: number, fixed: number) => number {
  const middle = database.prepare(
    `SELECT avg(duration) AS median FROM (SELECT duration FROM spells WHERE target = ? AND policy = ?
      ORDER BY duration LIMIT ? OFFSET ?)`,
  );
  return (policy, fixed) =>
    Number(middle.get(target, policy, 2 - (fixed % 2), Math.floor((fixed - 1) / 2))?.['median']);
}

/**
 * What became of all that was ever found. A repair that came to its end and was not taken back ended a finding that is
 * fixed by now, or that no run has looked at since.
 */
export function repairCounts(database: DatabaseSync, target: number): RepairCounts {
  const row = database
    .prepare(
      `SELECT count(*) AS found, coalesce(sum(risk <> 'person'), 0) AS fixable, coalesce(sum(EXISTS (
          SELECT 1 FROM repairs r JOIN undo u ON u.id = r.undo
          WHERE r.fingerprint = f.fingerprint AND u.finished_at IS NOT NULL AND u.undone_at IS NULL
            AND (f.fixed_run IS NOT NULL OR u.at >= (SELECT max(at) FROM runs WHERE target = :target))
        )), 0) AS ours FROM findings f WHERE target = :target`,
    )
    .get({ target });
  return {
    found: Number(row?.['found']),
    fixable: Number(row?.['fixable']),
    byWrit: Number(row?.['ours']),
  };
}

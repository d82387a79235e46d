import type { DatabaseSync } from 'node:sqlite';
import { severities, type Severity } from '../core/severity.ts';
import type { Result } from '../core/finding.ts';
import type { Risk } from '../core/rule.ts';
import type {
  Difference,
  JudgedResource,
  OpenQuery,
  Print,
  StoredFinding,
} from '../operations/store-port.ts';
import { runById } from './history-runs.ts';

const select = `SELECT f.*, lower(hex(f.fingerprint)) AS print, path.text AS path_text, message.text AS message_text, file.text AS file_text,
    p.name AS policy_name, p.category, t.name AS target_name,
    r."group", r.kind, r.namespace, r.name, r.owner,
    first.at AS first_at, last.at AS last_at, opened.at AS opened_at, fixed.at AS fixed_at
  FROM findings f JOIN policies p ON p.id = f.policy JOIN resources r ON r.id = f.resource
    JOIN texts path ON path.id = f.path JOIN texts message ON message.id = f.message JOIN texts file ON file.id = f.file
    JOIN targets t ON t.id = f.target JOIN sightings s ON s.finding = f.id
    JOIN runs first ON first.id = f.first_run JOIN runs last ON last.id = s.run
    JOIN runs opened ON opened.id = f.opened_run LEFT JOIN runs fixed ON fixed.id = f.fixed_run`;

/** Open findings, worst first: ids are looked up by index, and only those of the page are read whole. */
export function listOpen(database: DatabaseSync, target: number, query: OpenQuery): readonly StoredFinding[] {
  const { policy, severity, category, namespace, owner, limit, offset } = query;
  const parts = [
    'f.target = :target AND f.fixed_run IS NULL',
    policy === null ? '' : 'f.policy = (SELECT id FROM policies WHERE name = :policy)',
    // Every severity by number, where only the policy is asked for: the index begins with it.
    `f.severity ${severity === null ? `IN (${severities.map((_, level) => level).join(', ')})` : '= :severity'}`,
    category === null ? '' : 'f.policy IN (SELECT id FROM policies WHERE category = :category)',
    resourcesWhere(namespace, owner),
  ].filter((part) => part !== '');
  // The planner would walk along the severities and look at every finding.
  const index = namespace === null && owner === null ? '' : 'INDEXED BY open_by_resource';
  const page = `SELECT f.id FROM findings f ${index} WHERE ${parts.join(' AND ')}
    ORDER BY f.severity DESC, f.policy, f.id LIMIT :limit OFFSET :offset`;
  const statement = database.prepare(
    `${select} WHERE f.id IN (${page}) ORDER BY f.severity DESC, f.policy, f.id`,
  );
  statement.setAllowUnknownNamedParameters(true);
  const level = severity === null ? null : severities.indexOf(severity);
  return statement
    .all({ target, policy, severity: level, category, namespace, owner, limit, offset })
    .map(findingOf);
}

/** The names of all open findings, as one text for each policy: half a million rows would take seconds to cross over. */
export function listPrints(database: DatabaseSync, target: number): readonly Print[] {
  const sql = `SELECT p.name AS policy, prints FROM (
      SELECT policy, lower(group_concat(hex(fingerprint), '')) AS prints FROM findings INDEXED BY open_by_severity
      WHERE target = ? AND fixed_run IS NULL GROUP BY policy
    ) c JOIN policies p ON p.id = c.policy ORDER BY p.name`;
  const found: Print[] = [];
  for (const row of database.prepare(sql).iterate(target)) {
    const [policy, prints] = [String(row['policy']), String(row['prints'])];
    for (let from = 0; from < prints.length; from += printLength)
      found.push({ fingerprint: prints.slice(from, from + printLength), policy });
  }
  return found;
}

/** Characters of a fingerprint. */
const printLength = 32;

function resourcesWhere(namespace: string | null, owner: string | null): string {
  const parts = [
    namespace === null ? '' : 'namespace = :namespace',
    owner === null ? '' : 'owner = :owner',
  ].filter((part) => part !== '');
  return parts.length === 0
    ? ''
    : `f.resource IN (SELECT id FROM resources WHERE target = :target AND ${parts.join(' AND ')})`;
}

/** One finding in every target. */
export function findByPrint(database: DatabaseSync, fingerprint: string): readonly StoredFinding[] {
  if (!/^[0-9a-f]{32}$/.test(fingerprint)) return [];
  const sql = `${select} WHERE (f.target, f.fingerprint) IN (SELECT id, ?1 FROM targets) ORDER BY f.target`;
  return database.prepare(sql).all(Buffer.from(fingerprint, 'hex')).map(findingOf);
}

/** What a run opened and fixed; what was fixed or opened again since then is still listed. */
export function differenceOf(database: DatabaseSync, id: number, limit: number): Difference | null {
  const run = runById(database, id);
  if (run === null) return null;
  const list = (ids: string): readonly StoredFinding[] =>
    database.prepare(`${select} WHERE f.id IN (${ids} LIMIT :limit)`).all({ run: id, limit }).map(findingOf);
  return {
    run,
    opened: list(
      'SELECT id FROM findings WHERE opened_run = :run UNION SELECT finding FROM spells WHERE opened_run = :run',
    ),
    fixed: list('SELECT finding FROM spells WHERE fixed_run = :run'),
  };
}

/** The object of a row. */
export function resourceOf(row: Record<string, unknown>): JudgedResource {
  const namespace = String(row['namespace']);
  return {
    group: String(row['group']),
    kind: String(row['kind']),
    namespace: namespace === '' ? null : namespace,
    name: String(row['name']),
    owner: textOrNull(row['owner']),
  };
}

/** A severity by its number. */
export function severityOf(value: unknown): Severity {
  return severities[Number(value)] ?? 'critical';
}

function findingOf(row: Record<string, unknown>): StoredFinding {
  return {
    fingerprint: String(row['print']),
    target: String(row['target_name']),
    policy: String(row['policy_name']),
    category: String(row['category']),
    result: String(row['result']) as Result,
    severity: severityOf(row['severity']),
    message: String(row['message_text']),
    path: String(row['path_text']),
    file: String(row['file_text']),
    line: Number(row['line']),
    risk: textOrNull(row['risk']) as Risk | null,
    exception: textOrNull(row['exception']),
    resource: resourceOf(row),
    firstSeen: Number(row['first_at']),
    lastSeen: Number(row['last_at']),
    openedAt: Number(row['opened_at']),
    fixedAt: row['fixed_at'] === null ? null : Number(row['fixed_at']),
    reopened: Number(row['reopened']),
  };
}

function textOrNull(value: unknown): string | null {
  return typeof value === 'string' ? value : null;
}

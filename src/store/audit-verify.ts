import type { DatabaseSync } from 'node:sqlite';
import type { AuditAnchor, AuditVerdict } from '../operations/store-port.ts';
import { auditDigest, type WrittenEntry } from './audit-digest.ts';

const texts = ['by', 'action', 'subject', 'detail', 'digest'] as const;

/** As bytes, so that nothing is made readable on its way: what decodes to the same text may be other bytes. */
const rows = `SELECT CAST(sequence AS TEXT) AS id, typeof(sequence) || ' ' || typeof(at) AS types, CAST(at AS TEXT) AS "at", ${texts.map((name) => `CAST("${name}" AS BLOB) AS "${name}", typeof("${name}") AS "${name}Type"`).join(', ')}
  FROM audit NOT INDEXED ORDER BY sequence`;

/** Every kind of act, the column that names it, and the entry that must tell of it. */
const acts: readonly (readonly [what: string, sql: string])[] = [
  ['run', told('runs', 'id', 'run.record', "json_extract(detail, '$.run')")],
  ['exception', told('exceptions', 'id', 'exception.create')],
  ['end of the exception', told('exceptions WHERE ended_at IS NOT NULL', 'id', 'exception.end')],
  [
    'approval',
    told("approvals WHERE decision = 'approved'", 'id', 'approval.give', "json_extract(detail, '$.id')"),
  ],
  [
    'refusal',
    told("approvals WHERE decision <> 'approved'", 'id', 'approval.refuse', "json_extract(detail, '$.id')"),
  ],
  ['plan', told("plans WHERE verb = 'fix'", 'id', 'fix.plan')],
  ['plan', told("plans WHERE verb <> 'fix'", 'id', 'enforce.plan')],
  [
    'enforced object',
    told(
      `(SELECT kind || '/' || iif(namespace = '', '', namespace || '/') || name AS id FROM enforced)`,
      'id',
      'enforce.begin',
    ),
  ],
  ['fix', told('undo', 'id', 'fix.write')],
  ['undone fix', told('undo WHERE undone_at IS NOT NULL', 'id', 'fix.undo')],
];

function told(from: string, key: string, action: string, named = 'subject'): string {
  return `SELECT ${key} AS name FROM (SELECT ${key} FROM ${from})
    WHERE ${key} NOT IN (SELECT ${named} FROM audit WHERE action = '${action}' AND ${named} IS NOT NULL) LIMIT 1`;
}

/** Whether every entry is what was written, none is missing, and everything in the store that was done is told of. */
export function verifyAudit(database: DatabaseSync, anchor: AuditAnchor | null): AuditVerdict {
  let last: AuditAnchor | null = null;
  let entries = 0;
  for (const row of database.prepare(rows).iterate()) {
    const sequence = entries + 1;
    const digest: AuditAnchor | string = check(row, sequence, last, anchor);
    if (typeof digest === 'string') return { entries, last, broken: { sequence, why: digest } };
    last = digest;
    entries = sequence;
  }
  const why = cut(database, entries, anchor);
  return { entries, last, broken: why === null ? null : { sequence: entries + 1, why } };
}

function cut(database: DatabaseSync, entries: number, anchor: AuditAnchor | null): string | null {
  if (anchor !== null && anchor.sequence > entries) return 'it is missing: the end of the log was cut off';
  for (const [what, sql] of acts) {
    const row = database.prepare(sql).get();
    if (row !== undefined) return `it is missing: nothing tells of the ${what} ${String(row['name'])}`;
  }
  return null;
}

/** Where the chain goes on from an entry, or why the entry breaks it. */
function check(
  row: Record<string, unknown>,
  sequence: number,
  last: AuditAnchor | null,
  anchor: AuditAnchor | null,
): AuditAnchor | string {
  const entry = readable(row);
  if (entry === null) return 'it cannot be read';
  if (entry.sequence !== sequence) return 'it is missing';
  if (entry.digest !== auditDigest(entry, last?.digest ?? '')) return 'it is not what was written';
  return anchor?.sequence === sequence && anchor.digest !== entry.digest
    ? 'it is not the one that the anchor was taken of'
    : { sequence, digest: entry.digest };
}

/** Null where a column holds what nobody writes there: another type, no UTF-8, no JSON. */
function readable(row: Record<string, unknown>): (WrittenEntry & { readonly digest: string }) | null {
  const at = Number(row['at']);
  if (row['types'] !== 'integer integer' || !Number.isSafeInteger(at)) return null;
  if (texts.some((name) => row[`${name}Type`] !== 'text')) return null;
  const decoder = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true });
  const text = (name: (typeof texts)[number]): string => decoder.decode(row[name] as Uint8Array);
  try {
    const detail = text('detail');
    JSON.parse(detail);
    return {
      sequence: Number(row['id']),
      at,
      by: text('by'),
      action: text('action'),
      subject: text('subject'),
      detail,
      digest: text('digest'),
    };
  } catch {
    return null; // Somebody wrote into the file.
  }
}

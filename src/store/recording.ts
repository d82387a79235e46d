import type { DatabaseSync, SQLInputValue, StatementSync } from 'node:sqlite';
import { severities } from '../core/severity.ts';
import type {
  AuditDetail,
  FindingRow,
  JudgedPolicy,
  JudgedResource,
  Recording,
  Run,
  RunEnd,
  RunStart,
} from '../operations/store-port.ts';
import { appendAudit } from './audit-log.ts';
import { connect, inTransaction, reported } from './database.ts';
import { runById } from './history-runs.ts';
import { merging, staging } from './merge.ts';

/** Gathers a run on a connection of its own, in tables that only it sees, and takes it into the store at once. */
export function startRecording(file: string, start: RunStart): Recording {
  return reported(file, () => {
    const database = connect(file);
    database.exec(staging);
    // Nothing here touches the store: no lock is taken before the end.
    database.exec('BEGIN');
    const staged = stage(database, start.policies);
    return {
      ...staged,
      async finish(end, evidence = {}) {
        return reported(file, () => {
          try {
            database.exec('COMMIT');
            return inTransaction(database, () => store(database, { start, end, evidence }));
          } finally {
            database.close();
          }
        });
      },
      async abandon() {
        if (database.isOpen) database.close();
      },
    };
  });
}

function stage(
  database: DatabaseSync,
  policies: readonly JudgedPolicy[],
): Pick<Recording, 'resource' | 'finding'> {
  const insert = inserts(database);
  const ids = new Map<string, number>();
  const addPolicy = ({ id, code, category }: JudgedPolicy, judged: number): number => {
    const number = ids.size + 1;
    ids.set(id, number);
    insert.policy.run(number, id, code, category, judged);
    return number;
  };
  for (const policy of policies) if (!ids.has(policy.id)) addPolicy(policy, 1);
  let resources = 0;
  const text = textNumbers(insert.text);
  return {
    resource({ group, kind, namespace, name, owner }: JudgedResource): number {
      insert.resource.run(++resources, group, kind, namespace ?? '', name, owner);
      return resources;
    },
    finding(resource: number, row: FindingRow): void {
      if (row.result === 'pass') return;
      // Of a policy that was not announced nothing can be said to be fixed.
      const policy = ids.get(row.policy) ?? addPolicy({ id: row.policy, code: null, category: 'other' }, 0);
      if (row.result === 'error' || row.result === 'skip') insert.unknown.run(policy, resource);
      else insert.finding.run(...valuesOf(row, { policy, resource, text }));
    },
  };
}

function inserts(
  database: DatabaseSync,
): Readonly<Record<'policy' | 'resource' | 'finding' | 'unknown' | 'text', StatementSync>> {
  return {
    policy: database.prepare('INSERT INTO staged_policies VALUES (?, ?, ?, ?, ?)'),
    // Two objects of one name are one: what is found in either is found.
    resource: database.prepare('INSERT INTO staged_resources VALUES (?, ?, ?, ?, ?, ?)'),
    finding: database.prepare('INSERT INTO staged_findings VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)'),
    text: database.prepare('INSERT INTO staged_texts VALUES (?, ?)'),
    unknown: database.prepare('INSERT INTO staged_unknown VALUES (?, ?)'),
  };
}

/** How many texts are remembered: one that was forgotten is staged once more, and merged. */
const remembered = 100_000;

/** Messages, paths and files are said again and again: each is kept once, and named by a number. */
function textNumbers(insert: StatementSync): (text: string) => number {
  const numbers = new Map<string, number>();
  let last = 0;
  return (text) => {
    const known = numbers.get(text);
    if (known !== undefined) return known;
    if (numbers.size >= remembered) numbers.clear();
    insert.run(++last, text);
    numbers.set(text, last);
    return last;
  };
}

interface Numbers {
  readonly policy: number;
  readonly resource: number;
  readonly text: (text: string) => number;
}

function valuesOf(row: FindingRow, { policy, resource, text }: Numbers): readonly SQLInputValue[] {
  const fingerprint = Buffer.from(row.fingerprint, 'hex');
  const severity = severities.indexOf(row.severity);
  const [path, message, file] = [text(row.path), text(row.message), text(row.file)];
  const { result, line, risk, exception } = row;
  return [fingerprint, policy, resource, severity, result, path, message, file, line, risk, exception];
}

interface Finished {
  readonly start: RunStart;
  readonly end: RunEnd;
  readonly evidence: AuditDetail;
}

function store(database: DatabaseSync, { start, end, evidence }: Finished): Run {
  const { target: name, at, by, version } = start;
  database.prepare('INSERT OR IGNORE INTO targets (name) VALUES (?)').run(name);
  const target = Number(database.prepare('SELECT id FROM targets WHERE name = ?').get(name)?.['id']);
  const run = Number(
    database
      .prepare(
        'INSERT INTO runs (target, at, by, version, whole, summary, measure) VALUES (?, ?, ?, ?, ?, ?, ?)',
      )
      .run(target, at, by, version, end.whole ? 1 : 0, JSON.stringify(end.summary), end.measure ?? null)
      .lastInsertRowid,
  );
  for (const sql of merging) {
    const statement = database.prepare(sql);
    statement.setAllowUnknownNamedParameters(true);
    statement.run({ target, run });
  }
  const stored = runById(database, run);
  if (stored === null) throw new Error('the run that was just stored is not there');
  const { opened, reopened, fixed } = stored;
  appendAudit(database, {
    at,
    by,
    action: 'run.record',
    subject: name,
    detail: {
      run,
      opened,
      reopened,
      fixed,
      version,
      ...(end.measure === undefined ? {} : { measure: end.measure }),
      ...evidence,
    },
  });
  return stored;
}

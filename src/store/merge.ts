/** Where one connection gathers a run before it is stored. */
export const staging = `
  CREATE TEMP TABLE staged_policies (id INTEGER PRIMARY KEY, name TEXT NOT NULL, code TEXT, category TEXT NOT NULL, judged INTEGER NOT NULL);
  CREATE TEMP TABLE staged_resources (
    id INTEGER PRIMARY KEY, "group" TEXT NOT NULL, kind TEXT NOT NULL, namespace TEXT NOT NULL, name TEXT NOT NULL, owner TEXT
  );
  CREATE TEMP TABLE staged_findings (
    fingerprint BLOB NOT NULL, policy INTEGER NOT NULL, resource INTEGER NOT NULL, severity INTEGER NOT NULL,
    result TEXT NOT NULL, path INTEGER NOT NULL, message INTEGER NOT NULL, file INTEGER NOT NULL, line INTEGER NOT NULL,
    risk TEXT, exception TEXT
  );
  CREATE TEMP TABLE staged_texts (id INTEGER PRIMARY KEY, text TEXT NOT NULL);
  CREATE TEMP TABLE staged_unknown (policy INTEGER NOT NULL, resource INTEGER NOT NULL);
`;

/** Adds findings, or brings those that are known up to date; in the order of their objects, as they were gathered. */
function findingsWhere(condition: string): string {
  return `INSERT INTO findings (target, fingerprint, policy, resource, severity, result, path, message, file, line, risk,
      exception, excepted, first_run, opened_run)
    SELECT :target, s.fingerprint, p.id, r.id, s.severity, s.result, path.id, message.id, file.id, s.line, s.risk,
      s.exception, s.exception IS NOT NULL, :run, :run
    FROM staged_findings s CROSS JOIN policy_ids p ON p.staged = s.policy
      CROSS JOIN resource_ids r ON r.staged = s.resource CROSS JOIN text_ids path ON path.staged = s.path
      CROSS JOIN text_ids message ON message.staged = s.message CROSS JOIN text_ids file ON file.staged = s.file
    WHERE ${condition}
    ON CONFLICT (target, fingerprint) DO UPDATE SET policy = excluded.policy, resource = excluded.resource,
      severity = excluded.severity, result = excluded.result, path = excluded.path, message = excluded.message,
      file = excluded.file, line = excluded.line, risk = excluded.risk, exception = excluded.exception,
      excepted = excluded.excepted, reopened = reopened + (fixed_run IS NOT NULL),
      opened_run = iif(fixed_run IS NULL, opened_run, excluded.opened_run), fixed_run = NULL
    WHERE fixed_run IS NOT NULL OR (resource, severity, result, path, message, file, line, risk, exception) IS NOT
      (excluded.resource, excluded.severity, excluded.result, excluded.path, excluded.message, excluded.file,
      excluded.line, excluded.risk, excluded.exception)`;
}

/** Takes what was gathered into the store; each is told the target and the run as far as it names them. */
export const merging: readonly string[] = [
  `INSERT INTO policies (name, code, category) SELECT name, code, category FROM staged_policies WHERE true
    ON CONFLICT (name) DO UPDATE SET code = excluded.code, category = excluded.category
    WHERE (code, category) IS NOT (excluded.code, excluded.category)`,
  'CREATE TEMP TABLE policy_ids (staged INTEGER PRIMARY KEY, id INTEGER NOT NULL, judged INTEGER NOT NULL)',
  'INSERT INTO policy_ids SELECT s.id, p.id, s.judged FROM staged_policies s JOIN policies p USING (name)',
  'INSERT OR IGNORE INTO texts (text) SELECT text FROM staged_texts',
  'CREATE TEMP TABLE text_ids (staged INTEGER PRIMARY KEY, id INTEGER NOT NULL)',
  'INSERT INTO text_ids SELECT s.id, t.id FROM staged_texts s JOIN texts t USING (text)',
  'INSERT INTO run_policies (run, policy) SELECT :run, id FROM policy_ids WHERE judged',
  `INSERT INTO resources (target, "group", kind, namespace, name, owner, run)
    SELECT :target, "group", kind, namespace, name, owner, :run FROM staged_resources WHERE true
    ON CONFLICT (target, kind, "group", namespace, name) DO UPDATE SET owner = excluded.owner, run = excluded.run`,
  'CREATE TEMP TABLE resource_ids (staged INTEGER PRIMARY KEY, id INTEGER NOT NULL)',
  `INSERT INTO resource_ids SELECT s.id, r.id FROM staged_resources s
    JOIN resources r ON r.target = :target AND (r.kind, r."group", r.namespace, r.name) = (s.kind, s."group", s.namespace, s.name)`,
  // Of two with one fingerprint the one that no exception lifts is kept: it comes last.
  findingsWhere('s.exception IS NOT NULL'),
  findingsWhere('s.exception IS NULL'),
  `INSERT INTO sightings (finding, run) SELECT f.id, :run FROM staged_findings s
      JOIN findings f ON f.target = :target AND f.fingerprint = s.fingerprint WHERE true
    ON CONFLICT (finding) DO UPDATE SET run = excluded.run`,
  `CREATE TEMP TABLE unknown AS SELECT DISTINCT p.id AS policy, r.id AS resource FROM staged_unknown s
    JOIN policy_ids p ON p.staged = s.policy JOIN resource_ids r ON r.staged = s.resource`,
  'CREATE INDEX temp.unknown_at ON unknown (policy, resource)',
  // Gone with its object, or judged again and not found.
  `UPDATE findings SET fixed_run = :run
    FROM sightings s, resources r
    WHERE findings.target = :target AND findings.fixed_run IS NULL
      AND s.finding = findings.id AND s.run <> :run AND r.id = findings.resource
      AND CASE WHEN r.run = :run
        THEN findings.policy IN (SELECT id FROM policy_ids WHERE judged)
          AND NOT EXISTS (SELECT 1 FROM unknown u WHERE u.policy = findings.policy AND u.resource = findings.resource)
        ELSE (SELECT whole FROM runs WHERE id = :run) END`,
  `INSERT INTO spells (target, policy, finding, opened_run, fixed_run, duration)
    SELECT f.target, f.policy, f.id, f.opened_run, f.fixed_run, max(0, fixed.at - opened.at)
    FROM findings f JOIN runs opened ON opened.id = f.opened_run JOIN runs fixed ON fixed.id = f.fixed_run
    WHERE f.target = :target AND f.fixed_run = :run`,
  `INSERT INTO run_policies (run, policy, opened, reopened) SELECT :run, policy, sum(first_run = :run), sum(first_run <> :run)
    FROM findings WHERE opened_run = :run GROUP BY policy
    ON CONFLICT (run, policy) DO UPDATE SET opened = excluded.opened, reopened = excluded.reopened`,
  `INSERT INTO run_policies (run, policy, fixed) SELECT :run, policy, count(*) FROM spells WHERE fixed_run = :run GROUP BY policy
    ON CONFLICT (run, policy) DO UPDATE SET fixed = excluded.fixed`,
  `UPDATE runs SET (opened, reopened, fixed) =
      (SELECT total(opened), total(reopened), total(fixed) FROM run_policies WHERE run = :run),
      open = (SELECT count(*) FROM findings WHERE target = :target AND fixed_run IS NULL)
    WHERE id = :run`,
];

/**
 * The steps from an empty file to the store of today. A step that was released is never edited: a change is a further
 * step. The file remembers in `user_version` how many it has taken.
 */
export const migrations: readonly string[] = [
  `
  CREATE TABLE targets (id INTEGER PRIMARY KEY, name TEXT NOT NULL UNIQUE) STRICT;
  CREATE TABLE policies (
    id INTEGER PRIMARY KEY, name TEXT NOT NULL UNIQUE, code TEXT, category TEXT NOT NULL
  ) STRICT;
  CREATE TABLE texts (id INTEGER PRIMARY KEY, text TEXT NOT NULL UNIQUE) STRICT;
  CREATE TABLE runs (
    id INTEGER PRIMARY KEY AUTOINCREMENT, target INTEGER NOT NULL REFERENCES targets, at INTEGER NOT NULL,
    by TEXT NOT NULL, version TEXT NOT NULL, whole INTEGER NOT NULL, summary TEXT NOT NULL,
    open INTEGER NOT NULL DEFAULT 0, opened INTEGER NOT NULL DEFAULT 0, reopened INTEGER NOT NULL DEFAULT 0,
    fixed INTEGER NOT NULL DEFAULT 0
  ) STRICT;
  CREATE INDEX runs_of_target ON runs (target, at);
  CREATE TABLE run_policies (
    run INTEGER NOT NULL REFERENCES runs, policy INTEGER NOT NULL REFERENCES policies,
    opened INTEGER NOT NULL DEFAULT 0, reopened INTEGER NOT NULL DEFAULT 0, fixed INTEGER NOT NULL DEFAULT 0,
    PRIMARY KEY (run, policy)
  ) STRICT, WITHOUT ROWID;
  CREATE TABLE resources (
    id INTEGER PRIMARY KEY, target INTEGER NOT NULL REFERENCES targets, "group" TEXT NOT NULL, kind TEXT NOT NULL,
    namespace TEXT NOT NULL, name TEXT NOT NULL, owner TEXT, run INTEGER NOT NULL REFERENCES runs,
    UNIQUE (target, kind, "group", namespace, name)
  ) STRICT;
  CREATE TABLE findings (
    id INTEGER PRIMARY KEY, target INTEGER NOT NULL REFERENCES targets, fingerprint BLOB NOT NULL,
    policy INTEGER NOT NULL REFERENCES policies, resource INTEGER NOT NULL REFERENCES resources,
    severity INTEGER NOT NULL, result TEXT NOT NULL, path INTEGER NOT NULL REFERENCES texts,
    message INTEGER NOT NULL REFERENCES texts, file INTEGER NOT NULL REFERENCES texts, line INTEGER NOT NULL, risk TEXT, exception TEXT, excepted INTEGER NOT NULL,
    first_run INTEGER NOT NULL REFERENCES runs, opened_run INTEGER NOT NULL REFERENCES runs,
    fixed_run INTEGER REFERENCES runs, reopened INTEGER NOT NULL DEFAULT 0,
    UNIQUE (target, fingerprint)
  ) STRICT;
  CREATE INDEX open_by_resource ON findings (target, resource, severity, excepted) WHERE fixed_run IS NULL;
  CREATE INDEX open_by_severity ON findings (target, severity, policy, excepted) WHERE fixed_run IS NULL;
  CREATE INDEX opened_by_run ON findings (opened_run);
  CREATE TABLE sightings (finding INTEGER PRIMARY KEY REFERENCES findings, run INTEGER NOT NULL) STRICT;
  CREATE TABLE spells (
    id INTEGER PRIMARY KEY, target INTEGER NOT NULL, policy INTEGER NOT NULL, finding INTEGER NOT NULL REFERENCES findings,
    opened_run INTEGER NOT NULL REFERENCES runs, fixed_run INTEGER NOT NULL REFERENCES runs, duration INTEGER NOT NULL
  ) STRICT;
  CREATE INDEX spells_by_policy ON spells (target, policy, duration);
  CREATE INDEX spells_opened ON spells (opened_run);
  CREATE INDEX spells_fixed ON spells (fixed_run, policy);
  CREATE TABLE exceptions (
    id TEXT PRIMARY KEY, rules TEXT NOT NULL, selector TEXT NOT NULL, reason TEXT NOT NULL, approver TEXT NOT NULL,
    until TEXT NOT NULL, created_at INTEGER NOT NULL, created_by TEXT NOT NULL, ended_at INTEGER, ended_by TEXT
  ) STRICT;
  CREATE TABLE approvals (
    id TEXT PRIMARY KEY, subject TEXT NOT NULL, decision TEXT NOT NULL, reason TEXT NOT NULL, at INTEGER NOT NULL,
    by TEXT NOT NULL
  ) STRICT;
  CREATE INDEX approvals_of_subject ON approvals (subject, at);
  CREATE TABLE undo (
    id TEXT PRIMARY KEY, summary TEXT NOT NULL, changes TEXT NOT NULL, at INTEGER NOT NULL, by TEXT NOT NULL,
    undone_at INTEGER, undone_by TEXT
  ) STRICT;
  CREATE TABLE audit (
    sequence INTEGER PRIMARY KEY, at INTEGER NOT NULL, by TEXT NOT NULL, action TEXT NOT NULL, subject TEXT NOT NULL,
    detail TEXT NOT NULL, digest TEXT NOT NULL
  ) STRICT;
  CREATE TRIGGER audit_is_not_edited BEFORE UPDATE ON audit BEGIN SELECT RAISE(ABORT, 'the audit log is not edited'); END;
  CREATE TRIGGER audit_is_not_cut BEFORE DELETE ON audit BEGIN SELECT RAISE(ABORT, 'the audit log is not edited'); END;
  `,
  // The names of what is open are read from the index alone.
  `
  DROP INDEX open_by_severity;
  CREATE INDEX open_by_severity ON findings (target, severity, policy, excepted, fingerprint) WHERE fixed_run IS NULL;
  `,
  // Messages on their way, and what each channel was told of a target.
  `
  CREATE TABLE notices (
    id TEXT PRIMARY KEY, channel TEXT NOT NULL, target TEXT NOT NULL, notice TEXT NOT NULL, at INTEGER NOT NULL,
    tries INTEGER NOT NULL DEFAULT 0, due INTEGER, state TEXT NOT NULL DEFAULT 'waiting', why TEXT
  ) STRICT;
  CREATE INDEX waiting_notices ON notices (due) WHERE state = 'waiting';
  CREATE TABLE told (
    channel TEXT NOT NULL, target TEXT NOT NULL, fingerprint TEXT NOT NULL, notice TEXT NOT NULL REFERENCES notices,
    PRIMARY KEY (channel, target, fingerprint)
  ) STRICT, WITHOUT ROWID;
  CREATE INDEX told_by_notice ON told (notice);
  `,
  // Plans that wait for approval, and whether what was begun came to its end; what was done before counts as ended.
  `
  CREATE TABLE plans (
    id TEXT PRIMARY KEY, summary TEXT NOT NULL, changes TEXT NOT NULL, at INTEGER NOT NULL, by TEXT NOT NULL,
    taken_at INTEGER, taken_by TEXT
  ) STRICT;
  ALTER TABLE undo ADD COLUMN finished_at INTEGER;
  ALTER TABLE undo ADD COLUMN finished_by TEXT;
  UPDATE undo SET finished_at = at, finished_by = by;
  `,
  // By what the scores of a run are measured; of earlier ones nobody knows.
  'ALTER TABLE runs ADD COLUMN measure TEXT',
  // Which findings a repair ended.
  `
  CREATE TABLE repairs (
    undo TEXT NOT NULL REFERENCES undo, fingerprint BLOB NOT NULL, PRIMARY KEY (fingerprint, undo)
  ) STRICT, WITHOUT ROWID;
  `,
  // Which command carries out a plan, and which policies are in which cluster.
  `
  ALTER TABLE plans ADD COLUMN verb TEXT NOT NULL DEFAULT 'fix';
  CREATE TABLE enforced (
    server TEXT NOT NULL, "group" TEXT NOT NULL, kind TEXT NOT NULL, namespace TEXT NOT NULL, name TEXT NOT NULL,
    state TEXT NOT NULL, wanted TEXT, applied TEXT, before TEXT, plan TEXT NOT NULL, why TEXT, at INTEGER NOT NULL,
    by TEXT NOT NULL, PRIMARY KEY (server, "group", kind, namespace, name)
  ) STRICT, WITHOUT ROWID;
  `,
];

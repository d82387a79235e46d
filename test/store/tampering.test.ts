// Whatever somebody does to the audit log in the file itself, `writ audit verify` finds it (acceptance row 17).
import { copyFileSync, mkdtempSync, readFileSync, rmSync, truncateSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { noSelector } from '../../src/exceptions/exception.ts';
import { auditDigest } from '../../src/store/audit-digest.ts';
import { openSqliteStore } from '../../src/store/sqlite-store.ts';
import { runProgram } from '../../src/surfaces/cli/program.ts';
import { checkout, row, startOn } from './rows.ts';

const folder = mkdtempSync(join(tmpdir(), 'writ-tampering-'));
const [base, other, file] = [join(folder, 'base.db'), join(folder, 'other.db'), join(folder, 'tried.db')];
const anchors = { end: '', middle: '' };

async function writ(...args: readonly string[]): Promise<{ readonly code: number; readonly said: string }> {
  let said = '';
  async function* stdin(): AsyncIterable<Buffer> {
    yield Buffer.from('');
  }
  const say = (text: string): void => void (said += text);
  const code = await runProgram(args, '0.0.0', { out: say, err: say, stdin: stdin(), colour: false });
  return { code, said };
}

const verify = (anchor: string | null = null) =>
  writ('audit', 'verify', '--store', file, ...(anchor === null ? [] : ['--anchor', anchor]));

/** What damaged logs leave beside a file must not be read with the next. */
function fresh(from = base): void {
  for (const part of ['', '-wal', '-shm']) rmSync(`${file}${part}`, { force: true });
  copyFileSync(from, file);
}

async function fill(place: string, by: string): Promise<void> {
  const store = openSqliteStore(place);
  const made = { at: 1_000, by };
  for (const day of [1, 2]) {
    const recording = await store.findings.record({ ...startOn(day), by });
    recording.finding(recording.resource(checkout), row('host-pid', 'a'));
    await recording.finish({ whole: true, summary: {} }, { verdict: 'found', ruleSet: 'a', bytes: 'b' });
  }
  const exception = {
    rules: ['host-pid'],
    selector: noSelector,
    reason: 'é',
    approver: 'j',
    until: '2027-01-31',
  };
  const { id } = await store.exceptions.create(exception, made);
  await store.exceptions.end(id, made);
  await store.approvals.add({ subject: 'plan-1', decision: 'approved', reason: 'yes', ...made });
  await store.approvals.add({ subject: 'plan-2', decision: 'refused', reason: 'no', ...made });
  const undo = await store.undo.add({ summary: 'a fix', changes: '[]', ...made });
  await store.undo.take(undo.id, made);
  await store.audit.append({
    ...made,
    action: 'test',
    subject: '\ufffd',
    detail: { a: 1, b: true, c: null },
  });
  await store.audit.append({ ...made, action: 'test', subject: 'last', detail: {} });
  await store.close();
}

beforeAll(async () => {
  await fill(base, 'jane');
  await fill(other, 'joe');
  const store = openSqliteStore(base);
  const entries = await store.audit.list(100);
  const anchor = (index: number): string => `${entries.at(index)?.sequence}:${entries.at(index)?.digest}`;
  [anchors.end, anchors.middle] = [anchor(0), anchor(5)];
  await store.close();
});
afterAll(() => rmSync(folder, { recursive: true }));

/** Whoever can write the file can also take away what guards the table. */
const unguarded = 'DROP TRIGGER audit_is_not_edited; DROP TRIGGER audit_is_not_cut;';

function change(sql: string): void {
  const database = new DatabaseSync(file, { enableForeignKeyConstraints: false });
  database.exec(`ATTACH '${other}' AS other; ${unguarded}`);
  try {
    database.exec(sql);
  } finally {
    database.close();
  }
}

/** Makes the chain fit again from an entry on: who can write the file can do that, too. */
function rechain(from: number): void {
  const database = new DatabaseSync(file);
  const written = database.prepare('SELECT * FROM audit WHERE sequence >= ? ORDER BY sequence').all(from);
  let before = String(
    database.prepare('SELECT digest FROM audit WHERE sequence = ?').get(from - 1)?.['digest'] ?? '',
  );
  for (const each of written) {
    before = auditDigest(each as unknown as Parameters<typeof auditDigest>[0], before);
    database.prepare('UPDATE audit SET digest = ? WHERE sequence = ?').run(before, Number(each['sequence']));
  }
  database.close();
}

const columns = '(sequence, at, by, action, subject, detail, digest)';
const swap = (column: string, a: number, b: number): string =>
  `UPDATE audit SET ${column} = (SELECT ${column} FROM main.audit AS x WHERE x.sequence = ${a} + ${b} - audit.sequence) WHERE sequence IN (${a}, ${b})`;
const rebuilt = (types: string, also = ''): string =>
  `CREATE TABLE made (sequence ${types}, at, by, action, subject, detail, digest);
   INSERT INTO made SELECT * FROM main.audit; ${also}; DROP TABLE main.audit; ALTER TABLE made RENAME TO audit`;

const edits: readonly (readonly [kind: string, sql: string])[] = [
  ['who did it is another', "UPDATE audit SET by = 'nobody' WHERE sequence = 3"],
  ['when is a millisecond later', 'UPDATE audit SET at = at + 1 WHERE sequence = 3'],
  ['when is negative', 'UPDATE audit SET at = -at WHERE sequence = 3'],
  ['when is no number that can be told', 'UPDATE audit SET at = 9223372036854775807 WHERE sequence = 3'],
  ['what was done is another', "UPDATE audit SET action = 'exception.end' WHERE sequence = 3"],
  ['what it was done to is another', "UPDATE audit SET subject = 'other' WHERE sequence = 3"],
  ['the detail is another', "UPDATE audit SET detail = '{}' WHERE sequence = 3"],
  [
    'a value of the detail is another',
    "UPDATE audit SET detail = json_set(detail, '$.run', 9) WHERE sequence = 1",
  ],
  [
    'the verdict is another',
    "UPDATE audit SET detail = json_set(detail, '$.verdict', 'clean') WHERE sequence = 1",
  ],
  [
    'a key of the detail is gone',
    "UPDATE audit SET detail = json_remove(detail, '$.ruleSet') WHERE sequence = 1",
  ],
  [
    'the detail has one more key',
    "UPDATE audit SET detail = json_set(detail, '$.more', 1) WHERE sequence = 1",
  ],
  [
    'the detail says a key twice',
    `UPDATE audit SET detail = '{"a":2,' || substr(detail, 2) WHERE sequence = 9`,
  ],
  ['the detail has a space more', "UPDATE audit SET detail = detail || ' ' WHERE sequence = 3"],
  [
    'the detail spells a letter otherwise',
    String.raw`UPDATE audit SET detail = replace(detail, 'é', '\u00e9') WHERE sequence = 3`,
  ],
  [
    'the detail writes a number otherwise',
    "UPDATE audit SET detail = replace(detail, '1', '1.0') WHERE sequence = 9",
  ],
  ['the detail is no JSON', "UPDATE audit SET detail = '{' WHERE sequence = 3"],
  ['the digest is another', "UPDATE audit SET digest = replace(digest, 'a', 'b') WHERE sequence = 3"],
  ['the digest is in capitals', 'UPDATE audit SET digest = upper(digest) WHERE sequence = 3'],
  ['the digest is empty', "UPDATE audit SET digest = '' WHERE sequence = 3"],
  ['the last digest is another', "UPDATE audit SET digest = replace(digest, 'a', 'b') WHERE sequence = 10"],
  ['a name differs only by case', "UPDATE audit SET by = 'Jane' WHERE sequence = 3"],
  ['a name ends with a null byte', 'UPDATE audit SET by = by || char(0) WHERE sequence = 3'],
  ['text follows a null byte', "UPDATE audit SET subject = subject || char(0) || 'x' WHERE sequence = 3"],
  ['a null byte is before a text', 'UPDATE audit SET detail = char(0) || detail WHERE sequence = 3'],
  [
    'a letter is composed otherwise',
    "UPDATE audit SET detail = replace(detail, 'é', 'e' || char(769)) WHERE sequence = 3",
  ],
  [
    'bytes that are no text read like what was there',
    "UPDATE audit SET subject = CAST(x'ff' AS TEXT) WHERE sequence = 9",
  ],
  ['a byte-order mark is before a name', 'UPDATE audit SET by = char(65279) || by WHERE sequence = 3'],
  ['the first entry is cut', 'DELETE FROM audit WHERE sequence = 1'],
  ['an entry in the middle is cut', 'DELETE FROM audit WHERE sequence = 5'],
  ['several entries in the middle are cut', 'DELETE FROM audit WHERE sequence BETWEEN 4 AND 7'],
  [
    'entries that tell of what is still in the store are cut from the end',
    'DELETE FROM audit WHERE sequence >= 8',
  ],
  ['all entries are cut', 'DELETE FROM audit'],
  [
    'the first is cut and the others are renumbered',
    'DELETE FROM audit WHERE sequence = 1; UPDATE audit SET sequence = sequence - 1',
  ],
  [
    'one is cut and those after it are renumbered',
    'DELETE FROM audit WHERE sequence = 5; UPDATE audit SET sequence = sequence - 1 WHERE sequence > 5',
  ],
  [
    'two neighbours change places',
    'UPDATE audit SET sequence = -1 WHERE sequence = 4; UPDATE audit SET sequence = 4 WHERE sequence = 5; UPDATE audit SET sequence = 5 WHERE sequence = -1',
  ],
  [
    'the first and the last change places',
    'UPDATE audit SET sequence = -1 WHERE sequence = 1; UPDATE audit SET sequence = 1 WHERE sequence = 10; UPDATE audit SET sequence = 10 WHERE sequence = -1',
  ],
  ['all are in reverse', 'UPDATE audit SET sequence = -sequence; UPDATE audit SET sequence = sequence + 11'],
  [
    'all are numbered from zero',
    'UPDATE audit SET sequence = -sequence; UPDATE audit SET sequence = -sequence - 1',
  ],
  ['one is moved to the end', 'UPDATE audit SET sequence = 11 WHERE sequence = 4'],
  ['a number is left out', 'UPDATE audit SET sequence = sequence + 100 WHERE sequence > 5'],
  [
    'an entry is replayed at the end',
    `INSERT INTO audit ${columns} SELECT 11, at, by, action, subject, detail, digest FROM audit WHERE sequence = 10`,
  ],
  [
    'an older entry is replayed at the end',
    `INSERT INTO audit ${columns} SELECT 11, at, by, action, subject, detail, digest FROM audit WHERE sequence = 2`,
  ],
  [
    'the whole log is replayed after itself',
    `INSERT INTO audit ${columns} SELECT sequence + 10, at, by, action, subject, detail, digest FROM audit`,
  ],
  [
    'an entry is put before the first',
    `INSERT INTO audit ${columns} SELECT 0, at, by, action, subject, detail, digest FROM audit WHERE sequence = 1`,
  ],
  ['an entry is made up', `INSERT INTO audit VALUES (11, 1, 'jane', 'test', 'x', '{}', '${'0'.repeat(64)}')`],
  ['two digests change places', swap('digest', 4, 5)],
  ['two names change places', swap('subject', 3, 5)],
  ['two details change places', swap('detail', 1, 2)],
  [
    'an entry is that of another log',
    `DELETE FROM audit WHERE sequence = 5; INSERT INTO audit SELECT * FROM other.audit WHERE sequence = 5`,
  ],
  [
    'the end is that of another log',
    `DELETE FROM audit WHERE sequence > 5; INSERT INTO audit SELECT * FROM other.audit WHERE sequence > 5`,
  ],
  [
    'the beginning is that of another log',
    `DELETE FROM audit WHERE sequence < 5; INSERT INTO audit SELECT * FROM other.audit WHERE sequence < 5`,
  ],
  [
    'another log follows',
    `INSERT INTO audit ${columns} SELECT sequence + 10, at, by, action, subject, detail, digest FROM other.audit`,
  ],
  [
    'the whole log is that of another store',
    'DELETE FROM audit; INSERT INTO audit SELECT * FROM other.audit',
  ],
  ['numbers are texts', rebuilt('TEXT')],
  [
    'a time is text',
    rebuilt('INTEGER PRIMARY KEY', 'UPDATE made SET at = CAST(at AS TEXT) WHERE sequence = 3'),
  ],
  [
    'a time is a fraction',
    rebuilt('INTEGER PRIMARY KEY', 'UPDATE made SET at = at + 0.0 WHERE sequence = 3'),
  ],
  [
    'a name is bytes',
    rebuilt('INTEGER PRIMARY KEY', 'UPDATE made SET by = CAST(by AS BLOB) WHERE sequence = 3'),
  ],
  ['a name is nothing', rebuilt('INTEGER PRIMARY KEY', 'UPDATE made SET subject = NULL WHERE sequence = 3')],
  ['an entry is there twice', rebuilt('INTEGER', 'INSERT INTO made SELECT * FROM made WHERE sequence = 3')],
  [
    'a view shows less than is there',
    'ALTER TABLE audit RENAME TO hidden; CREATE VIEW audit AS SELECT * FROM hidden WHERE sequence <> 5',
  ],
];

describe('row 17: whoever changes the audit log is found, even without an anchor, where', () => {
  test.each(edits)('%s', async (_, sql) => {
    fresh();
    change(sql);
    const { code, said } = await verify();
    expect(said).toMatch(/^broken {2}entry \d+: it /);
    expect(code).toBe(1);
    expect((await verify(anchors.end)).code).toBe(1);
  });
});

const fitted: readonly (readonly [kind: string, sql: string, from: number])[] = [
  ['what nothing else in the store tells of is cut from the end', 'DELETE FROM audit WHERE sequence >= 9', 9],
  ['the last entry is cut, and another written', "UPDATE audit SET subject = 'x' WHERE sequence = 10", 10],
  ['an entry is edited and the chain made to fit', "UPDATE audit SET by = 'nobody' WHERE sequence = 3", 3],
  [
    'an entry is cut and the chain made to fit',
    'DELETE FROM audit WHERE sequence = 9; UPDATE audit SET sequence = 9 WHERE sequence = 10',
    9,
  ],
  ['the order is another and the chain made to fit', swap('subject', 3, 5), 1],
];

describe('row 17: with an anchor that was kept, it is found where', () => {
  test.each(fitted)('%s', async (_, sql, from) => {
    fresh();
    change(sql);
    rechain(from);
    const { code, said } = await verify(anchors.end);
    expect(said).toMatch(/^broken {2}entry \d+: it /);
    expect(code).toBe(1);
  });

  test.each([
    ['the anchor has another digest', () => `10:${'0'.repeat(64)}`],
    ['the anchor has another number', () => anchors.end.replace(/^\d+/, '9')],
    ['the anchor is later than the log', () => anchors.end.replace(/^\d+/, '11')],
    ['the store is another', () => (fresh(other), anchors.end)],
    ['the store is a new one', () => (rmSync(file), anchors.end)],
    ['the file is empty', () => (truncateSync(file, 0), anchors.end)],
  ])('%s', async (_, prepare) => {
    fresh();
    expect(await verify(prepare())).toMatchObject({ code: 1, said: expect.stringMatching(/^broken /) });
  });
});

describe('row 17: a store that is damaged is refused, not called intact, where', () => {
  test.each<[string, () => void]>([
    ['its second half is cut off', () => truncateSync(file, 4096 * 20)],
    ['its last page is cut off', () => truncateSync(file, readFileSync(file).length - 4096)],
    ['it is not a database', () => writeFileSync(file, 'x'.repeat(8192))],
    ['its table is gone', () => change('DROP TABLE main.audit')],
    ['its version is another', () => change('PRAGMA user_version = 0')],
  ])('%s', async (_, spoil) => {
    fresh();
    spoil();
    const { code, said } = await verify();
    expect([code, said]).toEqual([2, expect.stringMatching(/^writ: .*store/)]);
  });
});

test('row 17: an untouched log verifies, with and without an anchor, and goes on from it', async () => {
  fresh();
  expect(await verify()).toEqual({ code: 0, said: `intact  10 entries, ending with ${anchors.end}\n` });
  expect((await verify(anchors.end)).code).toBe(0);
  const store = openSqliteStore(file);
  await store.audit.append({ at: 9, by: 'jane', action: 'test', subject: 'more', detail: {} });
  await store.close();
  expect((await verify(anchors.end)).code).toBe(0);
  expect((await verify(anchors.middle)).code).toBe(0);
});

test('an entry that a trigger swallows is an error, not silence', async () => {
  fresh();
  change('CREATE TRIGGER main.swallow BEFORE INSERT ON audit BEGIN SELECT RAISE(IGNORE); END');
  const store = openSqliteStore(file);
  const event = { at: 9, by: 'jane', action: 'test', subject: 'more', detail: {} };
  await expect(store.audit.append(event)).rejects.toMatchObject({ code: 'STORE_UNUSABLE' });
  await store.close();
});

test('row 17: the log tells who judged or changed which bytes, by what, and how it ended', async () => {
  const manifest = join(folder, 'pod.yaml');
  const configuration = join(folder, 'writ.config.yaml');
  const evidence = async (args: readonly string[]): Promise<Record<string, unknown>> => {
    await writ(...args, '--store', file, '--rules', 'privileged-container', '--config', configuration);
    const store = openSqliteStore(file);
    const [entry] = await store.audit.list(1);
    await store.close();
    expect(entry?.by).not.toBe('');
    return { ...entry?.detail };
  };
  fresh();
  rmSync(file);
  const text = (privileged: boolean): string =>
    `apiVersion: v1\nkind: Pod\nmetadata: {name: a}\nspec:\n  containers:\n    - name: a\n      image: a:1\n      securityContext: {privileged: ${privileged}}\n`;
  const check = ['check', manifest, '--record'];
  writeFileSync(manifest, text(true));
  writeFileSync(configuration, 'organization: {name: A, environment: production}\n');
  const first = await evidence(check);
  expect(first).toMatchObject({ verdict: 'found', inputs: 1, rules: 1 });
  expect(await evidence(check)).toMatchObject({ ...first, run: 2, opened: 0 });
  writeFileSync(configuration, 'organization: {name: B, environment: production}\n');
  const other = await evidence(check);
  expect(other['configuration']).not.toBe(first['configuration']);
  expect([other['bytes'], other['ruleSet']]).toEqual([first['bytes'], first['ruleSet']]);
  writeFileSync(
    configuration,
    'organization: {name: B, environment: production}\nruleOverrides: {privileged-container: {enforcement: advisory}}\n',
  );
  expect((await evidence(check))['ruleSet']).not.toBe(first['ruleSet']);
  const fixed = await evidence(['fix', manifest, '--write', '--risk', 'high']);
  expect(fixed).toMatchObject({ rules: 1, before: expect.any(String), after: expect.any(String) });
  expect(fixed['before']).not.toBe(fixed['after']);
  const clean = await evidence(check);
  expect(clean).toMatchObject({ verdict: 'clean' });
  expect(clean['bytes']).not.toBe(first['bytes']);
  expect((await verify()).code).toBe(0);
});

import { existsSync, mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { expect, test } from 'vitest';
import { migrations } from '../../src/store/migrations.ts';
import { openSqliteStore } from '../../src/store/sqlite-store.ts';
import { storeContract } from './contract.ts';
import { checkout, everything, row, startOn } from './rows.ts';

function folder(): { readonly path: string } & Disposable {
  const path = mkdtempSync(join(tmpdir(), 'writ-store-'));
  return { path, [Symbol.dispose]: () => rmSync(path, { recursive: true, force: true }) };
}

storeContract('SQLite', async () => {
  const made = folder();
  const file = join(made.path, 'state', 'store.db');
  return {
    open: async () => openSqliteStore(file),
    remove: async () => made[Symbol.dispose](),
  };
});

test('a store is made with its folder, readable by its owner alone', async () => {
  using made = folder();
  const file = join(made.path, 'a', 'b', 'store.db');
  await openSqliteStore(file).close();
  expect(statSync(file).mode & 0o777).toBe(0o600);
  expect(statSync(join(made.path, 'a')).mode & 0o777).toBe(0o700);
});

test('a store that was opened by nobody else leaves one file behind', async () => {
  using made = folder();
  const file = join(made.path, 'store.db');
  const store = openSqliteStore(file);
  await store.audit.append({ at: 1, by: 'jane', action: 'test', subject: 'x', detail: {} });
  await store.close();
  expect(existsSync(`${file}-wal`)).toBe(false);
});

test('a backup opens by itself, holds what was there, and is readable by its owner alone', async () => {
  using made = folder();
  const store = openSqliteStore(join(made.path, 'store.db'));
  const recording = await store.findings.record(startOn(1));
  recording.finding(recording.resource(checkout), row('host-pid', 'a'));
  await recording.finish({ whole: true, summary: {} });
  const to = join(made.path, 'copy.db');
  writeFileSync(to, 'an older copy');
  await store.backup(to);
  await store.close();
  expect(statSync(to).mode & 0o777).toBe(0o600);
  const copy = openSqliteStore(to);
  expect(await copy.findings.open('shop', everything)).toMatchObject([{ message: 'host-pid at a' }]);
  expect(await copy.audit.verify(null)).toMatchObject({ entries: 1, broken: null });
  await copy.close();
});

test('a backup that cannot be written leaves what was there', async () => {
  using made = folder();
  const store = openSqliteStore(join(made.path, 'store.db'));
  await expect(store.backup(join(made.path, 'none', 'copy.db'))).rejects.toMatchObject({
    code: 'OUTPUT_UNWRITABLE',
  });
  await store.close();
});

test.each<readonly [string, (file: string) => void, RegExp]>([
  [
    'text',
    (file) => writeFileSync(file, 'no database, but long enough for one'.repeat(200)),
    /no SQLite database/,
  ],
  ['another program’s database', (file) => make(file, 'CREATE TABLE a (b)'), /another program/],
  [
    'another program’s database with steps',
    (file) => make(file, 'CREATE TABLE a (b); PRAGMA user_version = 1'),
    /another program/,
  ],
  [
    'a store of a newer Writ',
    (file) =>
      make(
        file,
        `PRAGMA application_id = 1465010516; PRAGMA user_version = ${migrations.length + 1}; CREATE TABLE a (b)`,
      ),
    /newer Writ/,
  ],
])('%s is refused and not touched', (_, prepare, sentence) => {
  using made = folder();
  const file = join(made.path, 'store.db');
  prepare(file);
  const before = readFileSync(file);
  expect(() => openSqliteStore(file)).toThrow(sentence);
  expect(() => openSqliteStore(file)).toThrow(expect.objectContaining({ code: 'STORE_UNUSABLE' }));
  expect(readFileSync(file).equals(before)).toBe(true);
});

function make(file: string, sql: string): void {
  const database = new DatabaseSync(file);
  database.exec(sql);
  database.close();
}

test('a folder, and a file below a file, are refused in a sentence', () => {
  using made = folder();
  expect(() => openSqliteStore(made.path)).toThrow(/it is a folder/);
  writeFileSync(join(made.path, 'file'), '');
  expect(() => openSqliteStore(join(made.path, 'file', 'store.db'))).toThrow(/its folder is a file/);
});

test('an empty file becomes a store', async () => {
  using made = folder();
  const file = join(made.path, 'store.db');
  writeFileSync(file, '');
  await openSqliteStore(file).close();
  expect(openSqliteStore(file)).toBeDefined();
});

test('a store of every earlier step is brought up to date', async () => {
  for (let step = 1; step < migrations.length; step++) {
    using made = folder();
    const file = join(made.path, 'store.db');
    make(
      file,
      `${migrations.slice(0, step).join(';')}; PRAGMA application_id = 1465010516; PRAGMA user_version = ${step}`,
    );
    await openSqliteStore(file).close();
    expect(new DatabaseSync(file).prepare('PRAGMA user_version').get()).toEqual({
      user_version: migrations.length,
    });
  }
});

test.each([
  ['edited', "UPDATE audit SET by = 'nobody' WHERE sequence = 2", 2, 'it is not what was written'],
  ['with its detail spoiled', "UPDATE audit SET detail = '{' WHERE sequence = 2", 2, 'it cannot be read'],
  ['cut out', 'DELETE FROM audit WHERE sequence = 2', 2, 'it is missing'],
  ['moved', 'UPDATE audit SET sequence = 9 WHERE sequence = 3', 3, 'it is missing'],
])('an audit entry that is %s in the file itself is found', async (_, sql, sequence, why) => {
  using made = folder();
  const file = join(made.path, 'store.db');
  const store = openSqliteStore(file);
  for (const subject of ['a', 'b', 'c'])
    await store.audit.append({ at: 1, by: 'jane', action: 'test', subject, detail: {} });
  const database = new DatabaseSync(file);
  expect(() => database.exec(sql)).toThrow('the audit log is not edited');
  database.exec(`DROP TRIGGER audit_is_not_edited; DROP TRIGGER audit_is_not_cut; ${sql}`);
  database.close();
  expect(await store.audit.verify(null)).toMatchObject({ broken: { sequence, why } });
  await store.close();
});

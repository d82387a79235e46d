import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { openSqliteStore } from '../../store/sqlite-store.ts';
import { noSelector } from '../../exceptions/exception.ts';
import { checkout, everything, row, startOn } from '../../../test/store/rows.ts';
import { guardStore } from './guard-store.ts';
import type { Store } from '../store-port.ts';

const folder = mkdtempSync(join(tmpdir(), 'writ-guard-'));
let store: Store;
beforeAll(() => {
  store = guardStore(openSqliteStore(join(folder, 'store.db')));
});
afterAll(async () => {
  await store.close();
  rmSync(folder, { recursive: true });
});

const token = `ghp_${'a1B2'.repeat(10)}`;
const url = 'https://shop:hunter2@db.example/x';
const made = { at: 1, by: `jane ${token}` };

test('a finding is stored without what looks like a secret', async () => {
  const recording = await store.findings.record(startOn(1));
  const number = recording.resource({ ...checkout, owner: token });
  recording.finding(number, row('host-pid', 'a', { message: `image ${url} and ${token}`, exception: token }));
  await recording.finish({ whole: true, summary: {} });
  expect(await store.findings.open('shop', everything)).toMatchObject([
    { message: 'image https://•••@db.example/x and •••', exception: '•••', resource: { owner: '•••' } },
  ]);
});

test('an exception, an approval and an audit entry are stored without what looks like a secret', async () => {
  const selector = {
    ...noSelector,
    labels: { matchLabels: { [token]: token }, matchExpressions: [] },
  };
  const written = { rules: ['host-pid'], selector, reason: url, approver: token, until: '2027-01-31' };
  const { id } = await store.exceptions.create(written, made);
  await store.exceptions.end(id, made);
  await store.approvals.add({ ...made, subject: 'plan', decision: 'approved', reason: token });
  await store.audit.append({ ...made, action: 'test', subject: token, detail: { url, token } });
  const undo = await store.undo.add({ ...made, summary: token, changes: '[]' });
  await store.undo.take(undo.id, made);
  const kept = JSON.stringify([
    await store.exceptions.list(),
    await store.approvals.of('plan'),
    await store.undo.list(9),
    await store.audit.list(99),
  ]);
  expect(kept).toContain('•••');
  expect(kept).not.toContain('a1B2');
  expect(kept).not.toContain('hunter2');
});

test('a change that holds a secret is not kept: without the secret it would undo nothing', async () => {
  const record = { ...made, summary: 'x', changes: JSON.stringify([{ value: url }]) };
  await expect(store.undo.add(record)).rejects.toMatchObject({ code: 'SECRET_REFUSED' });
});

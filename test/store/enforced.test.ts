import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import type { EnforcedKey } from '../../src/operations/enforced-port.ts';
import type { Store } from '../../src/operations/store-port.ts';
import { openSqliteStore } from '../../src/store/sqlite-store.ts';

const made = { at: 1_000, by: 'jane' };
const later = { at: 2_000, by: 'jane' };
const server = 'https://10.0.0.1:6443';
const key: EnforcedKey = {
  server,
  group: 'admissionregistration.k8s.io',
  kind: 'ValidatingAdmissionPolicy',
  namespace: null,
  name: 'host-pid',
};

let folder = '';
let store: Store;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'writ-enforced-'));
  store = openSqliteStore(join(folder, 'store.db'));
});
afterEach(async () => {
  await store.close();
  rmSync(folder, { recursive: true, force: true });
});

const actions = async (): Promise<readonly string[]> =>
  (await store.audit.list(20)).map(({ action }) => action).toReversed();

test('what is about to be done is pending until somebody knows what became of it', async () => {
  await store.enforced.begin([{ ...key, wanted: '{"a":1}', plan: 'p1' }], made);
  expect(await store.enforced.of(server)).toEqual([
    {
      ...key,
      state: 'pending',
      wanted: '{"a":1}',
      applied: null,
      before: null,
      plan: 'p1',
      why: null,
      changed: made,
    },
  ]);
  await store.enforced.settle(key, { state: 'applied', applied: '{"a":1,"b":2}', why: null }, later);
  await store.enforced.settle(key, { state: 'verified', why: null }, later);
  const [known] = await store.enforced.of(server);
  expect(known).toMatchObject({ state: 'verified', applied: '{"a":1,"b":2}', before: null, changed: later });
  expect(await actions()).toEqual(['enforce.begin', 'enforce.applied', 'enforce.verified']);
});

test('what is taken back is what it was before, or not there', async () => {
  await store.enforced.begin([{ ...key, wanted: '1', plan: 'p1' }], made);
  await store.enforced.settle(key, { state: 'applied', applied: 'live 1', why: null }, made);
  await store.enforced.begin([{ ...key, wanted: '2', plan: 'p2' }], later);
  // Begun once more before anybody knew: what it was stays known.
  await store.enforced.begin([{ ...key, wanted: '3', plan: 'p3' }], later);
  await store.enforced.settle(key, { state: 'taken back', why: 'refused' }, later);
  expect(await store.enforced.of(server)).toMatchObject([
    { state: 'applied', wanted: '1', applied: 'live 1', plan: 'p1', before: null },
  ]);
  await store.enforced.begin([{ ...key, name: 'other', wanted: '1', plan: 'p4' }], later);
  await store.enforced.settle({ ...key, name: 'other' }, { state: 'taken back', why: 'refused' }, later);
  expect(await store.enforced.of(server)).toHaveLength(1);
  expect((await store.audit.verify(null)).broken).toBeNull();
});

test('what was changed and answered is taken back, too, where a later step is refused', async () => {
  for (const plan of ['1', '2']) {
    await store.enforced.begin([{ ...key, wanted: plan, plan }], made);
    await store.enforced.settle(key, { state: 'applied', applied: `live ${plan}`, why: null }, made);
  }
  await store.enforced.settle(key, { state: 'pending', why: 'it is being taken back' }, later);
  await store.enforced.settle(key, { state: 'taken back', why: 'refused' }, later);
  expect(await store.enforced.of(server)).toMatchObject([
    { state: 'applied', wanted: '1', applied: 'live 1', plan: '1' },
  ]);
});

test('what is removed is forgotten, and the log remembers', async () => {
  await store.enforced.begin([{ ...key, wanted: '1', plan: 'p1' }], made);
  await store.enforced.settle(key, { state: 'applied', applied: '1', why: null }, made);
  await store.enforced.begin([{ ...key, wanted: null, plan: 'p2' }], later);
  await store.enforced.settle(key, { state: 'removed' }, later);
  expect(await store.enforced.of(server)).toEqual([]);
  expect((await actions()).at(-1)).toBe('enforce.removed');
});

test('clusters, groups and namespaces are told apart', async () => {
  const other = { ...key, server: 'https://10.0.0.2:6443' };
  const within = { ...key, namespace: 'shop' };
  await store.enforced.begin(
    [key, other, within].map((one) => ({ ...one, wanted: '1', plan: 'p1' })),
    made,
  );
  await store.enforced.settle(within, { state: 'taken back', why: 'refused' }, made);
  expect((await store.enforced.of(server)).map(({ namespace }) => namespace)).toEqual([null]);
  expect(await store.enforced.of(other.server)).toHaveLength(1);
});

test('a plan says which command carries it out', async () => {
  const plan = { id: 'a', verb: 'enforce', summary: 's', changes: '{}', ...made } as const;
  await store.plans.keep(plan);
  await store.plans.keep({ id: 'b', summary: 's', changes: '{}', ...made });
  expect((await store.plans.open(9, 'enforce')).map(({ id }) => id)).toEqual(['a']);
  expect((await store.plans.open(9)).map(({ id, verb }) => [id, verb])).toEqual([
    ['b', 'fix'],
    ['a', 'enforce'],
  ]);
  expect(await actions()).toEqual(['enforce.plan', 'fix.plan']);
});

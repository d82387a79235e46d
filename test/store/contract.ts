// What every implementation of the store has to do. Each test gets an empty store and a way to open it once more.
import { hash } from 'node:crypto';
import { describe, expect, test } from 'vitest';
import type {
  FindingRow,
  JudgedResource,
  Print,
  Run,
  RunStart,
  Store,
  StoredFinding,
} from '../../src/operations/store-port.ts';
import { noSelector } from '../../src/exceptions/exception.ts';
import { checkout, everything, node, payments, row, startOn } from './rows.ts';

/** Opens the same place again and again; each call is a further process's view of it. */
export interface Place {
  open(): Promise<Store>;
  remove(): Promise<void>;
}

type Found = readonly (readonly [JudgedResource, ...FindingRow[]])[];

async function record(store: Store, start: RunStart, found: Found, whole = true): Promise<Run> {
  const recording = await store.findings.record(start);
  for (const [resource, ...rows] of found) {
    const number = recording.resource(resource);
    for (const each of rows) recording.finding(number, each);
  }
  return recording.finish({ whole, summary: { findings: found.length } });
}

function messages(findings: readonly StoredFinding[]): readonly string[] {
  return findings.map(({ message }) => message).toSorted();
}

const selector = { ...noSelector, kinds: ['Deployment'], names: ['checkout'] };
const exception = {
  rules: ['host-pid'],
  selector,
  reason: 'vendor agent',
  approver: 'jane@example.com',
  until: '2027-01-31',
};
const made = { at: 1_000, by: 'jane' };

/** The contract, as tests of one implementation. */
export function storeContract(name: string, makePlace: () => Promise<Place>): void {
  /** Runs with a store, closes it and removes the place. */
  const withStore = (run: (store: Store, place: Place) => Promise<void>) => async (): Promise<void> => {
    const place = await makePlace();
    const store = await place.open();
    try {
      await run(store, place);
    } finally {
      await store.close();
      await place.remove();
    }
  };

  describe(`${name}: findings`, () => {
    test(
      'a finding is first seen once, and last seen by the last run that saw it',
      withStore(async (store) => {
        await record(store, startOn(1), [[checkout, row('host-pid', 'a')]]);
        await record(store, startOn(3), [[checkout, row('host-pid', 'a')]]);
        const [found, ...others] = await store.findings.open('shop', everything);
        expect(others).toEqual([]);
        expect(found).toEqual({
          ...row('host-pid', 'a'),
          target: 'shop',
          category: 'security',
          resource: checkout,
          firstSeen: Date.UTC(2026, 0, 1),
          lastSeen: Date.UTC(2026, 0, 3),
          openedAt: Date.UTC(2026, 0, 1),
          fixedAt: null,
          reopened: 0,
        });
      }),
    );

    test(
      'a finding that its rule no longer finds in its object is fixed, and opened again when it is back',
      withStore(async (store) => {
        const fault = row('host-pid', 'a');
        await record(store, startOn(1), [[checkout, fault]]);
        const second = await record(store, startOn(2), [[checkout]]);
        expect(second).toMatchObject({ open: 0, opened: 0, reopened: 0, fixed: 1 });
        expect(await store.findings.find(fault.fingerprint)).toMatchObject([
          { fixedAt: Date.UTC(2026, 0, 2) },
        ]);
        const third = await record(store, startOn(5), [[checkout, fault]]);
        expect(third).toMatchObject({ open: 1, opened: 0, reopened: 1, fixed: 0 });
        expect(await store.findings.find(fault.fingerprint)).toMatchObject([
          { firstSeen: Date.UTC(2026, 0, 1), openedAt: Date.UTC(2026, 0, 5), fixedAt: null, reopened: 1 },
        ]);
      }),
    );

    test(
      'what changes around a finding does not open it again, and is stored',
      withStore(async (store) => {
        await record(store, startOn(1), [[checkout, row('host-pid', 'a')]]);
        const moved = row('host-pid', 'a', { line: 9, severity: 'low', exception: 'vendor agent' });
        const run = await record(store, startOn(2), [[checkout, moved]]);
        expect(run).toMatchObject({ open: 1, opened: 0, reopened: 0, fixed: 0 });
        expect(await store.findings.open('shop', everything)).toMatchObject([
          { line: 9, severity: 'low', exception: 'vendor agent' },
        ]);
      }),
    );

    test(
      'a run by fewer rules fixes nothing of the others',
      withStore(async (store) => {
        await record(store, startOn(1), [[checkout, row('host-pid', 'a'), row('host-ipc', 'a')]]);
        expect(await record(store, startOn(2, ['host-pid']), [[checkout]])).toMatchObject({
          open: 1,
          fixed: 1,
        });
      }),
    );

    test(
      'a run over a part of the target fixes nothing in what it did not see',
      withStore(async (store) => {
        await record(store, startOn(1), [
          [checkout, row('host-pid', 'a')],
          [payments, row('host-pid', 'b')],
        ]);
        const part = await record(store, startOn(2), [[payments]], false);
        expect(part).toMatchObject({ open: 1, fixed: 1 });
        const whole = await record(store, startOn(3), [[payments]]);
        expect(whole).toMatchObject({ open: 0, fixed: 1 });
      }),
    );

    test.each(['error', 'skip'] as const)(
      'a rule that ends with %s on an object fixes nothing there',
      async (result) =>
        withStore(async (store) => {
          await record(store, startOn(1), [[checkout, row('host-pid', 'a'), row('host-ipc', 'a')]]);
          const run = await record(store, startOn(2), [[checkout, row('host-pid', '', { result })]]);
          expect(run).toMatchObject({ open: 1, opened: 0, fixed: 1 });
          expect(messages(await store.findings.open('shop', everything))).toEqual(['host-pid at a']);
        })(),
    );

    test(
      'a pass is no finding',
      withStore(async (store) => {
        const run = await record(store, startOn(1), [[checkout, row('host-pid', 'a', { result: 'pass' })]]);
        expect(run).toMatchObject({ open: 0, opened: 0 });
      }),
    );

    test(
      'the same fault in two targets is two findings',
      withStore(async (store) => {
        const fault = row('host-pid', 'a');
        await record(store, startOn(1), [[checkout, fault]]);
        await record(store, startOn(1, ['host-pid'], 'other'), [[checkout, fault]]);
        await record(store, startOn(2), [[checkout]]);
        const found = await store.findings.find(fault.fingerprint);
        expect(found.map(({ target, fixedAt }) => [target, fixedAt !== null])).toEqual([
          ['shop', true],
          ['other', false],
        ]);
      }),
    );

    test(
      'of two findings with one fingerprint the one that no exception lifts is kept',
      withStore(async (store) => {
        const [lifted, standing] = [row('host-pid', 'a', { exception: 'vendor' }), row('host-pid', 'a')];
        await record(store, startOn(1), [[checkout, standing, lifted]]);
        await record(store, startOn(1, ['host-pid'], 'other'), [[checkout, lifted, standing]]);
        expect(await store.findings.open('shop', everything)).toMatchObject([{ exception: null }]);
        expect(await store.findings.open('other', everything)).toMatchObject([{ exception: null }]);
      }),
    );

    test(
      'nothing of a run is stored before it is finished, and nothing of one that is abandoned',
      withStore(async (store, place) => {
        const other = await place.open();
        const recording = await store.findings.record(startOn(1));
        recording.finding(recording.resource(checkout), row('host-pid', 'a'));
        expect(await other.findings.runs(null, 10)).toEqual([]);
        await recording.abandon();
        await recording.abandon();
        expect(await other.findings.runs(null, 10)).toEqual([]);
        expect(await other.findings.open('shop', everything)).toEqual([]);
        await other.close();
      }),
    );

    test(
      'two runs may be recorded at the same time',
      withStore(async (store) => {
        const one = await store.findings.record(startOn(1));
        const two = await store.findings.record(startOn(2));
        one.finding(one.resource(checkout), row('host-pid', 'a'));
        two.finding(two.resource(checkout), row('host-pid', 'a'));
        expect(await one.finish({ whole: true, summary: {} })).toMatchObject({ opened: 1 });
        expect(await two.finish({ whole: true, summary: {} })).toMatchObject({ opened: 0, open: 1 });
      }),
    );

    test(
      'a finding of a rule that was not announced is stored, and never fixed by its absence',
      withStore(async (store) => {
        await record(store, startOn(1, []), [[checkout, row('host-pid', 'a')]]);
        expect(await record(store, startOn(2, []), [[checkout]])).toMatchObject({ open: 1, fixed: 0 });
      }),
    );

    test(
      'names that are keys of every object are names like any other',
      withStore(async (store) => {
        const policies = ['__proto__', 'constructor'];
        const odd: JudgedResource = { ...checkout, name: '__proto__', owner: 'toString' };
        const rows = policies.map((policy) => row(policy, 'a'));
        await record(store, startOn(1, policies), [[odd, ...rows]]);
        const counts = await store.findings.countOpen('shop', 'rule');
        expect(counts.map(({ key }) => key)).toEqual(policies);
        expect(await store.findings.countOpen('shop', 'owner')).toEqual([
          { key: 'toString', open: 2, excepted: 0 },
        ]);
      }),
    );
  });

  describe(`${name}: texts of whatever kind`, () => {
    test.each([
      ['quotes and semicolons', `'"; DROP TABLE findings; --`],
      ['a NUL character', 'a\0b'],
      ['characters beyond the first plane', '🔥 \u{10ffff}'],
      ['nothing', ''],
      ['a text of a megabyte', 'x'.repeat(1_048_576)],
    ])('%s come back as they were', async (_, text) =>
      withStore(async (store) => {
        const fault = row('host-pid', 'a', { message: text, path: text, file: text, exception: text });
        const resource = { ...checkout, name: text, owner: text };
        await record(store, startOn(1, ['host-pid'], text), [[resource, fault]]);
        const again = await record(store, startOn(2, ['host-pid'], text), [[resource, fault]]);
        expect(again).toMatchObject({ target: text, open: 1, opened: 0, fixed: 0 });
        expect(await store.findings.open(text, everything)).toMatchObject([{ ...fault, resource }]);
        await store.audit.append({ ...made, action: 'test', subject: text, detail: { text } });
        expect(await store.audit.list(1)).toMatchObject([{ subject: text, detail: { text } }]);
        expect(await store.audit.verify(null)).toMatchObject({ broken: null });
      })(),
    );

    test(
      'a lone surrogate, which no UTF-8 can hold, does not part what belongs together',
      withStore(async (store) => {
        const resource = { ...checkout, name: 'a\ud800' };
        const fault = row('host-pid', 'a', { message: '\ud800' });
        await record(store, startOn(1), [[resource, fault]]);
        expect(await record(store, startOn(2), [[resource, fault]])).toMatchObject({ open: 1, opened: 0 });
        expect(await record(store, startOn(3), [[resource]])).toMatchObject({ open: 0, fixed: 1 });
        await store.audit.append({ ...made, action: 'test', subject: '\ud800', detail: { text: '\ud800' } });
        expect(await store.audit.verify(null)).toMatchObject({ broken: null });
      }),
    );
  });

  describe(`${name}: questions of a report`, () => {
    const found: Found = [
      [
        checkout,
        row('host-pid', 'a', { severity: 'critical' }),
        row('host-ipc', 'a', { exception: 'vendor' }),
      ],
      [payments, row('host-pid', 'b', { severity: 'low' })],
      [node, row('host-pid', 'c', { severity: 'low' })],
    ];

    test(
      'open findings are counted by rule, category, severity, namespace and owner',
      withStore(async (store) => {
        await record(store, startOn(1), found);
        const count = async (by: 'rule' | 'category' | 'severity' | 'namespace' | 'owner') =>
          (await store.findings.countOpen('shop', by)).map(({ key, open, excepted }) => [
            key,
            open,
            excepted,
          ]);
        expect(await count('rule')).toEqual([
          ['host-pid', 3, 0],
          ['host-ipc', 1, 1],
        ]);
        expect(await count('category')).toEqual([['security', 4, 1]]);
        expect(await count('severity')).toEqual([
          ['low', 2, 0],
          ['high', 1, 1],
          ['critical', 1, 0],
        ]);
        expect(await count('namespace')).toEqual([
          ['shop', 2, 1],
          [null, 1, 0],
          ['pay', 1, 0],
        ]);
        expect(await count('owner')).toEqual([
          [null, 2, 0],
          ['payments-team', 2, 1],
        ]);
      }),
    );

    test(
      'open findings are listed worst first, narrowed and by page',
      withStore(async (store) => {
        await record(store, startOn(1), found);
        const open = async (more: Partial<typeof everything>) =>
          (await store.findings.open('shop', { ...everything, ...more })).map(({ message }) => message);
        const all = ['host-pid at a', 'host-ipc at a', 'host-pid at b', 'host-pid at c'];
        expect(await open({ limit: 2 })).toEqual(all.slice(0, 2));
        expect((await open({ limit: 2, offset: 2 })).toSorted()).toEqual(all.slice(2));
        expect(await open({ policy: 'host-ipc' })).toEqual(['host-ipc at a']);
        expect(await open({ severity: 'critical' })).toEqual(['host-pid at a']);
        expect(await open({ namespace: 'pay' })).toEqual(['host-pid at b']);
        expect(await open({ owner: 'payments-team', policy: 'host-pid' })).toEqual(['host-pid at a']);
        expect(await open({ category: 'cost' })).toEqual([]);
        expect(await open({ policy: 'no-such' })).toEqual([]);
        const prints = found.flatMap(([, ...rows]) =>
          rows.map(({ fingerprint, policy }) => ({ fingerprint, policy })),
        );
        const byPrint = (a: Print, b: Print): number => (a.fingerprint < b.fingerprint ? -1 : 1);
        const openPrints = await store.findings.openPrints('shop');
        expect(openPrints.toSorted(byPrint)).toEqual(prints.toSorted(byPrint));
      }),
    );

    test(
      'a day tells what its runs opened and fixed',
      withStore(async (store) => {
        await record(store, startOn(1), [[checkout, row('host-pid', 'a'), row('host-pid', 'b')]]);
        await record(store, startOn(2), [[checkout, row('host-pid', 'a'), row('host-pid', 'b')]]);
        await record(store, startOn(4), [[checkout, row('host-pid', 'a'), row('host-pid', 'c')]]);
        expect(await store.findings.perDay('shop', 0)).toEqual([
          { day: '2026-01-01', opened: 2, reopened: 0, fixed: 0 },
          { day: '2026-01-04', opened: 1, reopened: 0, fixed: 1 },
        ]);
        expect(await store.findings.perDay('shop', Date.UTC(2026, 0, 2))).toHaveLength(1);
      }),
    );

    test(
      'a run tells what it opened and fixed, also when that was undone since',
      withStore(async (store) => {
        await record(store, startOn(1), [[checkout, row('host-pid', 'a')]]);
        const run = await record(store, startOn(2), [[checkout, row('host-pid', 'b')]]);
        await record(store, startOn(3), [[checkout, row('host-pid', 'a')]]);
        const difference = await store.findings.difference(run.id, 10);
        expect(difference?.run).toEqual(run);
        expect(messages(difference?.opened ?? [])).toEqual(['host-pid at b']);
        expect(messages(difference?.fixed ?? [])).toEqual(['host-pid at a']);
        expect(await store.findings.difference(999, 10)).toBeNull();
      }),
    );

    test(
      'a rule tells its median time to fix, and whether it ever fired',
      withStore(async (store) => {
        const day = 86_400_000;
        const rules = ['host-pid', 'host-ipc', 'quiet'];
        await record(store, startOn(1, rules), [
          [checkout, row('host-pid', 'a'), row('host-pid', 'b'), row('host-ipc', 'a')],
        ]);
        await record(store, startOn(2, rules), [[checkout, row('host-pid', 'b'), row('host-ipc', 'a')]]);
        await record(store, startOn(5, rules), [[checkout, row('host-ipc', 'a')]]);
        const histories = await store.findings.byRule('shop');
        const none = {
          category: 'security',
          open: 0,
          excepted: 0,
          opened: 0,
          reopened: 0,
          fixed: 0,
          medianToFix: null,
        };
        expect(histories).toEqual([
          { ...none, policy: 'host-ipc', open: 1, opened: 1 },
          { ...none, policy: 'host-pid', opened: 2, fixed: 2, medianToFix: 2.5 * day },
          { ...none, policy: 'quiet' },
        ]);
      }),
    );

    test(
      'the worst objects come first, and exceptions weigh nothing',
      withStore(async (store) => {
        await record(store, startOn(1), found);
        expect(await store.findings.worst('shop', 2)).toMatchObject([
          { resource: checkout, open: 1, weight: 16 },
          { open: 1, weight: 2 },
        ]);
      }),
    );

    test(
      'runs are listed newest first, by the time that they say',
      withStore(async (store) => {
        await record(store, startOn(5), []);
        await record(store, startOn(3), []);
        await record(store, startOn(4, [], 'other'), []);
        const days = (runs: readonly Run[]) => runs.map(({ at }) => new Date(at).getUTCDate());
        expect(days(await store.findings.runs('shop', 10))).toEqual([5, 3]);
        expect(days(await store.findings.runs(null, 2))).toEqual([5, 4]);
      }),
    );

    test(
      'of a target that was never recorded nothing is known',
      withStore(async ({ findings }) => {
        expect(await findings.open('none', everything)).toEqual([]);
        expect(await findings.openPrints('none')).toEqual([]);
        expect(await findings.countOpen('none', 'rule')).toEqual([]);
        expect(await findings.perDay('none', 0)).toEqual([]);
        expect(await findings.byRule('none')).toEqual([]);
        expect(await findings.repairs('none')).toBeNull();
        expect(await findings.worst('none', 1)).toEqual([]);
        expect(await findings.find('no hex')).toEqual([]);
      }),
    );
  });

  describe(`${name}: what people did`, () => {
    test(
      'an exception is there until it is ended, once',
      withStore(async (store) => {
        const created = await store.exceptions.create(exception, made);
        expect(created).toMatchObject({ ...exception, created: made, ended: null });
        expect(await store.exceptions.end(created.id, { at: 2_000, by: 'joe' })).toBe(true);
        expect(await store.exceptions.end(created.id, { at: 3_000, by: 'joe' })).toBe(false);
        expect(await store.exceptions.end('no-such', made)).toBe(false);
        expect(await store.exceptions.list()).toEqual([{ ...created, ended: { at: 2_000, by: 'joe' } }]);
      }),
    );

    test(
      'approvals are kept by what they are about',
      withStore(async (store) => {
        const given = {
          subject: 'plan-1',
          decision: 'approved',
          reason: 'reviewed',
          at: 1,
          by: 'jane',
        } as const;
        const first = await store.approvals.add(given);
        const second = await store.approvals.add({ ...given, decision: 'refused', at: 2 });
        await store.approvals.add({ ...given, subject: 'plan-2' });
        expect(await store.approvals.of('plan-1')).toEqual([second, first]);
      }),
    );

    test(
      'of two who take a change back, one succeeds',
      withStore(async (store, place) => {
        const other = await place.open();
        const added = await store.undo.add({ summary: 'host-pid in shop.yaml', changes: '[]', ...made });
        expect(await store.undo.get(added.id)).toEqual(added);
        const taken = await Promise.all([store.undo.take(added.id, made), other.undo.take(added.id, made)]);
        expect(taken.toSorted()).toEqual([false, true]);
        expect(await other.undo.list(10)).toEqual([{ ...added, undone: made }]);
        expect(await store.undo.get('no-such')).toBeNull();
        await other.close();
      }),
    );

    test(
      'a plan is kept once under its id, and of two who carry it out, one succeeds',
      withStore(async (store, place) => {
        const other = await place.open();
        const plan = {
          id: 'abc',
          verb: 'fix',
          summary: 'host-pid of a Deployment',
          changes: '[]',
          ...made,
        } as const;
        expect(await store.plans.keep(plan)).toEqual({ ...plan, taken: null });
        expect(await other.plans.keep({ ...plan, at: made.at + 1 })).toEqual({ ...plan, taken: null });
        expect(await other.plans.open(10)).toEqual([{ ...plan, taken: null }]);
        const taken = await Promise.all([store.plans.take('abc', made), other.plans.take('abc', made)]);
        expect(taken.toSorted()).toEqual([false, true]);
        expect(await store.plans.get('abc')).toEqual({ ...plan, taken: made });
        expect(await store.plans.open(10)).toEqual([]);
        expect(await store.plans.get('no-such')).toBeNull();
        const told = (await store.audit.list(10)).map(({ action, subject }) => [action, subject]);
        expect(told).toEqual([['fix.plan', 'abc']]);
        await other.close();
      }),
    );

    test(
      'what was begun says when it came to its end, once',
      withStore(async (store) => {
        const { id } = await store.undo.add({ summary: 'a fix', changes: '[]', ...made });
        expect((await store.undo.get(id))?.finished).toBeNull();
        await store.undo.finish(id, made, { done: 1 });
        await store.undo.finish(id, { ...made, by: 'joe' });
        expect((await store.undo.get(id))?.finished).toEqual(made);
        const [last] = await store.audit.list(1);
        expect(last).toMatchObject({ action: 'fix.done', subject: id, by: made.by, detail: { done: 1 } });
      }),
    );

    test(
      'everything that was done is in the audit log, in order and chained',
      withStore(async (store) => {
        await record(store, startOn(1), []);
        const { id } = await store.exceptions.create(exception, made);
        await store.exceptions.end(id, made);
        await store.exceptions.end(id, made);
        const decision = { subject: 'plan-1', decision: 'refused', reason: 'no', ...made } as const;
        await store.approvals.add(decision, { plan: 'abc' });
        const undo = await store.undo.add({ summary: 'a fix', changes: '[]', ...made });
        await store.undo.take(undo.id, made, { after: 'def' });
        await store.audit.append({
          ...made,
          action: 'store.backup',
          subject: 'copy.db',
          detail: { bytes: 1 },
        });
        const entries = await store.audit.list(100);
        expect(entries.map(({ action }) => action).toReversed()).toEqual([
          'run.record',
          'exception.create',
          'exception.end',
          'approval.refuse',
          'fix.write',
          'fix.undo',
          'store.backup',
        ]);
        // What was decided about is told by its digest.
        const changes = hash('sha256', '[]');
        const details = new Map(entries.map(({ action, detail }) => [action, detail]));
        expect(details.get('approval.refuse')).toMatchObject({ plan: 'abc', reason: 'no' });
        expect(details.get('fix.write')).toEqual({ summary: 'a fix', changes });
        expect(details.get('fix.undo')).toEqual({ summary: 'a fix', changes, after: 'def' });
        expect(details.get('exception.end')).toEqual(details.get('exception.create'));
        expect(details.get('exception.end')).toMatchObject({
          exception: expect.stringMatching(/^[0-9a-f]{64}$/),
        });
        const [last] = entries;
        const verdict = await store.audit.verify(null);
        expect(verdict).toEqual({
          entries: 7,
          last: { sequence: 7, digest: last?.digest },
          broken: null,
        });
        expect(await store.audit.verify(verdict.last)).toEqual(verdict);
        expect(await store.audit.verify({ sequence: 8, digest: '' })).toMatchObject({
          broken: { sequence: 8 },
        });
        expect(await store.audit.verify({ sequence: 3, digest: '' })).toMatchObject({
          broken: { sequence: 3 },
        });
      }),
    );

    test(
      'an audit entry is bound to the one before it',
      withStore(async (store) => {
        const event = (subject: string) => ({ ...made, action: 'test', subject, detail: {} });
        const elsewhere = await makePlace();
        const other = await elsewhere.open();
        await store.audit.append(event('a'));
        await other.audit.append(event('b'));
        const [here, there] = [await store.audit.append(event('c')), await other.audit.append(event('c'))];
        expect(here.digest).not.toBe(there.digest);
        await other.close();
        await elsewhere.remove();
      }),
    );

    test(
      'two who write to the audit log at the same time share one chain',
      withStore(async (store, place) => {
        const other = await place.open();
        const event = { ...made, action: 'test', subject: 'x', detail: {} };
        await Promise.all([store, other, store, other].map(({ audit }) => audit.append(event)));
        expect(await store.audit.verify(null)).toMatchObject({ entries: 4, broken: null });
        await other.close();
      }),
    );
  });
}

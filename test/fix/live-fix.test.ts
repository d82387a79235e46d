import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, test } from 'vitest';
import { WritError } from '../../src/core/errors.ts';
import { at, isJsonObject, own, type JsonObject } from '../../src/core/json.ts';
import { applyPatch } from '../../src/fix/apply-patch.ts';
import type { FixInput } from '../../src/operations/repair/fix-parameters.ts';
import type { FixResult } from '../../src/operations/repair/fix-result.ts';
import { fix } from '../../src/operations/fix.ts';
import type { Context } from '../../src/operations/operation.ts';
import { openSqliteStore } from '../../src/store/sqlite-store.ts';
import { contextOf } from '../context.ts';
import { memoryCluster } from './memory-cluster.ts';
import { usualFix } from './usual-fix.ts';

const folder = mkdtempSync(join(tmpdir(), 'writ-live-fix-'));
let count = 0;
afterAll(() => rmSync(folder, { recursive: true }));

const usual: FixInput = { ...usualFix, cluster: true, rules: ['host-pid', 'privilege-escalation'] };

/** A cluster in which one Deployment can be repaired, and a store. */
function shop(configuration: object | null = null) {
  const memory = memoryCluster();
  const store = openSqliteStore(join(folder, `${++count}.db`));
  const text = JSON.stringify(configuration);
  const context: Context = {
    ...contextOf({
      open: async function* (paths) {
        for (const name of paths) yield { name, named: true, text };
      },
      upwards: () => (configuration === null ? null : 'writ.config.json'),
    }),
    now: () => BigInt(Date.now()) * 1_000_000n,
    openStore: async () => store,
    openCluster: async () => memory.cluster,
    user: () => 'jane',
  };
  memory.put(deployment('checkout'));
  return {
    ...memory,
    store,
    run: (flags: Partial<FixInput> = {}): Promise<FixResult> =>
      fix.run(
        { ...usual, ...flags },
        { ...context, openStore: async () => reopened(store) },
        () => undefined,
      ),
    spec: (name = 'checkout') =>
      at(memory.objects.get(`Deployment ${name}`), '/spec/template/spec') as JsonObject,
  };
}

/** Whoever opens it closes it; the test goes on with it. */
function reopened(store: ReturnType<typeof openSqliteStore>) {
  return { ...store, close: async () => undefined };
}

const container = { name: 'app', image: 'registry.example/app:1' };
const before = { hostPID: true, containers: [container] };
const after = {
  containers: [{ ...container, securityContext: { allowPrivilegeEscalation: false } }],
};

function deployment(name: string, metadata: JsonObject = {}): JsonObject {
  const labels = { app: name };
  return {
    apiVersion: 'apps/v1',
    kind: 'Deployment',
    metadata: { name, namespace: 'shop', ...metadata },
    spec: {
      replicas: 1,
      selector: { matchLabels: labels },
      template: { metadata: { labels }, spec: before },
    },
  };
}

function statuses({ live }: FixResult): readonly string[] {
  return live?.objects.map(({ status }) => status) ?? [];
}

async function planned({ run }: ReturnType<typeof shop>): Promise<string> {
  return (await run({ write: true })).live?.plan ?? '';
}

describe('row 11: a dry run', () => {
  test('shows the exact patch, tried on the server, and changes nothing', async () => {
    const { run, asked, spec } = shop();
    const { files, live, written } = await run();
    expect(files[0]?.resources[0]?.patch).toEqual([
      { op: 'remove', path: '/spec/template/spec/hostPID' },
      {
        op: 'add',
        path: '/spec/template/spec/containers/0/securityContext',
        value: { allowPrivilegeEscalation: false },
      },
    ]);
    expect([statuses({ live } as FixResult), written]).toEqual([['proposed'], false]);
    expect(asked).toEqual(['may patch deployments', 'dry run checkout']);
    expect(spec()).toEqual(before);
  });

  test('shows what the server would make of it', async () => {
    const { run, fate } = shop();
    fate.admit = (object) =>
      applyPatch(object, [{ op: 'add', path: '/metadata/annotations', value: { added: 'by admission' } }]);
    const { files } = await run();
    expect(files[0]?.after).toContain('added: by admission');
  });
});

describe('row 12: what was done', () => {
  test('is taken back, and what others changed since stays', async () => {
    const place = shop();
    const { undo } = await place.run({ approve: await planned(place), reason: 'ticket 7' });
    expect(place.spec()).toEqual(after);
    place.put(changed(place.objects.get('Deployment checkout'), { dnsPolicy: 'Default' }));
    const undone = await place.run({ undo });
    expect(statuses(undone)).toEqual(['taken back']);
    expect(place.spec()).toEqual({ ...before, dnsPolicy: 'Default' });
    await expect(place.run({ undo })).rejects.toThrow('was taken back before');
  });

  test('stays where somebody changed the same fields since, or put another in its place', async () => {
    const place = shop();
    const { undo } = await place.run({ approve: await planned(place), reason: 'ticket 7' });
    place.put(
      changed(place.objects.get('Deployment checkout'), { containers: [{ ...container, name: 'b' }] }),
    );
    await expect(place.run({ undo })).rejects.toThrow(
      'changed in the same fields since; nothing was taken back',
    );
  });

  test('is known from the object where the process ended before it could say so', async () => {
    const place = shop({ global: { autoFix: true, autoFixRisk: 'high' } });
    place.fate.before = (name) => {
      if (name !== '') throw new Error('power failure');
    };
    await expect(place.run({ write: true })).rejects.toThrow('power failure');
    const [record] = await place.store.undo.list(1);
    expect(record).toMatchObject({ finished: null, undone: null });
    place.fate.before = () => undefined;
    expect(statuses(await place.run({ undo: record?.id ?? '' }))).toEqual(['was not made']);
    expect(place.spec()).toEqual(before);
  });
});

describe('row 13: a change of a cluster', () => {
  test('waits for an approval, which is kept with who, when and why, and counts once', async () => {
    const place = shop();
    const plan = await planned(place);
    expect(place.spec()).toEqual(before);
    expect(await planned(place)).toBe(plan);
    await expect(place.run({ approve: plan })).rejects.toThrow('for a reason');
    expect(statuses(await place.run({ approve: plan, reason: 'ticket 7' }))).toEqual(['done']);
    const [approval] = await place.store.approvals.of(plan);
    expect(approval).toMatchObject({ decision: 'approved', by: 'jane', reason: 'ticket 7' });
    expect(approval?.at).toBeGreaterThan(0);
    await expect(place.run({ approve: plan, reason: 'again' })).rejects.toThrow(
      'carried out or refused before',
    );
    await expect(place.run({ approve: 'none', reason: 'x' })).rejects.toThrow('there is no plan `none`');
  });

  test('that somebody refused is never made', async () => {
    const place = shop();
    const plan = await planned(place);
    await place.run({ refuse: plan, reason: 'not now' });
    await expect(place.run({ approve: plan, reason: 'but yes' })).rejects.toThrow('refused before');
    expect(place.spec()).toEqual(before);
    expect(await place.store.approvals.of(plan)).toMatchObject([{ decision: 'refused', reason: 'not now' }]);
  });

  test('is made at once where the configuration approves it, up to its risk', async () => {
    const place = shop({ categories: { security: { autoFix: true, autoFixRisk: 'low' } } });
    const { live, undo } = await place.run({ write: true });
    expect(live?.objects.map(({ status }) => status)).toEqual(['done', 'waits']);
    expect(undo).not.toBeNull();
    expect(place.spec()).toEqual({ ...before, ...after });
  });

  test('is of the very state that was approved: what changed since is not touched', async () => {
    const place = shop();
    const plan = await planned(place);
    place.put(changed(place.objects.get('Deployment checkout'), { dnsPolicy: 'Default' }));
    await expect(place.run({ approve: plan, reason: 'yes' })).rejects.toThrow('nothing was changed');
    expect(place.spec()).toEqual({ ...before, dnsPolicy: 'Default' });
    expect((await place.store.plans.get(plan))?.taken).toBeNull();
  });

  test('is made though a status was faster, and not where somebody was', async () => {
    const [busy, other] = [shop(), shop()];
    const [first, second] = [await planned(busy), await planned(other)];
    let tries = 0;
    busy.fate.before = () => {
      const found = busy.objects.get('Deployment checkout');
      if (++tries < 3 && found !== undefined) busy.put(found);
    };
    expect(statuses(await busy.run({ approve: first, reason: 'yes' }))).toEqual(['done']);
    expect(tries).toBe(3);
    other.fate.before = () =>
      other.put(changed(other.objects.get('Deployment checkout'), { dnsPolicy: 'Default' }));
    expect(statuses(await other.run({ approve: second, reason: 'yes' }))).toEqual(['not done']);
    expect(other.spec()).toEqual({ ...before, dnsPolicy: 'Default' });
  });

  test('is planned once more where another writer was faster, if it needs no approval', async () => {
    const place = shop({ global: { autoFix: true, autoFixRisk: 'high' } });
    let isFirst = true;
    place.fate.before = (name) => {
      if (name !== '' || !isFirst) return;
      isFirst = false;
      place.put(changed(place.objects.get('Deployment checkout'), { dnsPolicy: 'Default' }));
    };
    expect(statuses(await place.run({ write: true }))).toEqual(['done']);
    expect(place.spec()).toEqual({ ...after, dnsPolicy: 'Default' });
  });
});

describe('row 14: a repair is reported', () => {
  test('by what is found in the object before and after, as the server has it', async () => {
    const { run } = shop();
    const [resource] = (await run()).files[0]?.resources ?? [];
    expect(resource?.findings).toEqual({
      before: { 'host-pid': 1, 'privilege-escalation': 1 },
      after: {},
    });
  });

  test('as none where the server makes something else of it', async () => {
    const { run, fate } = shop();
    fate.admit = (object) => changed(object, { hostPID: true });
    const result = await run({ write: true });
    expect(statuses(result)).toEqual(['not done']);
    expect(result.live?.objects[0]?.why).toContain('`host-pid` still finds a fault');
  });

  test('as failed where the server answers with something else than it tried, or its pods do not come', async () => {
    const [other, late] = [shop(), shop()];
    const [first, second] = [await planned(other), await planned(late)];
    other.fate.admit = (object) => changed(object, { hostPID: true });
    const doubtful = await other.run({ approve: first, reason: 'yes' });
    expect(doubtful.live?.objects[0]).toMatchObject({
      status: 'failed',
      why: expect.stringContaining('host-pid'),
    });
    late.fate.status = () => ({ observedGeneration: 0 });
    const waiting = await late.run({ approve: second, reason: 'yes' });
    expect(waiting.live?.objects[0]).toMatchObject({
      status: 'failed',
      why: expect.stringContaining('late'),
    });
    expect(fix.verdict(waiting)).toBe('undecided');
  });
});

describe('row 18: what one may not do', () => {
  test('is asked before anything is sent, and told', async () => {
    const { run, fate, asked } = shop();
    fate.mayPatch = false;
    const result = await run({ write: true });
    expect(statuses(result)).toEqual(['not done']);
    expect(result.live?.objects[0]?.why).toBe(
      'you may not patch deployments in namespace shop (no role says so)',
    );
    expect(new Set(asked)).toEqual(new Set(['may patch deployments']));
  });

  test('is not done by approving it either, nor taken back, and the plan goes on waiting', async () => {
    const place = shop();
    const plan = await planned(place);
    place.fate.mayPatch = false;
    await expect(place.run({ approve: plan, reason: 'yes' })).rejects.toMatchObject({
      code: 'CLUSTER_FORBIDDEN',
    });
    expect(place.asked).not.toContain('patch checkout');
    place.fate.mayPatch = true;
    const { undo } = await place.run({ approve: plan, reason: 'yes' });
    place.fate.mayPatch = false;
    await expect(place.run({ undo })).rejects.toMatchObject({ code: 'CLUSTER_FORBIDDEN' });
    expect(place.spec()).toEqual(after);
  });
});

describe('an object', () => {
  test('that something manages is answered with a diff and where to change it', async () => {
    const place = shop();
    place.put(deployment('checkout', { annotations: { 'meta.helm.sh/release-name': 'shop' } }));
    const result = await place.run({ write: true });
    expect([statuses(result), result.live?.plan]).toEqual([['elsewhere'], null]);
    expect(result.live?.objects[0]?.why).toContain('Helm');
    expect(result.files[0]?.before).toContain('hostPID: true');
    expect(result.files[0]?.after).not.toContain('hostPID');
  });

  test('after one that fails is not changed', async () => {
    const place = shop();
    place.put(deployment('payments'));
    const plan = await planned(place);
    place.fate.status = () => ({ observedGeneration: 0 });
    expect(statuses(await place.run({ approve: plan, reason: 'yes' }))).toEqual(['failed', 'not done']);
    expect(place.spec('payments')).toEqual(before);
  });

  test('whose rollout nobody can watch is told, with what takes it back', async () => {
    const place = shop();
    const plan = await planned(place);
    place.fate.status = () => ({ observedGeneration: 0 });
    place.fate.before = (name) => {
      place.fate.read = () => {
        if (name !== '') throw new WritError('CLUSTER_UNREACHABLE', 'no answer');
      };
    };
    const { live, undo, files } = await place.run({ approve: plan, reason: 'yes' });
    expect(live?.objects[0]).toMatchObject({
      status: 'failed',
      why: 'it was changed, but its rollout cannot be watched: no answer',
    });
    expect(undo).not.toBeNull();
    expect(files[0]?.resources[0]?.findings).toEqual({
      before: { 'host-pid': 1, 'privilege-escalation': 1 },
      after: {},
    });
  });

  test('that somebody changes all the time stops no other', async () => {
    const place = shop();
    place.put(deployment('payments'));
    place.fate.before = () => place.put(deployment('checkout'));
    const result = await place.run({ write: true });
    expect(statuses(result)).toEqual(['not done', 'waits']);
    expect(result.live?.objects[0]?.why).toContain('was changed meanwhile');
  });

  test('of Kubernetes itself is left alone until its namespace is named', async () => {
    const place = shop();
    place.objects.delete('Deployment checkout');
    const metadata = { namespace: 'kube-system' };
    place.put(deployment('dns', metadata));
    expect(statuses(await place.run())).toEqual([]);
  });

  test('of which nobody knows whether it was changed is looked at', async () => {
    const place = shop();
    const plan = await planned(place);
    place.fate.before = (name) => {
      if (name === '') return;
      place.put({ ...place.objects.get('Deployment checkout'), spec: repaired });
      throw new WritError('CLUSTER_UNREACHABLE', 'no answer');
    };
    const { live, undo } = await place.run({ approve: plan, reason: 'yes' });
    expect(live?.objects[0]).toMatchObject({ status: 'failed', why: 'it was changed, but then: no answer' });
    place.fate.before = () => undefined;
    expect(statuses(await place.run({ undo }))).toEqual(['taken back']);
    expect(place.spec()).toEqual(before);
  });
});

const repaired = {
  ...(deployment('checkout')['spec'] as JsonObject),
  template: { metadata: { labels: { app: 'checkout' } }, spec: after },
};

/** With other fields of its pods. */
function changed(object: JsonObject | undefined, fields: JsonObject): JsonObject {
  const spec = at(object, '/spec/template/spec');
  if (object === undefined || spec === undefined || !isJsonObject(spec)) throw new Error('it is not there');
  const value = { ...spec, ...fields };
  return applyPatch({ ...object, spec: own(object, 'spec') ?? null }, [
    { op: 'replace', path: '/spec/template/spec', value },
  ]);
}

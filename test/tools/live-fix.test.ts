// What is written is planned first: nothing is done before it is confirmed, or was approved beforehand; all of it can be
// taken back.
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { at, type JsonObject } from '../../src/core/json.ts';
import type { Store } from '../../src/operations/store-port.ts';
import { openSqliteStore } from '../../src/store/sqlite-store.ts';
import { folder } from '../doors/cli.ts';
import { ask, refusal, toolContext } from './context.ts';
import { deployment } from './deployments.ts';
import { heldCluster } from './held-cluster.ts';
import { valueOf } from './value-of.ts';

const call = { namespace: 'production', deployment: 'web-app' };
const organization = { name: 'Shop', environment: 'production' };

async function shop(configuration: JsonObject | null = null) {
  const made = folder({});
  const file = join(made.path, 'store.db');
  const namespaces = ['production', 'staging'].map((name) => ({
    apiVersion: 'v1',
    kind: 'Namespace',
    metadata: { name },
  }));
  const other = await valueOf(deployment({ name: 'other' }));
  const held = heldCluster([...namespaces, await valueOf(deployment({})), other]);
  const context = toolContext({
    openCluster: async () => held,
    openStore: async () => openSqliteStore(file),
    configuration: configuration === null ? null : { name: 'c', text: JSON.stringify(configuration) },
  });
  const stored = async <T>(look: (store: Store) => Promise<T>): Promise<T> => {
    const store = openSqliteStore(file);
    const seen = await look(store);
    await store.close();
    return seen;
  };
  const specOf = (name: string) =>
    held.objects.find((object) => at(object, '/metadata/name') === name)?.['spec'];
  return {
    held,
    context,
    stored,
    spec: () => specOf('web-app'),
    otherSpec: () => specOf('other'),
    written: () => held.patched.filter(({ dryRun }) => !dryRun).length,
    [Symbol.dispose]: () => made[Symbol.dispose](),
  };
}

const ids = (output: Record<string, unknown>, key: string, status?: string) =>
  (output[key] as readonly { readonly ruleId: string; readonly status?: string }[])
    .filter((one) => status === undefined || one.status === status)
    .map(({ ruleId }) => ruleId);

test('a repair is planned, confirmed, made, and taken back: the object is what it was', async () => {
  using it = await shop();
  const before = it.spec();
  const planned = await ask('auto_fix_policy_violations', call, it.context);
  expect(planned.reply.status).toBe('planned');
  expect([it.written(), it.spec()]).toEqual([0, before]);
  expect(planned.output).toMatchObject({
    applied: false,
    undo: null,
    plan: expect.stringMatching(/^[0-9a-f]{16}$/),
  });
  expect(ids(planned.output, 'fixed', 'waits')).toContain('privileged-container');
  expect(planned.output['diff']).toMatch(/^-.*privileged: true$/m);

  const confirm = planned.output['plan'] ?? null;
  const done = await ask('auto_fix_policy_violations', { ...call, confirm }, it.context);
  expect(done.reply.status).toBe('done');
  expect(done.output).toMatchObject({ applied: true, plan: null, patch: planned.output['patch'] });
  expect(ids(done.output, 'fixed', 'done')).toEqual(ids(planned.output, 'fixed'));
  expect(it.written()).toBe(1);
  expect(it.otherSpec()).toEqual(before);
  const evaluated = await ask('evaluate_deployment_policies', call, it.context);
  expect(ids(evaluated.output, 'violations')).not.toContain('privileged-container');

  const undo = done.output['undo'] ?? null;
  const back = await ask('rollback_policy_fix', { undo }, it.context);
  expect(back.reply.status).toBe('planned');
  expect([it.written(), back.output['applied']]).toEqual([1, false]);
  const taken = await ask('rollback_policy_fix', { undo, confirm: back.output['plan'] ?? null }, it.context);
  expect(taken.output).toMatchObject({ applied: true, objects: [{ name: 'web-app', status: 'taken back' }] });
  expect(it.spec()).toEqual(before);
  expect(await refusal('rollback_policy_fix', { undo }, it.context)).toMatch(
    /^UNDO_UNKNOWN: .*taken back before/,
  );

  const log = await it.stored(({ audit }) => audit.list(20));
  const told = new Map(log.map(({ action, detail }) => [action, detail]));
  const digest = expect.stringMatching(/^[0-9a-f]{64}$/);
  for (const action of ['fix.plan', 'approval.give', 'fix.write'])
    expect([action, told.get(action)]).toEqual([action, expect.objectContaining({ ruleSet: digest })]);
  expect(told.get('fix.undo')).toMatchObject({ changes: told.get('fix.write')?.['changes'] });
  expect(await it.stored(({ audit }) => audit.verify(null))).toMatchObject({ broken: null });
});

test('a dry run changes nothing, and leaves no plan', async () => {
  using it = await shop();
  const { reply, output } = await ask('auto_fix_policy_violations', { ...call, dryRun: true }, it.context);
  expect([reply.status, output['plan'], it.written()]).toEqual(['done', null, 0]);
  expect(ids(output, 'fixed', 'proposed')).toContain('privileged-container');
  expect(await it.stored(({ plans }) => plans.open(5))).toEqual([]);
});

test('what the configuration approved is made at once, and only the rest waits', async () => {
  using it = await shop({ organization, global: { autoFix: true, autoFixRisk: 'low' } });
  const { reply, output } = await ask('auto_fix_policy_violations', call, it.context);
  expect(reply.status).toBe('planned');
  expect(ids(output, 'fixed', 'done')).toEqual(['seccomp-required']);
  expect(ids(output, 'fixed', 'waits')).toContain('privileged-container');
  expect(ids(output, 'fixed', 'done')).not.toContain('privileged-container');
  expect([output['applied'], it.written()]).toEqual([true, 1]);
  const narrow = await ask('auto_fix_policy_violations', { ...call, risk: 'low' }, it.context);
  expect([narrow.reply.status, it.written()]).toEqual(['done', 1]);
});

test('a configuration of the call approves nothing: whoever calls could write what they like', async () => {
  using it = await shop();
  const configuration = { organization, global: { autoFix: true, autoFixRisk: 'high' } };
  const { reply, output } = await ask('auto_fix_policy_violations', { ...call, configuration }, it.context);
  expect([reply.status, output['applied'], it.written()]).toEqual(['planned', false, 0]);
});

test('a plan for what was changed since is not carried out', async () => {
  using it = await shop();
  const { output } = await ask('auto_fix_policy_violations', call, it.context);
  const index = it.held.objects.findIndex((object) => at(object, '/metadata/name') === 'web-app');
  const object = it.held.objects[index] ?? {};
  it.held.objects[index] = { ...object, spec: { ...(object['spec'] as JsonObject), replicas: 5 } };
  const confirmed = { ...call, confirm: output['plan'] ?? null };
  expect(await refusal('auto_fix_policy_violations', confirmed, it.context)).toMatch(/^CLUSTER_CONFLICT/);
  expect(it.written()).toBe(0);
});

test('a plan is confirmed once, for its own deployment, by its own id', async () => {
  using it = await shop();
  const { output } = await ask('auto_fix_policy_violations', call, it.context);
  const confirm = output['plan'] ?? null;
  const name = 'auto_fix_policy_violations';
  const other = { ...call, deployment: 'other', confirm };
  expect(await refusal(name, other, it.context)).toMatch(/^ARGUMENT_INVALID: the plan is of something else/);
  expect(await refusal(name, { ...call, confirm: 'yes' }, it.context)).toMatch(/^PLAN_UNKNOWN/);
  expect(await refusal(name, { ...call, confirm, dryRun: true }, it.context)).toMatch(/^ARGUMENT_INVALID/);
  expect(it.written()).toBe(0);
  await ask(name, { ...call, confirm }, it.context);
  expect(await refusal(name, { ...call, confirm }, it.context)).toMatch(/^PLAN_UNKNOWN/);
  expect(it.written()).toBe(1);
});

test('where nothing is stored nothing is changed, and a deployment that is not there is unknown', async () => {
  using it = await shop();
  const without = { ...it.context, openStore: null };
  expect(await refusal('auto_fix_policy_violations', call, without)).toMatch(/^STORE_UNUSABLE/);
  expect((await ask('auto_fix_policy_violations', { ...call, dryRun: true }, without)).reply.status).toBe(
    'done',
  );
  const gone = { ...call, deployment: 'nothing' };
  expect(await refusal('auto_fix_policy_violations', gone, it.context)).toMatch(/^OBJECT_UNKNOWN/);
  expect(await refusal('rollback_policy_fix', { undo: 'nothing' }, it.context)).toMatch(/^UNDO_UNKNOWN/);
  expect(it.written()).toBe(0);
});

test('reports on a cluster are kept, so that the next one has a trend', async () => {
  using it = await shop();
  expect((await ask('generate_compliance_report', {}, it.context)).output['trends']).toBeNull();
  const { output } = await ask('auto_fix_policy_violations', call, it.context);
  await ask('auto_fix_policy_violations', { ...call, confirm: output['plan'] ?? null }, it.context);
  const later = { ...it.context, now: () => BigInt(Date.parse('2026-11-22T12:00:00Z')) * 1_000_000n };
  const second = await ask('generate_compliance_report', {}, later);
  const trends = second.output['trends'] as { change: number; fixed: number; runs: readonly object[] };
  expect(trends.runs).toHaveLength(2);
  expect([trends.change > 0, trends.fixed > 0]).toEqual([true, true]);
});

// A canary is in no answer of a tool, in no refusal, and in no byte that is stored meanwhile.
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, expect, test } from 'vitest';
import { WritError } from '../../src/core/errors.ts';
import type { JsonObject } from '../../src/core/json.ts';
import { guardStore } from '../../src/operations/recording/guard-store.ts';
import { callTool } from '../../src/operations/tools/call-tool.ts';
import { tools } from '../../src/operations/tools/tools.ts';
import type { ToolContext } from '../../src/operations/tools/tool.ts';
import { openSqliteStore } from '../../src/store/sqlite-store.ts';
import { folder } from '../doors/cli.ts';
import { toolContext } from '../tools/context.ts';
import { heldCluster, type HeldCluster } from '../tools/held-cluster.ts';
import { valueOf } from '../tools/value-of.ts';
import { brokenTexts, canary, encoded, manifests } from './manifests.ts';

const made = folder({});
afterAll(() => made[Symbol.dispose]());

/** A deployment with the canary wherever a value may stand, and mistakes beside each that a repair changes. */
const deployment = `apiVersion: apps/v1
kind: Deployment
metadata:
  name: checkout
  namespace: shop
  annotations: { note: ${canary}, kubectl.kubernetes.io/last-applied-configuration: '{"password":"${canary}"}' }
spec:
  selector: { matchLabels: { app: a } }
  template:
    metadata: { labels: { app: a }, annotations: { "shop.example/token": ${canary} } }
    spec:
      hostPID: true
      containers:
        - name: app
          image: "https://shop:${canary}@registry.example/app:latest"
          command: [serve, "--password=${canary}"]
          env: [{ name: PASSWORD, value: ${canary} }, { name: DATABASE_URL, value: "postgres://shop:${canary}@db/shop" }]
          securityContext: { privileged: true }
          readinessProbe: { httpGet: { host: ${canary}.example, port: 80 } }
`;
const webhook = `https://hooks.slack.example/services/T0/B0/${canary}`;
const configuration = {
  organization: { name: 'Shop', environment: 'production' },
  notifications: { slack: { webhookUrl: webhook, channel: '#a' } },
};
const call = { namespace: 'shop', deployment: 'checkout' };
const sources = [{ text: deployment }, ...Object.entries(manifests).map(([name, text]) => ({ name, text }))];

function contextWith(held: HeldCluster | null, store: string): ToolContext {
  return toolContext({
    openCluster: held === null ? null : async () => held,
    openStore: async () => guardStore(openSqliteStore(join(made.path, store))),
  });
}

/** An answer, or a refusal, as somebody reads it. */
async function said(name: string, given: JsonObject, context: ToolContext): Promise<string> {
  try {
    return JSON.stringify(await callTool(name, given, context), null, 1);
  } catch (cause) {
    if (!(cause instanceof WritError)) throw cause;
    return JSON.stringify(
      { code: cause.code, message: cause.message, hint: cause.hint, where: cause.where },
      null,
      1,
    );
  }
}

/** What of the canary is in a text: whole, in pieces that still tell, or encoded. */
function leaks(text: string): readonly string[] {
  return text.split('\n').filter((line) => line.includes('c4n4ry') || line.includes(encoded.slice(0, 12)));
}

function stored(store: string): readonly string[] {
  const names = readdirSync(made.path).filter((name) => name.startsWith(store));
  expect(names.length).toBeGreaterThan(0);
  return names.flatMap((name) => leaks(readFileSync(join(made.path, name), 'latin1')));
}

const profile = { profile: 'all' };
const calls: readonly (readonly [name: string, given: JsonObject, holds: string])[] = [
  ['evaluate_deployment_policies', { ...call, ...profile, sources }, 'privileged-container'],
  ['generate_compliance_report', { ...profile, sources }, 'privileged-container'],
  ['auto_fix_policy_violations', { ...call, ...profile, sources: [{ text: deployment }] }, '"op"'],
  ['list_policy_rules', { configuration }, 'privileged-container'],
  ['validate_policy_configuration', { configuration }, '"valid": true'],
  [
    'validate_policy_configuration',
    { configuration: { notifications: { slack: { webhookUrl: [webhook] } }, ruleOverrides: { x: canary } } },
    '"valid": false',
  ],
  ['preview_policy_impact', { configuration, ...profile, sources }, 'verdict'],
  ['suggest_policy_customizations', { sources, configuration, minOccurrences: 1 }, 'privileged-container'],
  ['generate_policy_configuration', { organizationName: 'Shop', environment: 'staging' }, 'staging'],
  ['rollback_policy_fix', { undo: 'nothing' }, 'UNDO_UNKNOWN'],
  ...['get_cluster_info', 'list_namespaces', 'list_deployments'].map(
    (name) => [name, {}, 'CLUSTER_UNREACHABLE'] as const,
  ),
  ['get_deployment_status', call, 'CLUSTER_UNREACHABLE'],
  ['natural_language_command', { query: 'list the rules' }, 'list_policy_rules'],
  ['list_tools', {}, 'rollback_policy_fix'],
];

test('every tool is called', () => {
  expect(new Set(calls.map(([name]) => name))).toEqual(new Set(tools.map(({ name }) => name)));
});

test.each(calls)('a canary is in no answer of %s', async (name, given, holds) => {
  const answer = await said(name, given, contextWith(null, 'answers.db'));
  expect(answer).toContain(holds);
  expect(leaks(answer)).toEqual([]);
});

test.each(brokenTexts)('a refusal does not quote broken YAML: %s', async (_, text) => {
  for (const name of [
    'evaluate_deployment_policies',
    'auto_fix_policy_violations',
    'generate_compliance_report',
  ]) {
    const given =
      name === 'generate_compliance_report' ? { sources: [{ text }] } : { ...call, sources: [{ text }] };
    expect(leaks(await said(name, given, contextWith(null, 'answers.db')))).toEqual([]);
  }
  const broken = await said(
    'validate_policy_configuration',
    { configuration: text },
    contextWith(null, 'answers.db'),
  );
  expect(leaks(broken)).toEqual([]);
});

test('a canary is in no plan, no live repair, no way back, and no byte of the store', async () => {
  const namespace = { apiVersion: 'v1', kind: 'Namespace', metadata: { name: 'shop' } };
  const secret = {
    apiVersion: 'v1',
    kind: 'Secret',
    metadata: { name: 's', namespace: 'shop' },
    data: { a: encoded },
  };
  const event = {
    apiVersion: 'v1',
    kind: 'Event',
    metadata: { name: 'e', namespace: 'shop' },
    message: `cannot pull ${canary}`,
    involvedObject: { uid: 'uid-2' },
  };
  const held = heldCluster([namespace, secret, await valueOf(deployment), event]);
  const context = contextWith(held, 'live.db');
  const answers: string[] = [];
  const keep = async (name: string, given: JsonObject): Promise<JsonObject> => {
    const answer = await said(name, given, context);
    answers.push(answer);
    return JSON.parse(answer) as JsonObject;
  };
  await keep('evaluate_deployment_policies', { ...call, ...profile });
  await keep('generate_compliance_report', { ...profile });
  await keep('list_deployments', {});
  await keep('get_deployment_status', { ...call, includeEvents: true });
  await keep('auto_fix_policy_violations', { ...call, ...profile, dryRun: true });
  const planned = await keep('auto_fix_policy_violations', { ...call, ...profile });
  expect(planned['status']).toBe('planned');
  const confirm = planned['plan'] ?? '';
  const done = await keep('auto_fix_policy_violations', { ...call, ...profile, confirm });
  const { undo = '' } = done['output'] as JsonObject;
  const back = await keep('rollback_policy_fix', { undo });
  const taken = await keep('rollback_policy_fix', { undo, confirm: back['plan'] ?? '' });
  expect(taken['output']).toMatchObject({ applied: true });
  expect(leaks(answers.join('\n'))).toEqual([]);
  expect(stored('live.db')).toEqual([]);
  expect(JSON.stringify(held.objects)).toContain(canary);
});

test('nothing of it was stored by the calls', () => {
  expect(stored('answers.db')).toEqual([]);
});

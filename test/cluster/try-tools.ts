// The tools by name on a real API server: the document's calls, as they stand in it, answer for what lives there.
import { deepEqual, equal, ok } from 'node:assert/strict';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { JsonObject } from '../../src/core/json.ts';
import { openCluster } from '../../src/kubernetes/open-cluster.ts';
import { callTool, toolNamed } from '../../src/operations/tools/call-tool.ts';
import type { ToolContext } from '../../src/operations/tools/tool.ts';
import { openSqliteStore } from '../../src/store/sqlite-store.ts';
import { toolContext } from '../tools/context.ts';
import type { Api } from './api.ts';

/** Which calls were answered as they must be, and what was wrong with the others. */
export interface ToolTrials {
  readonly tried: number;
  readonly problems: readonly string[];
}

type Row = { readonly ruleId: string; readonly severity: string };

/** Deploys a workload, and asks every tool that reads about it. */
export async function tryTools(api: Api, kubeconfig: string): Promise<ToolTrials> {
  const folder = mkdtempSync(join(tmpdir(), 'writ-tools-'));
  const file = join(folder, 'kubeconfig');
  writeFileSync(file, kubeconfig, { mode: 0o600 });
  const context = toolContext({
    openCluster: (settings) => openCluster(settings, { KUBECONFIG: file }),
    openStore: async () => openSqliteStore(join(folder, 'store.db')),
    now: () => BigInt(Date.now()) * 1_000_000n,
  });
  try {
    await deploy(api, 'staging');
    await deploy(api, 'production');
    await deploy(api, 'quiet', 0);
    return await tryAll(context);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

async function tryAll(context: ToolContext): Promise<ToolTrials> {
  const problems: string[] = [];
  for (const [what, attempt] of Object.entries(attempts))
    try {
      await attempt(async (name, given) => {
        const { output } = await callTool(name, given, context);
        toolNamed(name).output.parse(output);
        return output as Record<string, unknown>;
      });
    } catch (cause) {
      problems.push(`${what}: ${cause instanceof Error ? cause.message : String(cause)}`);
    }
  return { tried: Object.keys(attempts).length, problems };
}

type Ask = (name: string, given: JsonObject) => Promise<Record<string, unknown>>;

const ids = (rows: unknown): readonly string[] => (rows as readonly Row[]).map(({ ruleId }) => ruleId);

const grave = (rows: unknown): readonly Row[] =>
  (rows as readonly Row[]).filter(({ severity }) => severity === 'critical' || severity === 'high');

const attempts: Readonly<Record<string, (ask: Ask) => Promise<void>>> = {
  'a deployment is evaluated by its name, and jq finds what is critical': async (ask) => {
    const found = await ask('evaluate_deployment_policies', { namespace: 'staging', deployment: 'app' });
    const critical = (found['violations'] as readonly Row[]).filter(
      ({ severity }) => severity === 'critical',
    );
    deepEqual(ids(critical), ['privileged-container']);
    equal(found['passed'], false);
    deepEqual(found['errors'], []);
  },
  // The server fills in defaults, and its Services are known: what is graver depends on neither.
  'what lives in a cluster and what was written are judged alike': async (ask) => {
    const call = { namespace: 'staging', deployment: 'app' };
    const live = await ask('evaluate_deployment_policies', call);
    const text = JSON.stringify(deployment('staging'));
    const written = await ask('evaluate_deployment_policies', { ...call, sources: [{ text }] });
    deepEqual(ids(grave(live['violations'])), ids(grave(written['violations'])));
    equal(grave(live['violations']).length, 3);
  },
  'a report on a namespace, and one on all of the cluster': async (ask) => {
    const one = await ask('generate_compliance_report', { namespace: 'production' });
    const all = await ask('generate_compliance_report', {});
    equal(one['cluster'], 'test');
    ok((one['overallCompliance'] as number) > 50 && (one['overallCompliance'] as number) < 100);
    const resources = (of: Record<string, unknown>) => (of['summary'] as { resources: number }).resources;
    ok(resources(all) > resources(one), 'the cluster has more objects than one namespace');
  },
  'a repair is planned for what lives there': async (ask) => {
    const call = { namespace: 'staging', deployment: 'app', dryRun: true };
    const found = await ask('auto_fix_policy_violations', call);
    ok(ids(found['fixed']).includes('privileged-container'));
    equal(found['applied'], false);
  },
  'a repair is planned, confirmed, made and taken back': async (ask) => {
    const call = { namespace: 'quiet', deployment: 'app' };
    const planned = await ask('auto_fix_policy_violations', call);
    equal(planned['applied'], false);
    const confirm = planned['plan'] as string;
    const done = await ask('auto_fix_policy_violations', { ...call, confirm, waitSeconds: 1 });
    equal(done['applied'], true);
    const after = await ask('evaluate_deployment_policies', call);
    ok(!ids(after['violations']).includes('privileged-container'));
    const undo = done['undo'] as string;
    const back = await ask('rollback_policy_fix', { undo });
    const taken = await ask('rollback_policy_fix', {
      undo,
      confirm: back['plan'] as string,
      waitSeconds: 1,
    });
    equal(taken['applied'], true);
    const again = await ask('evaluate_deployment_policies', call);
    ok(ids(again['violations']).includes('privileged-container'));
  },
  'the impact of a configuration on a namespace': async (ask) => {
    const organization = { name: 'Shop', environment: 'production' };
    const configuration = { organization, categories: { security: { enabled: false } } };
    const call = { configuration, current: { organization }, namespace: 'staging' };
    const found = await ask('preview_policy_impact', call);
    equal(found['verdict'], 'weaker');
    const resources = (found['lostViolations'] as readonly { resource: { namespace: string } }[]).map(
      ({ resource }) => resource.namespace,
    );
    deepEqual([...new Set(resources)], ['staging']);
  },
  'what is broken often is suggested': async (ask) => {
    const found = await ask('suggest_policy_customizations', {});
    ok(ids(found['suggestions']).includes('privileged-container'));
  },
  'the cluster, its namespaces and its deployments are listed': async (ask) => {
    equal((await ask('get_cluster_info', {}))['user'], 'admin');
    const { namespaces } = await ask('list_namespaces', {});
    const staging = (namespaces as readonly { name: string; deployments: number }[]).find(
      ({ name }) => name === 'staging',
    );
    equal(staging?.deployments, 1);
    equal((await ask('list_deployments', { namespace: 'staging' }))['total'], 1);
    const status = await ask('get_deployment_status', {
      namespace: 'staging',
      deployment: 'app',
      includeEvents: true,
    });
    equal(status['desired'], 2);
  },
  'a deployment that is not there is said to be unknown': async (ask) => {
    const call = { namespace: 'staging', deployment: 'nothing' };
    const code = await ask('evaluate_deployment_policies', call).then(
      () => 'found',
      (cause: { readonly code?: string }) => cause.code,
    );
    equal(code, 'OBJECT_UNKNOWN');
  },
};

async function deploy(api: Api, namespace: string, replicas = 2): Promise<void> {
  const metadata = { name: namespace };
  const space = await api.call('POST', '/api/v1/namespaces', {
    apiVersion: 'v1',
    kind: 'Namespace',
    metadata,
  });
  if (space.status !== 201 && space.status !== 409) throw new Error(`no namespace: ${space.status}`);
  const path = `/apis/apps/v1/namespaces/${namespace}/deployments`;
  const { status, body } = await api.call('POST', path, deployment(namespace, replicas));
  if (status !== 201) throw new Error(`no deployment: ${JSON.stringify(body)}`);
}

function deployment(namespace: string, replicas = 2): JsonObject {
  const labels = { app: 'web' };
  const container = { name: 'app', image: 'nginx:latest', securityContext: { privileged: true } };
  return {
    apiVersion: 'apps/v1',
    kind: 'Deployment',
    metadata: { name: 'app', namespace, labels },
    spec: {
      replicas,
      selector: { matchLabels: labels },
      template: { metadata: { labels }, spec: { containers: [container] } },
    },
  };
}

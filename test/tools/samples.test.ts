// The document's own calls: its curl samples, its GitHub Actions job and its sentences, at the level of the tools.
import { globSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import type { JsonObject } from '../../src/core/json.ts';
import { openSqliteStore } from '../../src/store/sqlite-store.ts';
import { folder } from '../doors/cli.ts';
import { sentences } from '../words/sentences.ts';
import { ask, toolContext } from './context.ts';
import { deployment } from './deployments.ts';
import { heldCluster, type HeldCluster } from './held-cluster.ts';
import { valueOf } from './value-of.ts';

/** `curl -X POST …/tools/NAME -d BODY`, as the document has it. */
const calls = [
  ['evaluate_deployment_policies', '{"namespace": "production", "deployment": "web-app"}'],
  ['generate_compliance_report', ''],
  ['evaluate_deployment_policies', '{"namespace": "staging", "deployment": "app"}'],
  ['auto_fix_policy_violations', '{"namespace": "staging", "deployment": "app"}'],
] as const;

const suites = process.env['WRIT_SUITES'] ?? join(import.meta.dirname, '../../../shared');
const document = globSync(join(suites, 'documents', '003_*'))[0];
if (document === undefined)
  console.warn('SKIPPED: the document is not here; its samples are not compared with it');

async function cluster(): Promise<HeldCluster> {
  const namespaces = ['production', 'staging'].map((name) => ({
    apiVersion: 'v1',
    kind: 'Namespace',
    metadata: { name },
  }));
  const [first, second] = [deployment({}), deployment({ name: 'app', namespace: 'staging' })];
  return heldCluster([...namespaces, await valueOf(first), await valueOf(second)]);
}

const inCluster = (held: HeldCluster) => toolContext({ openCluster: async () => held });

describe('the document', () => {
  test.skipIf(document === undefined)('has these calls, and no other', () => {
    const text = readFileSync(document ?? '', 'utf8').replaceAll(/\\\n\s*/g, '');
    const found = Array.from(text.matchAll(/\/tools\/(\w+)\s*(?:-d '([^']*)')?/g), ([, name, body]) => [
      name,
      body ?? '',
    ]);
    const argo = '{"namespace": "{{.metadata.namespace}}", "deployment": "webapp"}';
    expect(found.filter(([, body]) => body !== argo)).toEqual(calls);
  });

  test.each(calls)('%s %s is answered as it says', async (name, body) => {
    using made = folder({});
    const held = await cluster();
    const openStore = async () => openSqliteStore(join(made.path, 'store.db'));
    const given = (body === '' ? {} : JSON.parse(body)) as JsonObject;
    const { reply, output } = await ask(name, given, { ...inCluster(held), openStore });
    expect(output).toMatchObject(given);
    // Nothing was approved beforehand: what writes only plans.
    expect(reply.status).toBe(name === 'auto_fix_policy_violations' ? 'planned' : 'done');
    expect(held.patched.filter(({ dryRun }) => !dryRun)).toEqual([]);
  });

  test('its job finds what is critical: jq \'.violations[] | select(.severity == "critical")\'', async () => {
    const context = inCluster(await cluster());
    const { output } = await ask(
      'evaluate_deployment_policies',
      { namespace: 'staging', deployment: 'app' },
      context,
    );
    const violations = output['violations'] as unknown as readonly JsonObject[];
    const critical = violations.filter(({ severity }) => severity === 'critical');
    expect(critical.map(({ ruleId, resource }) => [ruleId, (resource as JsonObject)['name']])).toEqual([
      ['privileged-container', 'app'],
    ]);
  });

  test('what it says a report holds is in it', async () => {
    const { output } = await ask(
      'generate_compliance_report',
      { namespace: 'production' },
      inCluster(await cluster()),
    );
    expect(output).toMatchObject({
      cluster: 'held',
      namespace: 'production',
      overallCompliance: expect.any(Number),
      summary: {
        totalRules: expect.any(Number),
        passedRules: expect.any(Number),
        failedRules: expect.any(Number),
        violationsBySeverity: { critical: 1, high: 2, medium: expect.any(Number), low: 0 },
      },
      recommendations: expect.arrayContaining([expect.stringMatching(/^security: /)]),
    });
  });
});

describe('its sentences', () => {
  test.each([
    [
      'Check the compliance status of my web-app deployment in the production namespace.',
      {
        status: 'understood',
        tool: 'evaluate_deployment_policies',
        arguments: { namespace: 'production', deployment: 'web-app' },
        effect: 'read',
        available: true,
        missing: [],
        question: null,
      },
    ],
    [
      'Fix all auto-fixable policy violations for my deployment.',
      {
        status: 'understood',
        tool: 'auto_fix_policy_violations',
        arguments: {},
        effect: 'write',
        available: true,
        missing: [{ argument: 'namespace' }, { argument: 'deployment' }],
        question: expect.stringContaining('namespace'),
      },
    ],
  ])('%s', async (query, meant) => {
    expect((await ask('natural_language_command', { query })).output).toMatchObject({
      ...meant,
      executed: false,
    });
  });

  test('what a sentence means can be called as it is answered', async () => {
    const query = 'Check the compliance status of my web-app deployment in the production namespace.';
    const context = inCluster(await cluster());
    const { output } = await ask('natural_language_command', { query }, context);
    const answered = await ask(output['tool'] as string, output['arguments'] as JsonObject, context);
    expect(answered.output).toMatchObject({ deployment: 'web-app', passed: false });
  });
});

test('no sentence does anything, and none is read as a write that is none: 0 wrong writes', async () => {
  const held = await cluster();
  const context = inCluster(held);
  const wrong: string[] = [];
  for (const [query, meant] of Object.values(sentences).flat()) {
    const { reply, output } = await ask('natural_language_command', { query }, context);
    const isMeantToWrite = 'operation' in meant && meant.effect === 'write';
    if (reply.status !== 'done' || output['executed'] !== false) wrong.push(`done: ${query}`);
    if (output['effect'] === 'write' && !isMeantToWrite) wrong.push(`a wrong write: ${query}`);
    if (isMeantToWrite && output['tool'] !== meant.operation) wrong.push(`another write: ${query}`);
  }
  expect(wrong).toEqual([]);
  expect(held.patched).toEqual([]);
});

test('words that are not understood are asked about, with what may be meant', async () => {
  const { output } = await ask('natural_language_command', { query: 'do not fix web-app in production' });
  expect(output).toMatchObject({
    status: 'question',
    tool: null,
    effect: null,
    question: expect.any(String),
  });
  const both = await ask('natural_language_command', { query: 'list the rules and fix the violations' });
  expect(both.output).toMatchObject({ status: 'question' });
  const tools = (both.output['alternatives'] as unknown as readonly { tool: string }[]).map(
    ({ tool }) => tool,
  );
  expect(tools).toEqual(expect.arrayContaining(['list_policy_rules', 'auto_fix_policy_violations']));
});

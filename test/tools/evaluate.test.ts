import { expect, test } from 'vitest';
import type { JsonObject } from '../../src/core/json.ts';
import { openSqliteStore } from '../../src/store/sqlite-store.ts';
import { folder } from '../doors/cli.ts';
import { ask, refusal, toolContext } from './context.ts';
import { careless, deployment, hardened } from './deployments.ts';

const evaluate = (text: string, more: JsonObject = {}, context = toolContext()) =>
  ask(
    'evaluate_deployment_policies',
    { namespace: 'production', deployment: 'web-app', sources: [{ text, name: 'web.yaml' }], ...more },
    context,
  );

interface Violation {
  readonly ruleId: string;
  readonly severity: string;
  readonly aliases: readonly string[];
  readonly [key: string]: unknown;
}
const of = (output: Record<string, unknown>, key: string) => output[key] as readonly Violation[];

test('a careless deployment does not pass, and each fault is told once, in the words of the document', async () => {
  const { output } = await evaluate(careless);
  expect(output).toMatchObject({
    passed: false,
    namespace: 'production',
    deployment: 'web-app',
    warnings: [],
  });
  const violations = of(output, 'violations');
  const ids = violations.map(({ ruleId }) => ruleId);
  expect(new Set(ids).size).toBe(ids.length);
  expect(violations.find(({ ruleId }) => ruleId === 'privileged-container')).toEqual({
    ruleId: 'privileged-container',
    ruleName: 'Container runs in privileged mode',
    aliases: ['KP001', 'sec-002'],
    severity: 'critical',
    category: 'security',
    resource: { apiVersion: 'apps/v1', kind: 'Deployment', namespace: 'production', name: 'web-app' },
    message: expect.stringContaining('privileged'),
    remediation: expect.stringContaining('privileged'),
    field: 'spec.template.spec.containers[0].securityContext.privileged',
    path: '/spec/template/spec/containers/0/securityContext/privileged',
    currentValue: true,
    suggestedValue: false,
    canAutoFix: true,
    fixRisk: 'high',
    question: null,
    covers: [],
    timestamp: '2026-11-21T12:00:00Z',
    metadata: {
      fingerprint: expect.stringMatching(/^[0-9a-f]{32}$/),
      file: 'web.yaml',
      line: 13,
      column: 29,
    },
  });
});

test('the summary counts rules, each once, and shows zeros', async () => {
  const { output } = await evaluate(careless);
  const summary = output['summary'] as Record<string, number>;
  const parts = ['passed', 'failed', 'covered', 'exempted', 'skipped', 'error'].map(
    (name) => summary[`${name}Rules`] ?? Number.NaN,
  );
  expect(parts.reduce((sum, part) => sum + part, 0)).toBe(summary['totalRules']);
  expect(summary['failedRules']).toBe(of(output, 'violations').length);
  expect(summary['violationsBySeverity']).toMatchObject({ critical: 1, low: 0 });
  expect(summary['violationsByCategory']).toMatchObject({ security: 5, cost: 0 });
});

test('a hardened deployment passes', async () => {
  const { output } = await evaluate(hardened);
  expect(output).toMatchObject({ passed: true, violations: [], warnings: [], errors: [] });
});

test('what a configuration makes advisory warns, what it exempts is told apart, and what it excludes is no pass', async () => {
  const organization = { name: 'Shop', environment: 'production' };
  const advisory = await evaluate(careless, {
    configuration: { organization, global: { enforcement: 'advisory' } },
  });
  expect(advisory.output).toMatchObject({ passed: true, violations: [] });
  expect(of(advisory.output, 'warnings').length).toBeGreaterThan(5);
  const exempt = await evaluate(careless, {
    configuration: {
      organization,
      exemptions: [
        {
          ruleIds: ['sec-002'],
          resource: { names: ['web-app'] },
          reason: 'vendor agent',
          approver: 'ada',
          expires: '2099-01-31',
        },
      ],
    },
  });
  expect(exempt.output['exempted']).toMatchObject([
    { ruleId: 'privileged-container', reason: expect.stringContaining('vendor agent') },
  ]);
  const excluded = await evaluate(careless, {
    configuration: { organization, global: { excludedNamespaces: ['production'] } },
  });
  expect(excluded.output).toMatchObject({ passed: null, violations: [] });
  expect(of(excluded.output, 'skipped')[0]).toMatchObject({ reason: expect.stringContaining('production') });
});

test('the configuration of the surface holds where a call brings none', async () => {
  const text = JSON.stringify({
    organization: { name: 'Shop', environment: 'production' },
    ruleOverrides: { 'sec-002': { enabled: false } },
  });
  const context = toolContext({ configuration: { name: 'writ.config.json', text } });
  const { output } = await evaluate(careless, {}, context);
  expect(of(output, 'violations').map(({ ruleId }) => ruleId)).not.toContain('privileged-container');
});

test('what cannot be read is an error, never a pass', async () => {
  const { output } = await evaluate(`${hardened}---\nkind: [\n`);
  expect(output).toMatchObject({ passed: false, errors: [{ ruleId: null, place: 'web.yaml:28:7' }] });
});

test('a deployment of another name or namespace is not taken for it', async () => {
  const call = { namespace: 'production', deployment: 'web-app' };
  const sources = (text: string) => ({ ...call, sources: [{ text }] });
  const name = 'evaluate_deployment_policies';
  expect(await refusal(name, sources(deployment({ name: 'web' })))).toMatch(
    /^OBJECT_UNKNOWN: .*production\/web-app/,
  );
  expect(await refusal(name, sources(deployment({ namespace: 'staging' })))).toMatch(/^OBJECT_UNKNOWN/);
  expect(await refusal(name, sources(`${careless}---\n${careless}`))).toMatch(/^ARGUMENT_INVALID: .*2 times/);
});

test.each<[string, JsonObject, RegExp]>([
  ['a path', { sources: [{ path: '/etc/passwd' }] }, /^ARGUMENT_INVALID: `\{ path \}` is taken only/],
  ['a path as configuration', { configuration: { path: '/etc/passwd' } }, /^CONFIG_INVALID/],
  ['a file name as configuration', { configuration: '/etc/passwd' }, /^CONFIG_INVALID: (?!.*root)/],
  ['the current cluster', { sources: [{ cluster: null }] }, /^CLUSTER_UNREACHABLE/],
  ['a cluster beside a text', { sources: [{ cluster: null }, { text: '' }] }, /a cluster is looked at alone/],
  [
    'the same name twice',
    {
      sources: [
        { text: 'a', name: 'x' },
        { text: 'b', name: 'x' },
      ],
    },
    /same name/,
  ],
  ['a namespace that is none', { namespace: '../x' }, /^ARGUMENT_INVALID: .*namespace/],
  ['a misspelled argument', { namespce: 'x' }, /did you mean `namespace`/],
])('%s is refused', async (_, more, words) => {
  const given = { namespace: 'production', deployment: 'web-app', sources: [{ text: careless }], ...more };
  expect(await refusal('evaluate_deployment_policies', given)).toMatch(words);
});

test('an evaluation is written down: who, which bytes, by what, and how it ended', async () => {
  using made = folder({});
  const context = toolContext({ openStore: async () => openSqliteStore(`${made.path}/store.db`) });
  await evaluate(careless, {}, context);
  await using store = {
    ...openSqliteStore(`${made.path}/store.db`),
    [Symbol.asyncDispose]: async () => undefined,
  };
  const [entry] = await store.audit.list(10);
  expect(entry).toMatchObject({
    by: 'ada',
    action: 'deployment.evaluate',
    subject: 'production/web-app',
    detail: {
      verdict: 'found',
      inputs: 1,
      bytes: expect.stringMatching(/^[0-9a-f]{64}$/),
      configuration: null,
      ruleSet: expect.stringMatching(/^[0-9a-f]{64}$/),
    },
  });
  await store.close();
});

import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { Ajv2020 } from 'ajv/dist/2020.js';
import { expect, test } from 'vitest';
import type { JsonObject, JsonValue } from '../../src/core/json.ts';
import { fileInputs } from '../../src/files/inputs.ts';
import { describe as described, type ListedTool } from '../../src/operations/tools/list-tools.ts';
import { tools } from '../../src/operations/tools/tools.ts';
import { tools as known } from '../../src/words/tools.ts';
import { folder } from '../doors/cli.ts';
import { ask, refusal, toolContext } from './context.ts';
import { careless, hardened } from './deployments.ts';

const organization = { name: 'Shop', environment: 'production' };
const other = hardened
  .replaceAll('web-app', 'checkout')
  .replace('namespace: production', 'namespace: staging');
const sources = [{ text: careless, name: 'web.yaml' }, { text: other }];
type Row = Readonly<Record<string, JsonValue>>;
const rowsOf = (output: Record<string, JsonValue>, key: string) => output[key] as unknown as readonly Row[];

test('a report has the scores, counts each rule once, shows zeros and says what to do', async () => {
  const { output } = await ask('generate_compliance_report', { sources });
  expect(output).toMatchObject({
    timestamp: '2026-11-21T12:00:00Z',
    cluster: null,
    namespace: null,
    measuredBy: 'profile default',
    coverage: 100,
    colour: 'yellow',
    trends: null,
    summary: { resources: 2, violationsBySeverity: { critical: 1, low: 0 } },
  });
  const summary = output['summary'] as Record<string, number>;
  const parts = ['passedRules', 'failedRules', 'otherRules'].map((name) => summary[name] ?? Number.NaN);
  expect(parts.reduce((sum, part) => sum + part, 0)).toBe(summary['totalRules']);
  expect(rowsOf(output, 'results')).toMatchObject([
    {
      resource: { name: 'web-app' },
      violations: expect.arrayContaining([expect.objectContaining({ ruleId: 'privileged-container' })]),
    },
  ]);
  expect(output['recommendations']).toEqual(
    expect.arrayContaining([
      expect.stringMatching(/^security: /),
      expect.stringMatching(/^auto-fix: \d+ violations/),
    ]),
  );
});

test('a report on a namespace is of that namespace, and one on nothing has no score', async () => {
  const staging = await ask('generate_compliance_report', {
    sources,
    namespace: 'staging',
    format: 'summary',
  });
  expect(staging.output).toMatchObject({ namespace: 'staging', overallCompliance: 100, results: [] });
  const nowhere = await ask('generate_compliance_report', { sources, namespace: 'elsewhere' });
  expect(nowhere.output).toMatchObject({
    overallCompliance: null,
    colour: 'grey',
    summary: { resources: 0 },
  });
});

test('each rule is listed with its owner, whether it is on, by which setting, how it is enforced, and what its repair risks', async () => {
  const configuration = {
    organization,
    categories: { cost: { enabled: false }, performance: { enforcement: 'advisory' } },
    global: { autoFix: true },
    ruleOverrides: { 'sec-002': { enforcement: 'advisory' }, 'host-pid': { enabled: false } },
    customRules: [
      {
        id: 'shop-001',
        name: 'Team is named',
        description: 'Somebody must answer.',
        severity: 'low',
        category: 'operations',
        conditions: [{ field: 'metadata.labels.team', operator: 'exists' }],
        actions: [{ type: 'deny', message: 'no team' }],
        metadata: { owner: 'platform' },
      },
    ],
  };
  const { output } = await ask('list_policy_rules', { configuration });
  const byId = new Map(rowsOf(output, 'rules').map((row) => [row['ruleId'], row]));
  expect(byId.get('privileged-container')).toMatchObject({
    aliases: ['KP001', 'sec-002'],
    enabled: true,
    why: expect.stringMatching(/^the profile production has it: /),
    enforcement: 'advisory',
    enforcedBy: 'ruleOverrides["sec-002"].enforcement',
    blocks: false,
    owner: 'Writ',
    source: 'catalogue',
    canAutoFix: true,
    fixRisk: 'high',
    autoFix: { approved: false, by: 'global.autoFix' },
  });
  expect(byId.get('host-pid')).toMatchObject({
    enabled: false,
    why: 'ruleOverrides["host-pid"].enabled switches it off',
  });
  expect(byId.get('oversized-request')).toMatchObject({
    enabled: false,
    why: 'categories.cost.enabled switches it off',
  });
  expect(byId.get('memory-limit-missing')).toMatchObject({
    enforcedBy: 'categories.performance.enforcement',
  });
  expect(byId.get('shop-001')).toMatchObject({
    enabled: true,
    why: 'customRules["shop-001"] switches it on',
    enforcement: 'strict',
    enforcedBy: 'organization.environment (production)',
    owner: 'platform',
    source: 'configuration',
  });
  expect(output['total']).toBe(byId.size);
});

test('rules are narrowed by category, severity and whether they are on', async () => {
  const { output } = await ask('list_policy_rules', {
    category: 'security',
    severity: 'critical',
    enabled: true,
  });
  const rules = rowsOf(output, 'rules');
  expect(rules.length).toBeGreaterThan(3);
  expect(
    rules.filter(
      (row) => row['category'] !== 'security' || row['severity'] !== 'critical' || row['enabled'] !== true,
    ),
  ).toEqual([]);
});

test.each([
  [{ securityLevel: 'low' }, 'advisory', {}],
  [{}, 'advisory', { security: { enforcement: 'strict' } }],
  [{ securityLevel: 'strict' }, 'strict', {}],
  [{ securityLevel: 'high', mixedEnforcement: false }, 'strict', {}],
  [{ securityLevel: 'medium', mixedEnforcement: false }, 'advisory', {}],
] as const)('a configuration by %j is enforced %s', async (more, enforcement, categories) => {
  const given = {
    organizationName: 'Shop',
    environment: 'production',
    complianceFramework: 'pci-dss',
    ...more,
  };
  const { output } = await ask('generate_policy_configuration', given);
  expect(output['configuration']).toMatchObject({
    organization: { ...organization, compliance: ['PCI-DSS'] },
    global: { enforcement },
    ...(Object.keys(categories).length === 0 ? {} : { categories }),
  });
  const text = output['text'] ?? '';
  expect((await ask('validate_policy_configuration', { configuration: text })).output).toMatchObject({
    valid: true,
    errors: [],
  });
});

test('what is wrong with a configuration is told at its place, and its rules are proven', async () => {
  const broken = await ask('validate_policy_configuration', { configuration: 'organization:\n  name: 1\n' });
  expect(broken.output).toMatchObject({ valid: false });
  expect(rowsOf(broken.output, 'errors')).toContainEqual(expect.objectContaining({ line: 2, column: 3 }));
  const rule = {
    id: 'shop-001',
    name: 'Team is named',
    description: 'Somebody must answer.',
    severity: 'low',
    category: 'operations',
    conditions: [{ field: 'metadata.labels.team', operator: 'exists' }],
    actions: [{ type: 'deny', message: 'no team' }],
  };
  const good = await ask('validate_policy_configuration', { configuration: { customRules: [rule] } });
  expect(good.output).toMatchObject({
    valid: true,
    rules: [{ ruleId: 'shop-001', proven: true, problems: [] }],
  });
});

test('the impact of a configuration is told finding by finding, and switching rules off never looks better', async () => {
  const weaker = await ask('preview_policy_impact', {
    sources,
    configuration: { organization, categories: { security: { enabled: false } } },
    current: { organization },
  });
  const { current, proposed } = weaker.output as unknown as Record<
    string,
    { compliance: number; coverage: number }
  >;
  expect(weaker.output).toMatchObject({ verdict: 'weaker', newViolations: [] });
  expect(rowsOf(weaker.output, 'lostViolations').length).toBeGreaterThan(3);
  expect(proposed?.compliance).toBeLessThanOrEqual(current?.compliance ?? 0);
  expect(proposed?.coverage).toBeLessThan(100);
  const stricter = await ask('preview_policy_impact', {
    sources,
    namespace: 'staging',
    configuration: {
      organization,
      ruleOverrides: { 'ops-002': { enabled: true, answers: { labels: ['team'] } } },
    },
    current: { organization },
  });
  expect(stricter.output).toMatchObject({ verdict: 'stricter', rulesRemoved: [], namespace: 'staging' });
  expect(rowsOf(stricter.output, 'newViolations')).toMatchObject([{ ruleId: 'recommended-labels' }]);
});

test('a configuration that switches everything off is previewed, too', async () => {
  const off = { enabled: false };
  const categories = { security: off, compliance: off, performance: off, cost: off, operations: off };
  const { output } = await ask('preview_policy_impact', { sources, configuration: { categories } });
  expect(output).toMatchObject({
    verdict: 'weaker',
    proposed: { rules: 0, compliance: 0, coverage: 0 },
    resources: 2,
  });
});

test('what is broken often is suggested, and nothing is switched off', async () => {
  const twice = [{ text: careless }, { text: careless.replace('web-app', 'second') }];
  const { output } = await ask('suggest_policy_customizations', { sources: twice });
  const suggestions = rowsOf(output, 'suggestions');
  expect(suggestions.find((row) => row['ruleId'] === 'privileged-container')).toMatchObject({
    occurrences: 2,
    advice: 'repair',
  });
  expect(JSON.stringify(output['configuration'])).not.toContain('enabled');
  expect(
    (await ask('validate_policy_configuration', { configuration: output['configuration'] as JsonObject }))
      .output,
  ).toMatchObject({ valid: true });
  const once = await ask('suggest_policy_customizations', { sources: twice, minOccurrences: 3 });
  expect(once.output).toMatchObject({ suggestions: [], resources: 2 });
  const elsewhere = await ask('suggest_policy_customizations', { sources: twice, namespace: 'staging' });
  expect(elsewhere.output).toMatchObject({ suggestions: [] });
});

test.each([
  ['validate_policy_configuration', { configPath: '/etc/passwd' }],
  ['preview_policy_impact', { configPath: '/etc/passwd', sources }],
  ['generate_compliance_report', { sources: [{ path: '/etc' }] }],
  ['suggest_policy_customizations', { sources: [{ path: '/etc' }] }],
])('%s reads no file of a server: %j', async (name, given) => {
  expect(await refusal(name, given)).toMatch(
    /^ARGUMENT_INVALID: `.*` is taken only from callers on this machine/,
  );
});

test('whoever works on this machine may name paths', async () => {
  using made = folder({ 'k8s/web.yaml': careless, 'writ.json': JSON.stringify({ organization }) });
  async function* none(): AsyncIterable<Buffer> {}
  const context = toolContext({ files: fileInputs(none()) });
  const given = { sources: [{ path: join(made.path, 'k8s') }] };
  const report = await ask('generate_compliance_report', given, context);
  expect(report.output).toMatchObject({ summary: { resources: 1 } });
  const validated = await ask(
    'validate_policy_configuration',
    { configPath: join(made.path, 'writ.json') },
    context,
  );
  expect(validated.output).toMatchObject({ valid: true });
});

test('row 23: list_tools lists every tool, with schemas of what it takes and answers', async () => {
  const { output } = await ask('list_tools', {});
  const listed = output['tools'] as unknown as readonly ListedTool[];
  expect(listed.map(({ name }) => name)).toEqual(tools.map(({ name }) => name));
  expect(output['total']).toBe(tools.length);
  const files = readdirSync('src/operations/tools').map((file) =>
    file.replace(/\.ts$/, '').replaceAll('-', '_'),
  );
  const names = new Set([...known.map(({ name }) => name), 'natural_language_command']);
  expect(files.filter((file) => names.has(file))).toEqual(listed.map(({ name }) => name).toSorted());
  const ajv = new Ajv2020({ strict: false, validateFormats: false });
  for (const { inputSchema, outputSchema, summary } of listed) {
    expect(() => ajv.compile(inputSchema)).not.toThrow();
    expect(() => ajv.compile(outputSchema)).not.toThrow();
    expect(summary).toMatch(/^[A-Z].*\.$/);
  }
  const some = await ask('list_tools', { filter: 'COMPLIANT' });
  expect(rowsOf(some.output, 'tools').map((row) => row['name'])).toEqual(['generate_compliance_report']);
});

test('every argument of every tool is described', () => {
  for (const tool of tools) {
    const { properties } = described(tool).inputSchema as {
      properties?: Record<string, { description?: string }>;
    };
    for (const [name, schema] of Object.entries(properties ?? {}))
      expect([tool.name, name, schema.description]).toEqual([tool.name, name, expect.stringMatching(/\w/)]);
  }
});

test('every argument that sentences can fill is one that the tool takes', () => {
  for (const tool of tools) {
    const words = known.find(({ name }) => name === tool.name);
    const { properties } = described(tool).inputSchema as { properties?: object };
    const names = Object.keys(properties ?? {});
    expect(names).toEqual(expect.arrayContaining(words?.arguments.map(({ name }) => name) ?? []));
  }
});

test('a tool that is none is refused, and the nearest is named', async () => {
  expect(await refusal('evaluate_deployment_policy', {})).toBe(
    'TOOL_UNKNOWN: there is no tool `evaluate_deployment_policy`',
  );
  expect(await refusal('__proto__', {})).toMatch(/^TOOL_UNKNOWN/);
  expect(await refusal('list_tools', [])).toMatch(/^ARGUMENT_INVALID/);
  expect(await refusal('list_tools', null)).toMatch(/^ARGUMENT_INVALID/);
});

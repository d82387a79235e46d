// A report with a configuration: what is switched off is judged and counted as such, so that nothing is gained by it.
import { describe, expect, test } from 'vitest';
import type { JsonObject } from '../../src/core/json.ts';
import { container, workload } from '../configuration/judge.ts';
import { folder, writ } from '../doors/cli.ts';

interface Report {
  readonly scores: Readonly<Record<'overall' | 'weighted' | 'coverage', number | null>>;
  readonly yardstick: string;
  readonly verdicts: Readonly<Record<string, number>>;
  readonly rules: Readonly<Record<string, number>>;
  readonly excepted: number;
  readonly findings: number;
  readonly leftOut: number;
  readonly frameworks: readonly {
    readonly id: string;
    readonly score: number | null;
    readonly controls: readonly { readonly id: string; readonly status: string; readonly because: string }[];
  }[];
}

const { object: privileged } = workload('Deployment', {
  containers: [container({ securityContext: { privileged: true } })],
});
const { object: good } = workload('StatefulSet', { containers: [container()] });

async function reported(
  configuration: JsonObject | null,
  flags: readonly string[] = [],
): Promise<{ readonly report: Report; readonly err: string; readonly code: number | null }> {
  using made = folder({
    'in/a.json': JSON.stringify(privileged),
    'in/b.json': JSON.stringify(good),
    ...(configuration !== null && { 'own.json': JSON.stringify(configuration) }),
  });
  const config = configuration === null ? [] : ['--config', 'own.json'];
  const { out, err, code } = await writ(
    ['report', 'in', ...config, '--format', 'json', '--now', '2026-11-21T00:00:00Z', ...flags],
    { cwd: made.path },
  );
  return { report: JSON.parse(out || '{}') as Report, err, code };
}

const off: readonly (readonly [string, JsonObject])[] = [
  ['an override switches it off', { ruleOverrides: { 'sec-002': { enabled: false } } }],
  ['an override disables it', { ruleOverrides: { 'sec-002': { enforcement: 'disabled' } } }],
  ['its category is off', { categories: { security: { enabled: false } } }],
  ['everything is disabled', { global: { enforcement: 'disabled' } }],
  [
    'an override leaves its namespace out',
    { ruleOverrides: { 'sec-002': { excludedNamespaces: ['shop'] } } },
  ],
  ['its category is for another namespace', { categories: { security: { namespaces: ['other'] } } }],
  ['it is called harmless', { ruleOverrides: { 'sec-002': { severity: 'info' } } }],
  [
    'it is exempted',
    {
      exemptions: [
        {
          ruleIds: ['sec-002'],
          resource: { namespaces: ['shop'] },
          reason: 'vendor',
          approver: 'jane',
          expires: '2027-01-31',
        },
      ],
    },
  ],
];

describe('a broken rule raises no score, overall, weighted or of a framework, where', async () => {
  const plain = (await reported({}, ['--framework', 'pod-security'])).report;

  test.each(off)('%s', async (_, configuration) => {
    const { report } = await reported(configuration, ['--framework', 'pod-security']);
    expect(report.scores.overall ?? 0).toBeLessThanOrEqual(plain.scores.overall ?? 0);
    expect(report.scores.weighted ?? 0).toBeLessThanOrEqual(plain.scores.weighted ?? 0);
    expect(report.frameworks[0]?.score ?? 0).toBeLessThanOrEqual(plain.frameworks[0]?.score ?? 0);
  });
});

test('a rule that is off is judged for no control, which says that it is switched off', async () => {
  const { report } = await reported({ ruleOverrides: { 'sec-002': { enabled: false } } }, [
    '--framework',
    'cis',
  ]);
  expect(report.verdicts['off']).toBe(2);
  const control = report.frameworks[0]?.controls.find(({ because }) => because === 'switched-off');
  expect(control).toMatchObject({ id: '5.2.2', status: 'not-assessable' });
});

test('the compliance list chooses the frameworks, and --framework goes before it', async () => {
  const organization = { name: 'Acme', environment: 'production', compliance: ['SOC2', 'ISO27001', 'own'] };
  const control = { id: '1', title: 'One', rules: ['res-001'] };
  const configuration = { organization, frameworks: [{ id: 'own', title: 'Own', controls: [control] }] };
  const { report, err } = await reported(configuration);
  expect(report.frameworks.map(({ id }) => id)).toEqual(['soc-2', 'iso-27001', 'own']);
  expect(report.yardstick).toMatch(/^profile production and .*own\.json$/);
  expect(err).not.toContain('error');
  const asked = await reported(configuration, ['--framework', 'own,cis', '--profile', 'baseline']);
  expect(asked.report.frameworks.map(({ id }) => id)).toEqual(['own', 'cis-kubernetes']);
  expect(asked.report.yardstick).toMatch(/^profile baseline and /);
});

test("an organization's own rule is measured, and is evidence for its own framework", async () => {
  const rule = {
    id: 'own-001',
    name: 'Team',
    description: 'Somebody must answer for it.',
    severity: 'high',
    category: 'operations',
    conditions: [{ field: 'metadata.labels.team', operator: 'exists' }],
    actions: [{ type: 'audit', message: 'no team' }],
  };
  const control = { id: '1', title: 'One', rules: ['own-001'], strength: 'direct' };
  const configuration = {
    customRules: [rule],
    frameworks: [{ id: 'own', title: 'Own', controls: [control] }],
  };
  const { report } = await reported(configuration, ['--framework', 'own']);
  expect(report.frameworks[0]?.controls).toMatchObject([
    { status: 'failing', evidence: [{ rule: 'own-001', passed: 0, failed: 2, open: 0 }] },
  ]);
  const disabled = { ...configuration, customRules: [{ ...rule, enabled: false }] };
  const without = await reported(disabled, ['--framework', 'own']);
  expect(without.report.frameworks[0]?.controls).toMatchObject([
    { status: 'not-assessable', because: 'switched-off', evidence: [{ passed: 0, failed: 0, open: 2 }] },
  ]);
});

test('exemptions count by themselves, and one that has ended is told', async () => {
  const [, exempting] = off.at(-1) ?? ['', {}];
  const current = await reported(exempting);
  expect(current.report).toMatchObject({ excepted: 1 });
  const late = await reported(exempting, ['--now', '2027-02-01T00:00:00Z']);
  expect(late.report).toMatchObject({ excepted: 0 });
  expect(late.err).toMatch(
    /own\.json:1 for `privileged-container` ended on 2027-01-31: a finding .* ask jane/,
  );
});

test('what the configuration excludes is left out, and counted', async () => {
  const { report } = await reported({ global: { excludedNamespaces: ['shop'] } });
  expect(report).toMatchObject({ leftOut: 2, scores: { overall: null } });
});

test('a bad configuration makes no report', async () => {
  const { code, err } = await reported({ categories: { secruity: {} } });
  expect([code, err]).toEqual([2, expect.stringContaining('did you mean `security`')]);
});

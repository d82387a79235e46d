// Every figure of a report, worked out by hand: four rules on three workloads, and three runs in a store.
import { writeFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { assessed, beyond, direct, weak } from '../../src/frameworks/control.ts';
import { folder, writ } from '../doors/cli.ts';
import { about, frameworkOf, reportOf } from './matrix.ts';

// Resources 0 and 2 are the shop's, resource 1 nobody's; findings on 0 and 2 are fixable.
const rows = [
  { rule: about('root', 'critical', 'security'), verdicts: ['fail', 'pass', 'pass'] as const },
  { rule: about('tag', 'medium', 'compliance'), verdicts: ['fail', 'fail', 'excepted'] as const },
  { rule: about('probe', 'low', 'operations'), verdicts: ['pass', 'open', 'pass'] as const },
  { rule: about('limit', 'high', 'performance'), verdicts: ['pass', null, 'unknown'] as const },
  { rule: about('bill', 'low', 'cost'), verdicts: ['pass', 'pass', 'pass'] as const, off: true },
];

const controls = [
  assessed('1', 'No root', direct('single', 'root')),
  assessed('2', 'Tags', direct('single', 'tag')),
  assessed('3', 'Probes', direct('single', 'probe')),
  assessed('4', 'Limits', direct('single', 'limit')),
  assessed('5', 'Bills', direct('single', 'bill')),
  assessed('6', 'Support only', weak('single', 'root')),
  beyond('7', 'Doors', 'Doors are not in manifests.'),
];

describe('four rules on three workloads, one more switched off', () => {
  const report = reportOf(rows, [frameworkOf(controls)]);

  test('scores: 5 of 13 pass, by weight 27 of 47, and 9 of 14 were judged', () => {
    // Passed: root 2, probe 2, limit 1. Scorable: 3 + 3 + 3 + 1 + 3, for one limit is unknown.
    // By weight: root 2·10, probe 2·1, limit 1·5 of root 30, tag 6, probe 3, limit 5, bill 3: 47.
    // Judged: root 3, tag 3, probe 2, limit 1, bill 0 of 14 that are concerned.
    expect(report.scores).toEqual({
      overall: 38.46,
      weighted: Math.round((10_000 * 27) / 47) / 100,
      coverage: Math.round((10_000 * 9) / 14) / 100,
      colour: 'red',
    });
    expect(report.target).toBe(48.46);
  });

  test('rules: two failed, one passed on all that is known, two are withheld', () => {
    expect(report.rules).toEqual({
      total: 5,
      evaluated: 3,
      passed: 1,
      failed: 2,
      unconcerned: 0,
      withheld: 2,
    });
  });

  test('severities and categories: each has its line, zeros too', () => {
    expect(
      report.severities.map(({ severity, findings, rules }) => [severity, rules.failed, findings]),
    ).toEqual([
      ['critical', 1, 1],
      ['high', 0, 0],
      ['medium', 1, 2],
      ['low', 0, 0],
      ['info', 0, 0],
    ]);
    expect(
      report.categories.map(({ category, scores, findings }) => [category, scores.overall, findings]),
    ).toEqual([
      ['security', 66.67, 1],
      ['compliance', 0, 2],
      ['performance', 100, 0],
      ['cost', 0, 0],
      ['operations', 66.67, 0],
    ]);
  });

  test('findings: three stand, one is excepted, two can be repaired mechanically', () => {
    expect([report.findings, report.excepted, report.autoFix.fixable]).toEqual([3, 1, 2]);
  });

  test('the worst workload first, by what it loses of the weighted score', () => {
    // Workload 0 loses 10 + 2 + 1, workload 1 loses 2 + 1 + 1; workload 2 breaks nothing.
    expect(
      report.worst.map(({ resource, failed, score, weighted }) => [resource.name, failed, score, weighted]),
    ).toEqual([
      ['app-0', 2, 40, Math.round((10_000 * 6) / 19) / 100],
      ['app-1', 1, 25, Math.round((10_000 * 10) / 14) / 100],
    ]);
  });

  test('owners: what the shop has, and what nobody has', () => {
    expect(report.owners).toEqual([
      { owner: 'shop', resources: 2, failed: 2, score: Math.round((10_000 * 4) / 9) / 100 },
      { owner: null, resources: 1, failed: 1, score: 25 },
    ]);
  });

  test('a recommendation for each category that is broken', () => {
    expect(
      report.recommendations.map(({ category, rule, resources }) => [category, rule.id, resources]),
    ).toEqual([
      ['security', 'root', 1],
      ['compliance', 'tag', 2],
    ]);
  });

  test('controls: none passes, two fail, five are not assessable, of which two are withheld', () => {
    const [framework] = report.frameworks;
    expect(framework).toMatchObject({ passing: 0, failing: 2, notAssessable: 5, score: 0 });
    expect(framework?.controls.map(({ id, status, because }) => [id, status, because])).toEqual([
      ['1', 'failing', null],
      ['2', 'failing', null],
      ['3', 'not-assessable', 'unanswered'],
      ['4', 'not-assessable', 'unknown'],
      ['5', 'not-assessable', 'switched-off'],
      ['6', 'not-assessable', 'supporting-only'],
      ['7', 'not-assessable', 'beyond-manifests'],
    ]);
  });
});

const pod = (name: string, team: string, privileged: boolean): string => `apiVersion: v1
kind: Pod
metadata: { name: ${name}, namespace: shop, labels: { team: ${team} } }
spec:
  containers:
    - { name: app, image: 'registry.example.com/app:1.4.2', securityContext: { privileged: ${String(privileged)} } }
`;

test('three pods are mended one after the other: opened, fixed, the median time, the trend and the difference (acceptance row 15)', async () => {
  using made = folder({
    'in/a.yaml': pod('a', 'pay', true),
    'in/b.yaml': pod('b', 'pay', true),
    'in/c.yaml': pod('c', 'web', true),
  });
  const reported = async (now: string, format = 'json') => {
    const flags = ['--record', '--store', 'store.db', '--framework', 'pod-security', '--now', now];
    const { out } = await writ(['report', 'in', ...flags, '--format', format], { cwd: made.path });
    return out;
  };
  const read = async (now: string) => JSON.parse(await reported(now)) as Recorded;
  const first = await read('2026-11-01T00:00:00Z');
  writeFileSync(`${made.path}/in/a.yaml`, pod('a', 'pay', false));
  const second = await read('2026-11-01T10:00:00Z');
  writeFileSync(`${made.path}/in/b.yaml`, pod('b', 'pay', false));
  const third = await read('2026-11-02T06:00:00Z');

  const privileged = ({ effectiveness }: Recorded) =>
    effectiveness.find(({ rule }) => rule === 'privileged-container');
  expect(privileged(first)).toMatchObject({ opened: 3, fixed: 0, open: 3, medianHoursToFix: null });
  expect(privileged(second)).toMatchObject({ opened: 3, fixed: 1, open: 2, medianHoursToFix: 10 });
  // The second was open for 30 hours: halfway between 10 and 30.
  expect(privileged(third)).toMatchObject({ opened: 3, fixed: 2, open: 1, medianHoursToFix: 20 });
  const silent = third.effectiveness.filter(({ neverFired }) => neverFired).map(({ rule }) => rule);
  expect(silent).toContain('host-network');
  expect(silent).not.toContain('privileged-container');

  expect([first.trend, second.trend?.fixed, third.trend?.fixed]).toEqual([null, 1, 1]);
  expect(third.trend).toMatchObject({ opened: 0, remaining: first.findings - 2 });
  const overall = [first, second, third].map(({ scores }) => scores.overall);
  expect(third.trend?.runs.map((run) => run.overall)).toEqual(overall);
  expect(third.trend?.change).toBeCloseTo((overall[2] ?? 0) - (overall[1] ?? 0), 2);
  expect(third.trend?.categories.map(({ of }) => of)).toContain('security');

  const text = await reported('2026-11-02T07:00:00Z', 'text');
  expect(text).toContain('privileged-container: 3 opened, 2 fixed, half of them within 20 h');
  expect(text).toMatch(/\d+ rules never found anything/);
  expect(text).toContain('since the last report: 0 opened, 0 fixed');
});

interface Recorded {
  readonly findings: number;
  readonly scores: { readonly overall: number };
  readonly effectiveness: readonly {
    readonly rule: string;
    readonly neverFired: boolean;
    readonly medianHoursToFix: number | null;
  }[];
  readonly trend: {
    readonly fixed: number;
    readonly change: number;
    readonly runs: readonly { readonly overall: number }[];
    readonly categories: readonly { readonly of: string }[];
  } | null;
}

test('a gate holds the least score against the frameworks that are named, else the overall one', async () => {
  using made = folder({ 'in/a.yaml': pod('a', 'pay', true) });
  const gate = async (...flags: readonly string[]) => {
    const { code, out } = await writ(['report', 'in', '--format', 'json', ...flags], { cwd: made.path });
    return { code, gate: (JSON.parse(out) as { gate: { scores: { framework: string | null }[] } }).gate };
  };
  const overall = await gate('--min-score', '50');
  expect([overall.code, overall.gate.scores.map(({ framework }) => framework)]).toEqual([0, [null]]);
  expect((await gate('--min-score', '99.9')).code).toBe(1);
  const named = await gate('--min-score', '50', '--framework', 'pod-security,hipaa');
  expect([named.code, named.gate.scores.map(({ framework }) => framework)]).toEqual([
    3,
    ['pod-security', 'hipaa'],
  ]);
});

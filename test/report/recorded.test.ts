import { rmSync, writeFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { folder, writ } from '../doors/cli.ts';

const privileged = (name: string): string => `apiVersion: v1
kind: Pod
metadata: { name: ${name}, namespace: shop }
spec:
  containers:
    - { name: app, image: 'registry.example.com/app:1.4.2', securityContext: { privileged: true } }
`;

test('a recorded report is what the next one is compared with', async () => {
  using made = folder({ 'in/a.yaml': privileged('a'), 'in/b.yaml': privileged('b') });
  const reported = async (now: string) => {
    const flags = ['--record', '--store', 'store.db', '--format', 'json', '--now', now];
    const { out, err } = await writ(['report', 'in', ...flags], { cwd: made.path });
    return { trend: (JSON.parse(out) as { trend: Record<string, unknown> | null }).trend, err };
  };
  const first = await reported('2026-11-01T00:00:00Z');
  expect(first.trend).toBeNull();
  expect(first.err).toMatch(/recorded run 1 of .*in: \d+ open/);

  const second = await reported('2026-11-08T00:00:00Z');
  expect(second.trend).toMatchObject({ change: 0, opened: 0, fixed: 0 });
});

test('what is gone counts as fixed, and what is not recorded is not compared with', async () => {
  using made = folder({ 'in/a.yaml': privileged('a') });
  const flags = ['--store', 'store.db', '--format', 'json'];
  await writ(['report', 'in', ...flags, '--record'], { cwd: made.path });
  rmSync(`${made.path}/in/a.yaml`);
  writeFileSync(`${made.path}/in/b.yaml`, privileged('b'));
  for (const _ of [1, 2]) {
    const { out } = await writ(['report', 'in', ...flags], { cwd: made.path });
    const { trend } = JSON.parse(out) as { trend: { opened: number; fixed: number; runs: unknown[] } };
    expect(trend.opened).toBeGreaterThan(0);
    expect(trend.fixed).toBe(trend.opened);
    expect(trend.runs).toHaveLength(2);
  }
});

test('a report on some namespaces is not recorded', async () => {
  const { code, err } = await writ(['report', 'examples/shop', '--record', '--namespace', 'shop']);
  expect([code, err]).toEqual([2, expect.stringContaining('Leave out --record or --namespace.')]);
});

test('a report is compared with reports by the same rules: another profile is no rise or fall', async () => {
  using made = folder({ 'in/a.yaml': privileged('a') });
  const reported = async (profile: string, day: number) => {
    const flags = [
      '--record',
      '--store',
      'store.db',
      '--format',
      'json',
      '--now',
      `2026-11-0${day}T00:00:00Z`,
    ];
    const { out } = await writ(['report', 'in', '--profile', profile, ...flags], { cwd: made.path });
    return (JSON.parse(out) as { trend: { change: number; runs: readonly unknown[] } | null }).trend;
  };
  expect(await reported('default', 1)).toBeNull();
  expect(await reported('baseline', 2)).toBeNull();
  expect(await reported('default', 3)).toMatchObject({ change: 0, runs: { length: 2 } });
  expect(await reported('baseline', 4)).toMatchObject({ change: 0, runs: { length: 2 } });
});

test('what Writ repaired counts of all that was found and of what could be repaired, until it is taken back', async () => {
  using made = folder({ 'in/a.yaml': privileged('a'), 'in/b.yaml': privileged('b') });
  const store = ['--store', 'store.db', '--rules', 'privileged-container,cpu-request-missing'];
  const reported = async (...flags: readonly string[]) => {
    const { out } = await writ(['report', 'in', ...store.slice(0, 2), ...flags, '--format', 'json'], {
      cwd: made.path,
    });
    return (JSON.parse(out) as { autoFix: { fixed: number | null } & Record<string, unknown> }).autoFix;
  };
  expect((await reported()).fixed).toBeNull();
  await reported('--record');
  expect(await reported()).toMatchObject({ fixed: 0, ofFixable: 0, ofViolations: 0 });
  const { out } = await writ(['fix', 'in/a.yaml', '--risk', 'high', '--write', ...store], { cwd: made.path });
  const [ofFixable, ofViolations] = [50, 50].map(() => expect.any(Number) as number);
  expect(await reported()).toMatchObject({ fixed: 1, ofFixable, ofViolations });
  await reported('--record');
  expect((await reported()).fixed).toBe(1);
  const undo = /--undo (\S+?)`/.exec(out)?.[1] ?? '';
  await writ(['fix', '--undo', undo, '--store', 'store.db'], { cwd: made.path });
  expect((await reported()).fixed).toBe(0);
});

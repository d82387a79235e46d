// What the store's own commands say, of a store and of none.
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { openSqliteStore } from '../../src/store/sqlite-store.ts';
import { runProgram } from '../../src/surfaces/cli/program.ts';
import { folder } from '../doors/cli.ts';

async function cli(...args: readonly string[]) {
  let [out, err] = ['', ''];
  async function* stdin(): AsyncIterable<Buffer> {}
  const terminal = {
    out: (text: string) => void (out += text),
    err: (text: string) => void (err += text),
    stdin: stdin(),
    colour: false,
  };
  const code = await runProgram(args, '0.0.0', terminal);
  return { code, out, err };
}

const made = { at: Date.UTC(2026, 10, 1), by: 'ada' };

test.each([['backup', 'copy.db'], ['notices']])(
  'store %s of no store says that there is none, and makes none',
  async (...args) => {
    using place = folder({});
    const store = join(place.path, 'typo.db');
    const { code, err } = await cli('store', ...args, '--store', store);
    expect([code, err]).toEqual([2, expect.stringContaining('there is no store here')]);
    expect(existsSync(store)).toBe(false);
  },
);

test.each(['list', 'verify'])(
  'audit %s of no store says that there is none, and makes none',
  async (verb) => {
    using place = folder({});
    const store = join(place.path, 'typo.db');
    const { code, err } = await cli('audit', verb, '--store', store);
    expect([code, err]).toEqual([2, expect.stringContaining('there is no store here')]);
    expect(existsSync(store)).toBe(false);
  },
);

test('messages that wait and those that were given up are listed, with why', async () => {
  using place = folder({});
  const file = join(place.path, 'store.db');
  const store = openSqliteStore(file);
  const finding = {
    fingerprint: 'a',
    policy: 'host-pid',
    severity: 'high',
    category: 'security',
    message: 'm',
    remediation: null,
    resource: 'Pod a',
    place: 'a:1',
  } as const;
  const news = { target: 'shop', organization: null, whole: true, findings: [finding], ...made };
  const dead = await store.notices.add({ ...news, channel: 'slack' });
  await store.notices.failed(dead?.id ?? '', 'it answers 404', null, made);
  const late = await store.notices.add({ ...news, channel: 'teams' });
  await store.notices.failed(late?.id ?? '', 'it answers 503', Date.UTC(2026, 10, 2), made);
  await store.close();
  const { code, out } = await cli('store', 'notices', '--store', file);
  expect(code).toBe(1);
  expect(out.split('\n')).toEqual([
    'waits  until 2026-11-02T00:00:00.000Z  teams  1 finding in shop',
    '    it answers 503; tried once',
    'given up  slack  1 finding in shop',
    '    it answers 404; tried once, the next run with --notify tells of its findings anew',
    '',
  ]);
});

test('the log is listed with digests cut short, so that a line can be read', async () => {
  using place = folder({});
  const file = join(place.path, 'store.db');
  const store = openSqliteStore(file);
  const detail = { verdict: 'found', bytes: 'a'.repeat(64), configuration: null };
  await store.audit.append({ ...made, action: 'run.record', subject: 'shop', detail });
  await store.close();
  const { out } = await cli('audit', 'list', '--store', file);
  expect(out).toBe(
    '1  2026-11-01T00:00:00.000Z  ada  run.record  shop\n    verdict=found  bytes=aaaaaaaaaaaa…  configuration=none\n',
  );
});

// Messages to Slack, Teams, a webhook and by mail: they arrive, survive an outage and our end, and are sent once
// (acceptance row 16).
import { createHmac } from 'node:crypto';
import { readFileSync, readdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, describe, expect, test } from 'vitest';
import { openSqliteStore } from '../../src/store/sqlite-store.ts';
import { runProgram } from '../../src/surfaces/cli/program.ts';
import { folder } from '../doors/cli.ts';
import { canary, manifests } from '../secrets/manifests.ts';
import { httpServer, smtpServer } from './servers.ts';

const secrets = { WRIT_TEST_SLACK: '', WRIT_TEST_TEAMS: '', WRIT_TEST_HOOK: '', WRIT_TEST_KEY: 'the key' };
afterEach(() => {
  for (const name of Object.keys(secrets)) delete process.env[name];
});

async function writ(...args: readonly string[]): Promise<{ readonly code: number; readonly said: string }> {
  let said = '';
  async function* stdin(): AsyncIterable<Buffer> {
    yield Buffer.from('');
  }
  const say = (text: string): void => void (said += text);
  const code = await runProgram(args, '0.0.0', { out: say, err: say, stdin: stdin(), colour: false });
  return { code, said };
}

const container = (name: string, privileged: boolean): string =>
  `    - name: ${name}\n      image: registry.example/a:1\n      securityContext: {privileged: ${privileged}}\n`;
const pod = (name: string, ...containers: readonly string[]): string =>
  `apiVersion: v1\nkind: Pod\nmetadata: {name: ${name}, namespace: shop}\nspec:\n  containers:\n${containers.join('')}`;

/** A folder with a pod, servers for every channel, and a configuration that names them. */
async function shop(more: Readonly<Record<string, object>> = {}) {
  const stack = new AsyncDisposableStack();
  const [slack, teams, hook, mail] = [
    stack.use(await httpServer()),
    stack.use(await httpServer()),
    stack.use(await httpServer()),
    stack.use(await smtpServer()),
  ];
  const made = stack.use(folder({ 'k8s/pod.yaml': pod('a', container('app', true)) }));
  Object.assign(process.env, secrets, {
    WRIT_TEST_SLACK: slack.url,
    WRIT_TEST_TEAMS: teams.url,
    WRIT_TEST_HOOK: hook.url,
  });
  const notifications = {
    slack: { webhookUrl: 'env:WRIT_TEST_SLACK', channel: '#ops', ...more['slack'] },
    teams: { webhookUrl: 'env:WRIT_TEST_TEAMS', ...more['teams'] },
    webhook: { url: 'env:WRIT_TEST_HOOK', secret: 'env:WRIT_TEST_KEY', ...more['webhook'] },
    email: {
      recipients: ['ops@example.com', 'sec@example.com'],
      smtp: { host: '127.0.0.1', port: mail.port, security: 'none' },
      ...more['email'],
    },
    privateAddresses: true,
    ...more['all'],
  };
  const config = join(made.path, 'writ.config.yaml');
  writeFileSync(
    config,
    JSON.stringify({ organization: { name: 'Shop', environment: 'production' }, notifications }),
  );
  const store = join(made.path, 'store.db');
  const at = (now: string, ...args: readonly string[]) =>
    writ(
      'check',
      join(made.path, 'k8s'),
      '--config',
      config,
      '--store',
      store,
      '--notify',
      '--now',
      now,
      ...args,
    );
  const rules = ['--rules', 'privileged-container'];
  return {
    slack,
    teams,
    hook,
    mail,
    store,
    config,
    path: made.path,
    write: (text: string) => writeFileSync(join(made.path, 'k8s/pod.yaml'), text),
    run: (now: string) => at(now, ...rules),
    runAll: (now: string) => at(now, '--profile', 'all'),
    [Symbol.asyncDispose]: () => stack.disposeAsync(),
  };
}

const only = (...names: readonly string[]): Record<string, object> =>
  Object.fromEntries(
    ['slack', 'teams', 'webhook', 'email']
      .filter((name) => !names.includes(name))
      .map((name) => [name, { severityLevels: ['info'] }]),
  );

describe('row 16: findings are told', () => {
  test('to every channel, in its own shape, in one message a run, and once', async () => {
    await using it = await shop();
    it.write(pod('a', container('app', true), container('more', true)));
    const first = await it.run('2026-11-01T00:00:00Z');
    for (const name of ['slack', 'teams', 'webhook', 'email'])
      expect(first.said).toContain(`told ${name} of 2 findings`);
    const slack = JSON.parse(it.slack.got[0]?.body ?? '') as Record<string, unknown>;
    expect(slack).toMatchObject({
      channel: '#ops',
      text: expect.stringContaining('Shop: 2 new findings in '),
    });
    expect(JSON.stringify(slack)).toContain('Pod shop/a');
    const card = JSON.parse(it.teams.got[0]?.body ?? '') as Record<string, unknown>;
    expect(card).toMatchObject({ type: 'message', attachments: [{ content: { type: 'AdaptiveCard' } }] });
    expect(it.mail.got[0]?.to).toEqual(['ops@example.com', 'sec@example.com']);
    expect(it.mail.got[0]?.text).toContain('Subject: Shop: 2 new findings in');
    const counts = () => [it.slack, it.teams, it.hook, it.mail].map(({ got }) => got.length);
    expect(counts()).toEqual([1, 1, 1, 1]);
    await it.run('2026-11-02T00:00:00Z');
    expect(counts()).toEqual([1, 1, 1, 1]);
  });

  test('to a webhook with a signature over the time and the body', async () => {
    await using it = await shop(only('webhook'));
    await it.run('2026-11-01T00:00:00Z');
    const { headers = {}, body = '' } = it.hook.got[0] ?? {};
    const signature = createHmac('sha256', 'the key').update(`${String(headers['writ-timestamp'])}.${body}`);
    expect(headers['writ-signature']).toBe(`v1=${signature.digest('hex')}`);
    expect(Math.abs(Number(headers['writ-timestamp']) - Date.now() / 1000)).toBeLessThan(60);
    expect(JSON.parse(body)).toMatchObject({
      schema: 'writ/notice/v1',
      id: headers['writ-delivery'],
      total: 1,
      findings: [{ policy: 'privileged-container', resource: 'Pod shop/a' }],
    });
  });

  test('only of the severities and categories that a channel wants', async () => {
    await using it = await shop({
      slack: { severityLevels: ['low'] },
      teams: { categories: ['cost'] },
      email: { severityLevels: ['critical', 'high'], categories: ['security'] },
    });
    await it.run('2026-11-01T00:00:00Z');
    expect([it.slack, it.teams, it.hook, it.mail].map(({ got }) => got.length)).toEqual([0, 0, 1, 1]);
  });

  test('only what is new, and again what was fixed and is back', async () => {
    await using it = await shop(only('webhook'));
    const totals = () => it.hook.got.map(({ body }) => (JSON.parse(body) as { total: number }).total);
    await it.run('2026-11-01T00:00:00Z');
    it.write(pod('a', container('app', true), container('b', true), container('c', true)));
    await it.run('2026-11-02T00:00:00Z');
    expect(totals()).toEqual([1, 2]);
    it.write(pod('a', container('app', false), container('b', true), container('c', true)));
    await it.run('2026-11-03T00:00:00Z');
    it.write(pod('a', container('app', true), container('b', true), container('c', true)));
    await it.run('2026-11-04T00:00:00Z');
    expect(totals()).toEqual([1, 2, 1]);
  });
});

describe('row 16: an outage loses nothing', () => {
  test('a message waits twice as long after each try, and arrives once, under one name', async () => {
    await using it = await shop(only('webhook'));
    it.hook.answer = { status: 503 };
    const first = await it.run('2026-11-01T00:00:00Z');
    expect(first.code).toBe(1);
    expect(first.said).toContain('webhook was not told of 1 finding: it answers 503');
    expect(first.said).toContain('after 2026-11-01T00:01:00.000Z');
    await it.run('2026-11-01T00:00:59Z');
    expect(it.hook.got).toHaveLength(1);
    expect((await it.run('2026-11-01T00:01:00Z')).said).toContain('after 2026-11-01T00:03:00.000Z');
    it.hook.answer = { status: 204 };
    await it.run('2026-11-01T00:02:59Z');
    expect(it.hook.got).toHaveLength(2);
    expect((await it.run('2026-11-01T00:03:00Z')).said).toContain('told webhook of 1 finding');
    await it.run('2026-11-09T00:00:00Z');
    expect(it.hook.got).toHaveLength(3);
    expect(new Set(it.hook.got.map(({ headers }) => headers['writ-delivery'])).size).toBe(1);
  });

  test('a mail that the server puts off arrives later', async () => {
    await using it = await shop(only('email'));
    it.mail.verdict = '451 later';
    expect((await it.run('2026-11-01T00:00:00Z')).said).toContain('it answers 451');
    it.mail.verdict = '250 taken';
    await it.run('2026-11-01T01:00:00Z');
    await it.run('2026-11-01T02:00:00Z');
    expect(it.mail.got).toHaveLength(1);
  });

  test('one channel that is out does not hold up the others', async () => {
    await using it = await shop();
    it.slack.answer = { status: 500 };
    const { said } = await it.run('2026-11-01T00:00:00Z');
    expect(said).toContain('slack was not told');
    expect([it.teams, it.hook, it.mail].map(({ got }) => got.length)).toEqual([1, 1, 1]);
  });

  test('who asks for patience gets it', async () => {
    await using it = await shop(only('webhook'));
    it.hook.answer = { status: 429, headers: { 'retry-after': '7200' } };
    expect((await it.run('2026-11-01T00:00:00Z')).said).toContain('after 2026-11-01T02:00:00.000Z');
  });

  test('after eight tries it is given up and said so, and the findings are told anew', async () => {
    await using it = await shop(only('webhook'));
    it.hook.answer = { status: 404 };
    const said: string[] = [];
    for (let day = 1; day <= 8; day++) said.push((await it.run(`2026-11-0${day}T00:00:00Z`)).said);
    expect(said[6]).toContain('it is kept');
    expect(said[7]).toContain('given up after 8 tries');
    it.hook.answer = { status: 200 };
    expect((await it.run('2026-11-09T00:00:00Z')).said).toContain('told webhook of 1 finding');
    expect(new Set(it.hook.got.map(({ headers }) => headers['writ-delivery'])).size).toBe(2);
  });

  test('a message that was being sent when the process ended is sent by the next, not by two at a time', async () => {
    await using it = await shop(only('webhook'));
    it.hook.answer = { status: 503 };
    await it.run('2026-11-01T00:00:00Z');
    it.hook.answer = { status: 200 };
    const store = openSqliteStore(it.store);
    const at = Date.UTC(2026, 10, 1, 1);
    expect(await store.notices.claim(['webhook'], at, at + 300_000)).toMatchObject({ tries: 1 });
    await store.close();
    await it.run('2026-11-01T01:04:59Z');
    expect(it.hook.got).toHaveLength(1);
    await it.run('2026-11-01T01:05:00Z');
    expect(it.hook.got).toHaveLength(2);
  });
});

describe('messages go nowhere else', () => {
  test.each<[string, Record<string, object>, RegExp]>([
    ['to a private network', { all: { privateAddresses: false } }, /private network/],
    ['in clear text', { webhook: { url: 'http://192.0.2.1/x' } }, /its URL is not https/],
    ['to a file', { webhook: { url: 'file:///etc/passwd' } }, /what should be its URL is none|not https/],
    ['with credentials in the URL', { webhook: { url: 'https://a:b@127.0.0.1/' } }, /holds credentials/],
    [
      'without the secret',
      { webhook: { secret: 'env:WRIT_TEST_NONE' } },
      /the environment has no WRIT_TEST_NONE/,
    ],
  ])('not %s', async (_, more, why) => {
    await using it = await shop({ ...only('webhook'), ...more });
    expect((await it.run('2026-11-01T00:00:00Z')).said).toMatch(why);
    expect(it.hook.got).toEqual([]);
  });

  test('nor where a redirect leads', async () => {
    await using it = await shop(only('webhook'));
    it.hook.answer = { status: 302, headers: { location: it.slack.url } };
    expect((await it.run('2026-11-01T00:00:00Z')).said).toContain('it answers 302');
    expect(it.slack.got).toEqual([]);
  });

  test('and an answer without end ends', async () => {
    await using it = await shop(only('webhook'));
    it.hook.answer = { status: 200, body: 'x'.repeat(5_000_000) };
    expect((await it.run('2026-11-01T00:00:00Z')).said).toContain('told webhook');
  });

  test('and without a channel --notify says so', async () => {
    using made = folder({ 'pod.yaml': pod('a', container('app', true)) });
    const { code, said } = await writ('check', made.path, '--notify', '--store', join(made.path, 'store.db'));
    expect([code, said]).toEqual([2, expect.stringContaining('--notify has nobody to tell')]);
  });
});

test('a canary is in no message, and no URL of a channel is said or stored', async () => {
  await using it = await shop();
  for (const [name, text] of Object.entries(manifests)) writeFileSync(join(it.path, 'k8s', name), text);
  process.env['WRIT_TEST_SLACK'] = `${it.slack.url}/${canary}`;
  process.env['WRIT_TEST_TEAMS'] = `http://127.0.0.1:1/${canary}`;
  process.env['WRIT_TEST_KEY'] = canary;
  const { said } = await it.runAll('2026-11-01T00:00:00Z');
  expect(said).toContain('teams was not told');
  const sent = [...it.slack.got, ...it.hook.got].map(({ body, headers }) => body + JSON.stringify(headers));
  expect(it.slack.got[0]?.path).toContain(canary);
  expect(sent).toHaveLength(2);
  const stored = readdirSync(it.path)
    .filter((name) => name.startsWith('store.db'))
    .map((name) => readFileSync(join(it.path, name), 'latin1'));
  for (const text of [said, ...sent, ...it.mail.got.map((mail) => mail.text), ...stored])
    expect(text.includes('c4n4ry')).toBe(false);
});

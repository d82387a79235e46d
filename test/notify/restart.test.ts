// On every channel: an outage, our own violent end while a message is being sent, and a restart. The message arrives, once.
import { spawn } from 'node:child_process';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { folder } from '../doors/cli.ts';
import { environment, program } from '../program.ts';
import { httpServer, smtpServer } from './servers.ts';

/** A server of a channel: out, deaf, or taking messages. */
interface Server extends AsyncDisposable {
  readonly notifications: object;
  readonly environment: Readonly<Record<string, string>>;
  /** How many messages it said that it has, and under which names they came. */
  readonly taken: () => number;
  readonly names: () => readonly string[];
  be(state: 'out' | 'deaf' | 'well'): void;
  /** Resolves when a message is there. */
  readonly heard: () => Promise<void>;
}

async function hook(name: 'slack' | 'teams' | 'webhook'): Promise<Server> {
  const server = await httpServer();
  const part = name === 'webhook' ? { url: 'env:HOOK', secret: 'env:KEY' } : { webhookUrl: 'env:HOOK' };
  return {
    notifications: { [name]: part },
    environment: { HOOK: server.url, KEY: 'the key' },
    taken: () => server.acknowledged,
    names: () => server.got.flatMap(({ headers }) => headers['writ-delivery'] ?? []),
    be(state) {
      server.answer = { status: state === 'out' ? 503 : 200, after: state === 'deaf' ? 1e8 : 0 };
    },
    heard: () => until(() => server.got.length > 1),
    [Symbol.asyncDispose]: () => server[Symbol.asyncDispose](),
  };
}

async function mail(): Promise<Server> {
  const server = await smtpServer();
  let mails = 0;
  server.onMail = () => void mails++;
  const smtp = { host: '127.0.0.1', port: server.port, security: 'none' };
  return {
    notifications: { email: { recipients: ['ops@example.com'], smtp } },
    environment: {},
    taken: () => server.got.length,
    names: () => server.got.flatMap(({ text }) => /^Message-ID: .*$/im.exec(text) ?? []),
    be(state) {
      server.verdict = { out: '451 later', deaf: null, well: '250 taken' }[state];
    },
    heard: () => until(() => mails > 1),
    [Symbol.asyncDispose]: () => server[Symbol.asyncDispose](),
  };
}

async function until(holds: () => boolean): Promise<void> {
  while (!holds()) await new Promise((resolve) => void setTimeout(resolve, 20));
}

const manifest = `apiVersion: v1
kind: Pod
metadata: {name: a, namespace: shop}
spec:
  containers:
    - {name: app, image: 'registry.example/a:1', securityContext: {privileged: true}}
`;

test.each([
  ['slack', () => hook('slack')],
  ['teams', () => hook('teams')],
  ['webhook', () => hook('webhook')],
  ['email', mail],
] as const)(
  'row 16: %s gets a message once, after an outage, our violent end, and a restart',
  async (_, open) => {
    await using server = await open();
    using made = folder({ 'k8s/pod.yaml': manifest });
    const config = join(made.path, 'writ.config.json');
    const notifications = { ...server.notifications, privateAddresses: true };
    writeFileSync(config, JSON.stringify({ notifications }));
    const start = (now: string) =>
      spawn(
        process.execPath,
        [
          program,
          'check',
          join(made.path, 'k8s'),
          '--config',
          config,
          '--store',
          join(made.path, 'store.db'),
          '--rules',
          'privileged-container',
          '--notify',
          '--now',
          now,
        ],
        { env: { ...environment, ...server.environment }, stdio: 'ignore' },
      );
    const run = (now: string) =>
      new Promise<number | null>((resolve) => void start(now).on('close', (code) => resolve(code)));

    server.be('out');
    expect(await run('2026-11-01T00:00:00Z')).toBe(1);
    server.be('deaf');
    const killed = start('2026-11-01T01:00:00Z');
    const ended = new Promise((resolve) => void killed.on('close', resolve));
    await server.heard();
    killed.kill('SIGKILL');
    await ended;
    expect(server.taken()).toBe(0);
    server.be('well');
    // Whoever was sending may still be at it: nobody else does so for five minutes.
    await run('2026-11-01T01:04:00Z');
    expect(server.taken()).toBe(0);
    await run('2026-11-01T01:06:00Z');
    expect(server.taken()).toBe(1);
    await run('2026-11-02T00:00:00Z');
    expect(server.taken()).toBe(1);
    expect(new Set(server.names()).size).toBeLessThanOrEqual(1);
  },
  120_000,
);

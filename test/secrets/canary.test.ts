import { mkdtempSync, readFileSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { formatNames } from '../../src/formats/index.ts';
import { formatsOf } from '../../src/formats/output.ts';
import { runProgram } from '../../src/surfaces/cli/program.ts';
import { brokenTexts, canary, encoded, manifests } from './manifests.ts';

const folder = mkdtempSync(join(tmpdir(), 'writ-canary-'));
beforeAll(() => {
  for (const [name, text] of Object.entries(manifests)) writeFileSync(join(folder, name), text);
});
afterAll(() => rmSync(folder, { recursive: true }));

interface Ended {
  readonly code: number;
  readonly out: string;
  readonly err: string;
}

async function writ(args: readonly string[], input = ''): Promise<Ended> {
  let [out, err] = ['', ''];
  async function* stdin(): AsyncIterable<Buffer> {
    yield Buffer.from(input);
  }
  const terminal = {
    out: (text: string) => void (out += text),
    err: (text: string) => void (err += text),
    stdin: stdin(),
    colour: false,
  };
  const code = await runProgram(args, '0.0.0', terminal);
  return { code, out, err };
}

/** What of the canary is in a text: whole, in pieces that still tell, or encoded. */
function leaks(text: string): readonly string[] {
  const lines = text.split('\n');
  return lines.filter((line) => line.includes('c4n4ry') || line.includes(encoded.slice(0, 12)));
}

const flags = [
  [],
  ['--results', 'all'],
  ['--no-fold', '--profile', 'all', '--results', 'all'],
  ['--defaulting', '--profile', 'restricted'],
];

test.each(formatNames.flatMap((format) => flags.map((more) => [format, more] as const)))(
  'a canary is in no %s with %j',
  async (format, more) => {
    const { code, out, err } = await writ(['check', folder, '--format', format, ...more]);
    expect(code).not.toBe(2);
    expect(out).toContain('pod.yaml');
    expect(leaks(out)).toEqual([]);
    expect(leaks(err)).toEqual([]);
  },
);

test('a canary is in no file that a format writes', async () => {
  const reports = formatNames.flatMap((name) => [
    '--format',
    `${name}=${join(folder, `report.${name}.out`)}`,
  ]);
  await writ(['check', folder, ...reports, '--format', 'text']);
  const written = readdirSync(folder).filter((name) => name.startsWith('report.'));
  expect(written).toHaveLength(formatNames.length);
  for (const name of written) expect(leaks(readFileSync(join(folder, name), 'utf8'))).toEqual([]);
});

test.each(formatsOf('report'))('a canary is in no report as %s', async (format) => {
  const { code, out, err } = await writ(['report', folder, '--format', format, '--profile', 'all']);
  expect(code).not.toBe(2);
  expect(out.length).toBeGreaterThan(1000);
  expect(leaks(out)).toEqual([]);
  expect(leaks(err)).toEqual([]);
});

test.each(formatsOf('fix'))('a canary is in no repair as %s', async (format) => {
  const { out, err } = await writ(['fix', folder, '--profile', 'all', '--risk', 'high', '--format', format]);
  expect(out).toContain('privileged');
  expect(leaks(out)).toEqual([]);
  expect(leaks(err)).toEqual([]);
});

test('excerpts that hold a canary are shown without it', async () => {
  const { out } = await writ(['check', folder, '--profile', 'all']);
  expect(out).toContain('•••');
});

test.each(brokenTexts)('what is said of broken YAML does not quote it: %s', async (_, text) => {
  for (const format of formatNames) {
    const { code, out, err } = await writ(['check', '-', '--format', format], text);
    expect(code).toBe(3);
    expect(leaks(`${out}${err}`)).toEqual([]);
  }
});

test('a canary is in no byte of a store, of a baseline or of an exported exception', async () => {
  const store = join(folder, 'store.db');
  const kept = ['--store', store, '--record', '--no-fold', '--profile', 'all'];
  const baseline = ['--baseline', join(folder, 'baseline.out'), '--write-baseline'];
  const { err } = await writ([
    'check',
    join(folder, 'pod.yaml'),
    join(folder, 'secret.yaml'),
    ...kept,
    ...baseline,
  ]);
  expect(err).toMatch(/recorded run 1 of .*: \d\d+ open/);
  await writ(['check', folder, '--results', 'all', ...kept]);
  const url = `https://shop:${canary}@db.example/x`;
  const made = ['--names', 'checkout', '--approver', url, '--until', '2099-01-31', '--reason', `see ${url}`];
  const created = await writ(['exception', 'create', '--rules', 'host-pid', ...made, '--store', store]);
  expect(created.code).toBe(0);
  await writ(['store', 'backup', join(folder, 'copy.db'), '--store', store]);
  const written = readdirSync(folder).filter((name) => /^(?:store|copy|baseline)\./.test(name));
  expect(written).toEqual(expect.arrayContaining(['baseline.out', 'copy.db', 'store.db']));
  for (const name of written) expect(leaks(readFileSync(join(folder, name), 'latin1'))).toEqual([]);
  expect(readFileSync(store, 'latin1')).toContain('://\u00e2\u0080\u00a2');
});

test('a canary is in no recorded report, in no report over time, and in no audit log', async () => {
  const kept = ['--store', join(folder, 'reports.db'), '--record', '--profile', 'all'];
  const said: string[] = [];
  for (const now of ['2026-11-01T00:00:00Z', '2026-11-08T00:00:00Z'])
    for (const format of formatsOf('report')) {
      const { code, out, err } = await writ(['report', folder, ...kept, '--now', now, '--format', format]);
      expect(code).not.toBe(2);
      said.push(out, err);
    }
  for (const command of [
    ['audit', 'list'],
    ['audit', 'verify'],
    ['exception', 'list'],
  ])
    for (const format of ['text', 'json']) {
      const { code, out, err } = await writ([
        ...command,
        '--store',
        join(folder, 'reports.db'),
        '--format',
        format,
      ]);
      expect([code, err]).toEqual([0, '']);
      said.push(out);
    }
  expect(said.join('')).toContain('run.record');
  expect(leaks(said.join('\n'))).toEqual([]);
  const written = readdirSync(folder).filter((name) => name.startsWith('reports.'));
  expect(written).toContain('reports.db');
  for (const name of written) expect(leaks(readFileSync(join(folder, name), 'latin1'))).toEqual([]);
});

const webhook = `https://hooks.slack.example/services/T0/B0/${canary}`;
const rule = {
  id: 'own-001',
  name: 'Own',
  description: 'Because.',
  severity: 'high',
  category: 'security',
  conditions: [{ field: 'metadata.labels.team', operator: 'exists' }],
  actions: [{ type: 'deny', message: 'no' }],
};

test.each<[string, object]>([
  ['that is good', { notifications: { slack: { webhookUrl: webhook, channel: '#a' } }, customRules: [rule] }],
  [
    'of every channel',
    {
      notifications: {
        teams: { webhookUrl: webhook },
        webhook: { url: webhook, secret: 'env:WRIT_TEST_KEY' },
      },
    },
  ],
  ['with a secret in clear', { notifications: { webhook: { url: webhook, secret: canary } } }],
  ['with an unknown key beside it', { notifications: { slack: { webhookUrl: webhook, chanel: '#a' } } }],
  ['with a webhook that is none', { notifications: { slack: { webhookUrl: canary } } }],
  ['with a webhook in a list', { notifications: { slack: { webhookUrl: [webhook] } } }],
  ['with a webhook at the wrong place', { notifications: { email: { recipients: [webhook] } }, webhook }],
  [
    'with a choice that is none',
    { global: { enforcement: canary }, organization: { name: 1, environment: canary } },
  ],
  ['with a rule that is broken', { customRules: [{ ...rule, severity: canary, category: canary }] }],
])('a canary in the webhook of a configuration %s is said nowhere', async (_, configuration) => {
  const file = join(folder, 'configuration.json');
  writeFileSync(file, JSON.stringify(configuration, null, 1));
  const manifest = join(folder, 'last-applied.yaml');
  const runs = [
    ['config', 'validate', file],
    ['config', 'validate', file, '--format', 'json'],
    ['config', 'preview', manifest, '--config', file, '--format', 'json'],
    ...formatNames.map((format) => ['check', manifest, '--config', file, '--format', format]),
  ];
  for (const args of runs) {
    const { out, err } = await writ(args);
    expect(`${out}${err}`.length).toBeGreaterThan(10);
    expect([args, ...leaks(out), ...leaks(err)]).toEqual([args]);
  }
  rmSync(file);
});

test('every place of the manifests holds the canary that is looked for', () => {
  const places = Object.values(manifests).join('').split(canary).length - 1;
  expect(places).toBeGreaterThan(25);
});

test('a canary is in no byte that a written repair stores, and a change that would store it is not made', async () => {
  const copy = mkdtempSync(join(tmpdir(), 'writ-canary-fix-'));
  const store = join(copy, 'undo.db');
  const pod = (host: string) => `apiVersion: v1
kind: Pod
metadata: { name: a }
spec:
  hostPID: true
  containers:
    - name: app
      image: registry.example/a:1
      env: [{ name: PASSWORD, value: ${canary} }]
      readinessProbe:
        httpGet:
          host: ${host}
          port: 80
`;
  const fix = (...more: readonly string[]) =>
    writ(['fix', join(copy, 'pod.yaml'), '--write', '--store', store, '--risk', 'high', ...more]);
  writeFileSync(join(copy, 'pod.yaml'), pod(`${canary}.example`));
  const { code, out, err } = await fix('--profile', 'all');
  expect([code, err]).toEqual([2, expect.stringContaining('holds a secret')]);
  expect(readFileSync(join(copy, 'pod.yaml'), 'utf8')).toBe(pod(`${canary}.example`));
  const narrow = await fix('--rules', 'host-pid');
  expect(narrow.code).toBe(0);
  expect(readFileSync(join(copy, 'pod.yaml'), 'utf8')).not.toContain('hostPID: true');
  for (const text of [out, err, narrow.out, narrow.err]) expect(leaks(text)).toEqual([]);
  for (const name of readdirSync(copy).filter((one) => one.startsWith('undo.')))
    expect(leaks(readFileSync(join(copy, name), 'latin1'))).toEqual([]);
  rmSync(copy, { recursive: true });
});

import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { delimiter, join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { explain, type WritError } from '../core/errors.ts';
import { connectionFor } from './connection.ts';

let folder: string;

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'writ-kubeconfig-'));
});

afterEach(() => rmSync(folder, { recursive: true }));

function write(name: string, text: string): string {
  const file = join(folder, name);
  writeFileSync(file, text);
  return file;
}

async function connect(files: readonly string[], context: string | null = null, more: object = {}) {
  const settings = { context, as: null, asGroups: [], ...more };
  const environment = { KUBECONFIG: files.join(delimiter), HOME: folder };
  return connectionFor(settings, { environment, account: join(folder, 'account') });
}

async function refusalOf(work: Promise<unknown>): Promise<string> {
  try {
    await work;
  } catch (error) {
    return explain(error as WritError).replaceAll(folder, '');
  }
  throw new Error('it was not refused');
}

const first = `
current-context: one
contexts:
- name: one
  context: {cluster: c, user: u}
clusters:
- name: c
  cluster: {server: "https://one.example/"}
`;
const second = `
current-context: two
contexts:
- name: two
  context: {cluster: c, user: u}
clusters:
- name: c
  cluster: {server: "https://two.example"}
users:
- name: u
  user: {client-certificate: certs/u.crt, token: t}
`;

test('of several files the first word counts, and their entries add up', async () => {
  const files = [write('a', first), join(folder, 'missing'), write('b', second)];
  const connection = await connect(files);
  expect([connection.context, connection.server, connection.identity.certificate.file]).toEqual([
    'one',
    'https://one.example',
    join(folder, 'certs/u.crt'),
  ]);
  expect((await connect(files, 'two')).server).toBe('https://one.example');
});

test("without KUBECONFIG it is the user's own", async () => {
  mkdirSync(join(folder, '.kube'));
  write('.kube/config', `${first}users: [{name: u, user: {}}]`);
  expect((await connect([])).server).toBe('https://one.example');
});

test('a pod finds its own cluster', async () => {
  mkdirSync(join(folder, 'account'));
  write('account/token', 'x');
  write('account/namespace', 'shop');
  const environment = { HOME: folder, KUBERNETES_SERVICE_HOST: 'fd00::1', KUBERNETES_SERVICE_PORT: '6443' };
  const settings = { context: null, as: null, asGroups: [] };
  const connection = await connectionFor(settings, { environment, account: join(folder, 'account') });
  expect([connection.context, connection.server, connection.user]).toEqual([
    'in-cluster',
    'https://[fd00::1]:6443',
    'the service account of namespace shop',
  ]);
});

test.each([
  ['clusters: [', '/k:1:11: the kubeconfig is broken: '],
  ['- a', '/k:1:1: the kubeconfig is not a mapping'],
  ['', '/k:1:1: the kubeconfig is empty'],
  [`${first}users:\n- user: {}`, '/k:10:3: an entry of `users` has no name'],
  [first, '/k:4:3: context `one` names the user `u`, which is not described'],
  [
    `${first.replace('https://', 'http://')}users: [{name: u, user: {}}]`,
    '/k:7:3: the server of cluster `c` is no https URL',
  ],
  [
    `${first.replace('https://', 'https://a:b@')}users: [{name: u, user: {}}]`,
    '/k:7:3: the server of cluster `c` holds credentials',
  ],
  [`${first}users: [{name: u, user: {token: 5}}]`, '/k:9:9: `token` of `u` is not text'],
])('%j is refused at its place', async (text, message) => {
  expect(await refusalOf(connect([write('k', text)]))).toContain(message);
});

test('an unknown context is answered with the one that was meant', async () => {
  expect(await refusalOf(connect([write('a', first), write('b', second)], 'tow'))).toBe(
    'there is no context `tow` in /a, /b\n  Did you mean `two`? Choose among one, two.',
  );
});

test('where nothing is said of any cluster, it says where it looked', async () => {
  expect(await refusalOf(connect([join(folder, 'none')]))).toContain(
    'there is no kubeconfig at /none, and this is no pod of a cluster',
  );
});

test('a group alone is nobody to act as', async () => {
  expect(await refusalOf(connect([write('b', second)], null, { asGroups: ['g'] }))).toContain(
    '--as-group needs to know the user',
  );
});

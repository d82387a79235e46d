import { generateKeyPairSync, randomUUID } from 'node:crypto';
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { createServer, type AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { openApi, type Api } from './api.ts';
import { startChild, type Child } from './child.ts';

/** A control plane that takes requests, with nothing in it yet. */
export interface Cluster {
  readonly api: Api;
  /** The text of a kubeconfig for its administrator. */
  kubeconfig(): string;
  /** The annotations of each request that was written down, in their order. */
  auditAnnotations(): readonly Readonly<Record<string, string>>[];
  /** What a program has said that ended although nobody asked it to, or null. */
  failure(): string | null;
  /** Ends its programs in order, then removes its data. */
  stop(): Promise<void>;
}

/** What is special of an API server. */
export interface ApiServer {
  /** Plugins of admission that it is to do without, by name. */
  readonly withoutPlugins?: readonly string[];
  /** Whether it writes down what it was asked. */
  readonly audited?: boolean;
}

/**
 * Starts etcd, kube-apiserver and kube-controller-manager on loopback, with data in a temporary folder.
 * @param controllers what the controller manager runs besides what policies need
 * @throws {Error} if one of them ends, or the API server is not ready within two minutes.
 */
export async function startCluster(
  program: string,
  controllers: readonly string[] = [],
  { withoutPlugins = [], audited = false }: ApiServer = {},
): Promise<Cluster> {
  const folder = mkdtempSync(join(tmpdir(), 'writ-cluster-'));
  const children: Child[] = [];
  const start = (name: string, args: readonly string[]): void => {
    children.unshift(startChild(name, [program, name, ...args], join(folder, `${name}.log`)));
  };
  const clean = (): void => rmSync(folder, { recursive: true, force: true });
  process.once('exit', clean);
  const stop = async (): Promise<void> => {
    // Last started, first stopped: an API server whose etcd is gone holds on to its port.
    for (const child of children) await child.stop();
    process.off('exit', clean);
    clean();
  };

  try {
    const [port = 0, etcd = 0, peer = 0] = await freePorts(3);
    const token = randomUUID();
    writeCredentials(folder, port, token);
    start('etcd', etcdFlags(folder, etcd, peer));
    start('kube-apiserver', [
      ...apiServerFlags(folder, port, etcd),
      withoutAdmission(withoutPlugins),
      ...(audited ? auditFlags(folder) : []),
    ]);
    const api = await ready(folder, { port, token }, children);
    start('kube-controller-manager', controllerFlags(folder, controllers));
    return {
      api,
      kubeconfig: () => readFileSync(join(folder, 'kubeconfig'), 'utf8'),
      auditAnnotations: () => readAnnotations(auditLog(folder)),
      failure: () => failureOf(children),
      stop: () => {
        api.close();
        return stop();
      },
    };
  } catch (problem) {
    await stop();
    throw problem;
  }
}

/** Ports that were free a moment ago. */
export async function freePorts(count: number): Promise<readonly number[]> {
  const servers = Array.from({ length: count }, () => createServer());
  const ports = await Promise.all(
    servers.map(
      (server) =>
        new Promise<number>((resolve, reject) => {
          server.once('error', reject);
          server.listen(0, '127.0.0.1', () => resolve((server.address() as AddressInfo).port));
        }),
    ),
  );
  await Promise.all(servers.map((server) => new Promise((resolve) => server.close(resolve))));
  return ports;
}

function writeCredentials(folder: string, port: number, token: string): void {
  const { publicKey, privateKey } = generateKeyPairSync('rsa', {
    modulusLength: 2048,
    publicKeyEncoding: { type: 'spki', format: 'pem' },
    privateKeyEncoding: { type: 'pkcs8', format: 'pem' },
  });
  const files = {
    'accounts.key': privateKey,
    'accounts.pub': publicKey,
    'tokens.csv': `${token},admin,admin,"system:masters"\n`,
    kubeconfig: JSON.stringify({
      apiVersion: 'v1',
      kind: 'Config',
      'current-context': 'test',
      contexts: [{ name: 'test', context: { cluster: 'test', user: 'admin' } }],
      clusters: [
        {
          name: 'test',
          cluster: {
            server: `https://127.0.0.1:${port}`,
            'certificate-authority': certificateOf(folder),
          },
        },
      ],
      users: [{ name: 'admin', user: { token } }],
    }),
  };
  for (const [name, text] of Object.entries(files)) writeFileSync(join(folder, name), text, { mode: 0o600 });
}

/** The API server signs its own certificate when it finds none. */
function certificateOf(folder: string): string {
  return join(folder, 'certificates', 'apiserver.crt');
}

function etcdFlags(folder: string, port: number, peer: number): readonly string[] {
  return [
    `--data-dir=${join(folder, 'etcd')}`,
    `--listen-client-urls=http://127.0.0.1:${port}`,
    `--advertise-client-urls=http://127.0.0.1:${port}`,
    `--listen-peer-urls=http://127.0.0.1:${peer}`,
    `--initial-advertise-peer-urls=http://127.0.0.1:${peer}`,
    `--initial-cluster=default=http://127.0.0.1:${peer}`,
    '--unsafe-no-fsync',
  ];
}

function apiServerFlags(folder: string, port: number, etcd: number): readonly string[] {
  return [
    `--etcd-servers=http://127.0.0.1:${etcd}`,
    '--bind-address=127.0.0.1',
    '--advertise-address=127.0.0.1',
    `--secure-port=${port}`,
    `--cert-dir=${join(folder, 'certificates')}`,
    '--service-account-issuer=https://kubernetes.default.svc',
    `--service-account-key-file=${join(folder, 'accounts.pub')}`,
    `--service-account-signing-key-file=${join(folder, 'accounts.key')}`,
    '--service-cluster-ip-range=10.0.0.0/24',
    '--endpoint-reconciler-type=none',
    `--token-auth-file=${join(folder, 'tokens.csv')}`,
    '--authorization-mode=RBAC',
    '--anonymous-auth=false',
    '--allow-privileged=true',
    '--profiling=false',
  ];
}

function auditFlags(folder: string): readonly string[] {
  const policy = join(folder, 'audit.json');
  const rules = [{ level: 'Metadata', omitStages: ['RequestReceived'] }];
  writeFileSync(policy, JSON.stringify({ apiVersion: 'audit.k8s.io/v1', kind: 'Policy', rules }));
  return [`--audit-policy-file=${policy}`, `--audit-log-path=${auditLog(folder)}`];
}

function auditLog(folder: string): string {
  return join(folder, 'audit.log');
}

/** One event a line. */
function readAnnotations(log: string): readonly Readonly<Record<string, string>>[] {
  return readFileSync(log, 'utf8')
    .split('\n')
    .filter((line) => line !== '')
    .map((line) => (JSON.parse(line) as { readonly annotations?: Record<string, string> }).annotations ?? {});
}

/** The plugin of service accounts would wait for some that no controller makes here. */
function withoutAdmission(plugins: readonly string[]): string {
  return `--disable-admission-plugins=${['ServiceAccount', ...plugins].join(',')}`;
}

function controllerFlags(folder: string, controllers: readonly string[]): readonly string[] {
  return [
    `--kubeconfig=${join(folder, 'kubeconfig')}`,
    `--controllers=${['validatingadmissionpolicy-status-controller', ...controllers].join(',')}`,
    '--leader-elect=false',
    '--secure-port=0',
  ];
}

async function ready(
  folder: string,
  door: { readonly port: number; readonly token: string },
  children: readonly Child[],
): Promise<Api> {
  const until = performance.now() + 120_000;
  while (performance.now() < until) {
    const failure = failureOf(children);
    if (failure !== null) throw new Error(failure);
    const api = await openWhenReady(folder, door);
    if (api !== null) return api;
    await sleep(100);
  }
  throw new Error('the API server is not ready after two minutes');
}

function failureOf(children: readonly Child[]): string | null {
  return children.map((child) => child.failure()).find((failure) => failure !== null) ?? null;
}

async function openWhenReady(
  folder: string,
  door: { readonly port: number; readonly token: string },
): Promise<Api | null> {
  const file = certificateOf(folder);
  if (!existsSync(file)) return null;
  const api = openApi({ ...door, certificate: readFileSync(file) });
  try {
    const { status } = await api.call('GET', '/readyz');
    if (status === 200) return api;
  } catch {
    // Not listening yet, or the certificate is half written.
  }
  api.close();
  return null;
}

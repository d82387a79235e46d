import { createPrivateKey, randomUUID, sign } from 'node:crypto';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { globSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { isJsonObject, type JsonObject } from '../../src/core/json.ts';
import { read } from '../../src/yaml/read.ts';
import { openApi, type Api } from './api.ts';
import type { Cluster } from './start.ts';

/** A user of a kubeconfig, or another server. */
export interface Access {
  readonly token?: string;
  readonly server?: string;
  readonly authority?: string;
}

/** A cluster with something in it, and kubeconfigs for it. */
export interface LiveWorld extends Disposable {
  readonly api: Api;
  /** The administrator's. */
  readonly kubeconfig: string;
  readonly folder: string;
  /** The server's address. */
  readonly server: string;
  readonly kubeconfigFor: (name: string, access: Access) => string;
  /** A token of a service account, which is made if it is not there. */
  readonly account: (name: string) => Promise<string>;
  /** A token that the API server would take, had it not expired. */
  readonly expired: (name: string) => Promise<string>;
  /** Grants a ClusterRole to a service account, and waits until that counts. */
  readonly grant: (name: string, role: JsonObject) => Promise<void>;
  readonly create: (object: JsonObject) => Promise<void>;
}

interface Kubeconfig {
  readonly clusters: readonly [{ readonly cluster: Readonly<Record<string, string>> }];
  readonly users: readonly [{ readonly user: { readonly token: string } }];
}

const home = 'writ-system';

/** Opens a world on a running cluster. */
export async function openLiveWorld(cluster: Cluster): Promise<LiveWorld> {
  const folder = mkdtempSync(join(tmpdir(), 'writ-live-'));
  const given = JSON.parse(cluster.kubeconfig()) as Kubeconfig;
  const { server = '', 'certificate-authority': authority = '' } = given.clusters[0].cluster;
  const admin = given.users[0].user.token;
  const door = { port: Number(new URL(server).port), token: admin, certificate: readFileSync(authority) };
  const api = openApi({ ...door, sockets: 32 });
  const key = createPrivateKey(readFileSync(join(dirname(dirname(authority)), 'accounts.key')));

  function kubeconfigFor(name: string, access: Access): string {
    const file = join(folder, `${name}.kubeconfig`);
    writeFileSync(
      file,
      JSON.stringify({
        'current-context': name,
        contexts: [
          { name, context: { cluster: 'c', user: name } },
          { name: 'staging', context: { cluster: 'c', user: 'admin' } },
        ],
        clusters: [
          {
            name: 'c',
            cluster: {
              server: access.server ?? server,
              'certificate-authority': access.authority ?? authority,
            },
          },
        ],
        users: [
          { name, user: { token: access.token ?? admin } },
          { name: 'admin', user: { token: admin } },
        ],
      }),
      { mode: 0o600 },
    );
    return file;
  }

  async function create(object: JsonObject): Promise<void> {
    const { status, body } = await api.call('POST', collectionOf(object), object);
    if (status >= 300 && status !== 409)
      throw new Error(`${JSON.stringify(object)}: ${JSON.stringify(body)}`);
  }

  async function account(name: string): Promise<string> {
    await create({ apiVersion: 'v1', kind: 'ServiceAccount', metadata: { name, namespace: home } });
    const path = `/api/v1/namespaces/${home}/serviceaccounts/${name}/token`;
    const { body } = await api.call('POST', path, {
      apiVersion: 'authentication.k8s.io/v1',
      kind: 'TokenRequest',
      spec: { expirationSeconds: 3600 },
    });
    return (body['status'] as { readonly token: string }).token;
  }

  await create({ apiVersion: 'v1', kind: 'Namespace', metadata: { name: home } });
  return {
    api,
    folder,
    server,
    kubeconfig: kubeconfigFor('test', {}),
    kubeconfigFor,
    account,
    async expired(name) {
      const [, payload = ''] = (await account(name)).split('.');
      const claims = JSON.parse(Buffer.from(payload, 'base64url').toString()) as Record<string, unknown>;
      const then = Math.floor(Date.now() / 1000) - 7200;
      return signed(key, { ...claims, iat: then, nbf: then, exp: then + 3600, jti: randomUUID() });
    },
    async grant(name, role) {
      const named = { ...role, metadata: { name: `${name}-role` } };
      await put(api, '/apis/rbac.authorization.k8s.io/v1/clusterroles', named);
      await put(api, '/apis/rbac.authorization.k8s.io/v1/clusterrolebindings', {
        apiVersion: 'rbac.authorization.k8s.io/v1',
        kind: 'ClusterRoleBinding',
        metadata: { name: `${name}-role` },
        roleRef: { apiGroup: 'rbac.authorization.k8s.io', kind: 'ClusterRole', name: `${name}-role` },
        subjects: [{ kind: 'ServiceAccount', name, namespace: home }],
      });
      // The authorizer learns of it by a watch.
      await sleep(300);
    },
    create,
    [Symbol.dispose]() {
      api.close();
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

/** The objects of manifests. */
export async function* objectsIn(pattern: string): AsyncIterable<JsonObject> {
  for (const file of globSync(pattern).toSorted())
    for await (const one of read(readFileSync(file, 'utf8')))
      if ('document' in one && isJsonObject(one.document.value)) yield one.document.value;
}

async function put(api: Api, path: string, object: JsonObject): Promise<void> {
  const { name } = object['metadata'] as { readonly name: string };
  const made = await api.call('POST', path, object);
  const { status, body } = made.status === 409 ? await api.call('PUT', `${path}/${name}`, object) : made;
  if (status >= 300) throw new Error(JSON.stringify(body));
}

const clusterScoped = new Set([
  'Namespace',
  'ClusterRole',
  'ClusterRoleBinding',
  'ValidatingAdmissionPolicy',
  'ValidatingAdmissionPolicyBinding',
]);

function collectionOf(object: JsonObject): string {
  const { apiVersion, kind, metadata } = object as {
    readonly apiVersion: string;
    readonly kind: string;
    readonly metadata: { readonly namespace?: string };
  };
  const root = apiVersion.includes('/') ? `/apis/${apiVersion}` : `/api/${apiVersion}`;
  const within = clusterScoped.has(kind) ? '' : `/namespaces/${metadata.namespace ?? 'default'}`;
  const lower = kind.toLowerCase();
  const plural = /(?:s|x|ch)$/.test(lower) ? `${lower}es` : lower.replace(/y$/, 'ie').concat('s');
  return `${root}${within}/${plural}`;
}

function signed(key: ReturnType<typeof createPrivateKey>, claims: object): string {
  const part = (value: object): string => Buffer.from(JSON.stringify(value)).toString('base64url');
  const head = `${part({ alg: 'RS256' })}.${part(claims)}`;
  return `${head}.${sign('sha256', Buffer.from(head), key).toString('base64url')}`;
}

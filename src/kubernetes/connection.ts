import { existsSync, readFileSync } from 'node:fs';
import { homedir } from 'node:os';
import { delimiter, join } from 'node:path';
import { WritError } from '../core/errors.ts';
import { isJsonObject, own, type JsonObject, type JsonValue } from '../core/json.ts';
import { nearest } from '../core/nearest.ts';
import type { ClusterSettings } from '../operations/cluster-port.ts';
import { isLoopback } from './loopback.ts';
import { broken, fileIn, readKubeconfig, textIn, type Entry, type Kubeconfig } from './kubeconfig.ts';

/** How one context reaches its server, and as whom. */
export interface Connection {
  readonly context: string;
  /** What the kubeconfig calls the user. */
  readonly user: string;
  /** Without credentials, and without a slash at its end. */
  readonly server: string;
  readonly tls: {
    /** Base64 of PEM, or a file. */
    readonly authority: { readonly data: string | null; readonly file: string | null };
    readonly insecure: boolean;
    readonly serverName: string | null;
  };
  readonly proxy: string | null;
  readonly identity: Identity;
  readonly impersonated: Impersonated | null;
}

/** What a user proves itself with, as the kubeconfig states it. */
export interface Identity {
  readonly certificate: { readonly data: string | null; readonly file: string | null };
  readonly key: { readonly data: string | null; readonly file: string | null };
  readonly token: string | null;
  readonly tokenFile: string | null;
  readonly username: string | null;
  readonly password: string | null;
  readonly exec: { readonly fields: JsonObject; readonly file: string } | null;
  readonly authProvider: JsonObject | null;
}

/** Whose rights count instead. */
export interface Impersonated {
  readonly user: string;
  readonly groups: readonly string[];
  readonly uid: string | null;
  readonly extra: Readonly<Record<string, readonly string[]>>;
}

/** Where a process finds out about clusters. */
export interface Surroundings {
  readonly environment: Readonly<Record<string, string | undefined>>;
  /** Where a pod finds its service account. */
  readonly account: string;
}

/** What a context is called that nobody wrote: the cluster we run in. */
export const inCluster = 'in-cluster';

/**
 * What is said of the cluster that is meant.
 * @throws {WritError} `CONFIG_INVALID` for a broken kubeconfig, `USAGE` for an unknown context, `CLUSTER_CREDENTIALS`
 * where nothing is said of any cluster
 */
export async function connectionFor(
  settings: ClusterSettings,
  { environment, account }: Surroundings,
): Promise<Connection> {
  const files = kubeconfigFiles(environment);
  const kubeconfig = await readKubeconfig(files);
  const connection =
    connectionHere(settings, kubeconfig, () => connectionWithin(environment, account)) ??
    (kubeconfig === null ? null : connectionIn(kubeconfig, settings.context ?? kubeconfig.current));
  if (connection === null) throw nowhere(files, settings.context);
  return { ...connection, impersonated: impersonatedBy(settings) ?? connection.impersonated };
}

/** The cluster we run in, where that is asked for, or no kubeconfig chooses another. */
function connectionHere(
  { context }: ClusterSettings,
  kubeconfig: Kubeconfig | null,
  within: () => Connection | null,
): Connection | null {
  const isAsked =
    context === null
      ? (kubeconfig?.current ?? null) === null
      : context === inCluster && kubeconfig?.contexts.has(inCluster) !== true;
  return isAsked ? within() : null;
}

/** The kubeconfig files that count here. */
function kubeconfigFiles(environment: Surroundings['environment']): readonly string[] {
  const stated = (environment['KUBECONFIG'] ?? '').split(delimiter).filter((file) => file !== '');
  if (stated.length > 0) return stated;
  const home = environment['HOME'];
  return [join(home === undefined || home === '' ? homedir() : home, '.kube', 'config')];
}

function connectionWithin(environment: Surroundings['environment'], account: string): Connection | null {
  const host = environment['KUBERNETES_SERVICE_HOST'] ?? '';
  const port = environment['KUBERNETES_SERVICE_PORT'] ?? '443';
  const tokenFile = join(account, 'token');
  if (host === '' || !existsSync(tokenFile)) return null;
  const nothing = { data: null, file: null };
  return {
    context: inCluster,
    user: serviceAccount(account),
    server: `https://${host.includes(':') ? `[${host}]` : host}:${port}`,
    tls: { authority: { data: null, file: join(account, 'ca.crt') }, insecure: false, serverName: null },
    proxy: null,
    identity: { ...nobody, certificate: nothing, key: nothing, tokenFile },
    impersonated: null,
  };
}

function serviceAccount(account: string): string {
  const file = join(account, 'namespace');
  const namespace = existsSync(file) ? readFileSync(file, 'utf8').trim() : '';
  return namespace === '' ? 'the service account' : `the service account of namespace ${namespace}`;
}

const nobody: Identity = {
  certificate: { data: null, file: null },
  key: { data: null, file: null },
  token: null,
  tokenFile: null,
  username: null,
  password: null,
  exec: null,
  authProvider: null,
};

function chosen({ contexts, files }: Kubeconfig, name: string | null): Entry {
  const names = [...contexts.keys()];
  const where = files.join(', ');
  const listed = names.length === 0 ? 'It has none.' : `Choose among ${names.join(', ')}.`;
  if (name === null) {
    const hint = `Name one with --context. ${listed}`;
    throw new WritError('USAGE', `no context is chosen in ${where}`, { hint });
  }
  const context = contexts.get(name);
  if (context !== undefined) return context;
  const near = nearest(name, names);
  const meant = near === null ? '' : `Did you mean \`${near}\`? `;
  throw new WritError('USAGE', `there is no context \`${name}\` in ${where}`, { hint: `${meant}${listed}` });
}

function connectionIn(kubeconfig: Kubeconfig, name: string | null): Connection {
  const context = chosen(kubeconfig, name);
  const cluster = named(context, 'cluster', kubeconfig.clusters);
  const userName = textIn(context, 'user');
  const user = userName === null ? null : named(context, 'user', kubeconfig.users);
  return {
    context: context.name,
    user: userName ?? 'nobody',
    server: serverOf(cluster),
    tls: {
      authority: {
        data: textIn(cluster, 'certificate-authority-data'),
        file: fileIn(cluster, 'certificate-authority'),
      },
      insecure: own(cluster.fields, 'insecure-skip-tls-verify') === true,
      serverName: textIn(cluster, 'tls-server-name'),
    },
    proxy: textIn(cluster, 'proxy-url'),
    identity: user === null ? nobody : identityOf(user),
    impersonated: user === null ? null : impersonatedIn(user),
  };
}

function named(context: Entry, key: 'cluster' | 'user', entries: ReadonlyMap<string, Entry>): Entry {
  const name = textIn(context, key);
  if (name === null) throw broken(context, `context \`${context.name}\` names no ${key}`);
  const entry = entries.get(name);
  if (entry !== undefined) return entry;
  throw broken(context, `context \`${context.name}\` names the ${key} \`${name}\`, which is not described`);
}

function serverOf(cluster: Entry): string {
  const server = textIn(cluster, 'server');
  if (server === null) throw broken(cluster, `cluster \`${cluster.name}\` has no server`);
  const url = URL.parse(server);
  // What proves who one is must not leave this machine in the clear.
  if (url === null || (url.protocol !== 'https:' && !(url.protocol === 'http:' && isLoopback(server))))
    throw broken(cluster, `the server of cluster \`${cluster.name}\` is no https URL`);
  if (url.username !== '' || url.password !== '')
    throw broken(cluster, `the server of cluster \`${cluster.name}\` holds credentials`);
  return `${url.origin}${url.pathname.replace(/\/+$/, '')}`;
}

function identityOf(user: Entry): Identity {
  const exec = own(user.fields, 'exec');
  const authProvider = own(user.fields, 'auth-provider');
  return {
    certificate: {
      data: textIn(user, 'client-certificate-data'),
      file: fileIn(user, 'client-certificate'),
    },
    key: { data: textIn(user, 'client-key-data'), file: fileIn(user, 'client-key') },
    token: textIn(user, 'token'),
    tokenFile: fileIn(user, 'tokenFile'),
    username: textIn(user, 'username'),
    password: textIn(user, 'password'),
    exec: isJsonObject(exec) ? { fields: exec, file: user.file } : null,
    authProvider: isJsonObject(authProvider) ? authProvider : null,
  };
}

function impersonatedIn(user: Entry): Impersonated | null {
  const as = textIn(user, 'as');
  if (as === null) return null;
  const extra = own(user.fields, 'as-user-extra');
  return {
    user: as,
    groups: textsIn(own(user.fields, 'as-groups')),
    uid: textIn(user, 'as-uid'),
    extra: isJsonObject(extra)
      ? Object.fromEntries(Object.entries(extra).map(([key, values]) => [key, textsIn(values)]))
      : {},
  };
}

function textsIn(value: JsonValue | undefined): readonly string[] {
  return Array.isArray(value) ? value.filter((item) => typeof item === 'string') : [];
}

/** @throws {WritError} `USAGE`: a group alone is nobody. */
function impersonatedBy({ as, asGroups }: ClusterSettings): Impersonated | null {
  if (as !== null) return { user: as, groups: asGroups, uid: null, extra: {} };
  if (asGroups.length === 0) return null;
  throw new WritError('USAGE', '--as-group needs to know the user', { hint: 'Add --as USER.' });
}

function nowhere(files: readonly string[], context: string | null): WritError {
  const asked = context === null ? '' : `context \`${context}\` is nowhere: `;
  return new WritError(
    'CLUSTER_CREDENTIALS',
    `${asked}there is no kubeconfig at ${files.join(', ')}, and this is no pod of a cluster`,
    { hint: 'Set KUBECONFIG to the file that describes the cluster.' },
  );
}

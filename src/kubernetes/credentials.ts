import { Agent as PlainAgent } from 'node:http';
import { Agent, type AgentOptions, type RequestOptions } from 'node:https';
import { WritError } from '../core/errors.ts';
import type { Connection } from './connection.ts';
import { runExec, type ExecCredential } from './exec-credential.ts';
import { isLoopback } from './loopback.ts';

/** What goes with each request. */
export interface Proof {
  readonly headers: Readonly<Record<string, string | readonly string[]>>;
  readonly agent: Agent | PlainAgent;
}

/** Proves to a server who one is; what expires is renewed. */
export interface Credentials {
  /** @throws {WritError} `CLUSTER_CREDENTIALS` */
  proof(): Promise<Proof>;
  /** Forgets what the server no longer takes, so that the next proof is a new one. */
  renew(): void;
  close(): void;
}

type Options = RequestOptions & AgentOptions;

/** What is used of the client: its own types are those of every kind, which take the compiler longer than all else. */
interface KubeConfig {
  loadFromOptions(options: Readonly<Record<string, unknown>>): void;
  applyToHTTPSOptions(options: RequestOptions): Promise<void>;
}

// In a variable, so that the compiler does not follow it.
const official: string = '@kubernetes/client-node';

/** Credentials run out a little early: clocks differ, in milliseconds. */
const leeway = 30_000;
const connections = 8;

/** Credentials of a connection, by the official client. */
export async function openCredentials(
  connection: Connection,
  environment: Readonly<Record<string, string | undefined>>,
): Promise<Credentials> {
  const client = (await import(official)) as { readonly KubeConfig: new () => KubeConfig };
  let config: KubeConfig | null = null;
  let executed: ExecCredential | null = null;
  const agents = agentsFor(connection, environment);

  async function configured(): Promise<KubeConfig> {
    if (connection.identity.exec !== null && isOver(executed)) {
      executed = await runExec(connection, environment);
      config = null;
    }
    config ??= configFor(new client.KubeConfig(), connection, executed);
    return config;
  }

  return {
    async proof() {
      const options: Options = {};
      try {
        await (await configured()).applyToHTTPSOptions(options);
      } catch (cause) {
        throw cause instanceof WritError ? cause : unusable(connection, cause);
      }
      return { headers: headersOf(connection, options), agent: agents.agent(options) };
    },
    renew() {
      config = null;
      executed = null;
    },
    close: () => agents.close(),
  };
}

function isOver(credential: ExecCredential | null): boolean {
  return credential === null || (credential.until !== null && credential.until - leeway < Date.now());
}

/** The kubeconfig of one context, as the client wants it. */
function configFor(
  config: KubeConfig,
  { server, tls, proxy, identity }: Connection,
  executed: ExecCredential | null,
): KubeConfig {
  const { certificate, key, tokenFile, authProvider } = identity;
  const provider = tokenFile === null ? authProvider : { name: 'tokenFile', config: { tokenFile } };
  config.loadFromOptions({
    clusters: [
      {
        name: 'cluster',
        server,
        // The client would refuse plain HTTP otherwise; where it may go is decided below.
        skipTLSVerify: tls.insecure || server.startsWith('http:'),
        ...stated({ caData: tls.authority.data, caFile: tls.authority.file }),
        ...stated({ tlsServerName: tls.serverName, proxyUrl: proxy }),
      },
    ],
    users: [
      {
        name: 'user',
        ...stated({
          certData: base64(executed?.certificate) ?? certificate.data,
          certFile: certificate.file,
        }),
        ...stated({ keyData: base64(executed?.key) ?? key.data, keyFile: key.file }),
        ...stated({ token: executed?.token ?? (tokenFile === null ? identity.token : null) }),
        ...stated({ username: identity.username, password: identity.password, authProvider: provider }),
      },
    ],
    contexts: [{ name: 'context', cluster: 'cluster', user: 'user' }],
    currentContext: 'context',
  });
  return config;
}

function base64(text: string | null | undefined): string | null {
  return text === null || text === undefined ? null : Buffer.from(text).toString('base64');
}

function stated<T extends object>(values: T): { [K in keyof T]: NonNullable<T[K]> } {
  return Object.fromEntries(Object.entries(values).filter(([, value]) => value !== null)) as never;
}

function headersOf({ impersonated }: Connection, { headers = {}, auth }: Options): Proof['headers'] {
  const given = headers as Readonly<Record<string, string>>;
  const basic =
    typeof auth === 'string' ? { Authorization: `Basic ${Buffer.from(auth).toString('base64')}` } : {};
  if (impersonated === null) return { ...given, ...basic };
  const { user, groups, uid, extra } = impersonated;
  return {
    ...given,
    ...basic,
    'Impersonate-User': user,
    ...(groups.length === 0 ? {} : { 'Impersonate-Group': groups }),
    ...(uid === null ? {} : { 'Impersonate-Uid': uid }),
    ...Object.fromEntries(
      Object.entries(extra).map(([key, values]) => [`Impersonate-Extra-${encodeURIComponent(key)}`, values]),
    ),
  };
}

interface Agents {
  agent(options: Options): Agent | PlainAgent;
  close(): void;
}

/** One agent, so that connections are kept; a new one when the certificate is another. */
function agentsFor(
  connection: Connection,
  environment: Readonly<Record<string, string | undefined>>,
): Agents {
  let made: { readonly agent: Agent | PlainAgent; readonly by: string } | null = null;
  return {
    agent(options) {
      const by = [options.cert, options.key].map(pemOf).join('\n');
      if (made?.by !== by) {
        made?.agent.destroy();
        made = { agent: agentFor(connection, options, environment), by };
      }
      return made.agent;
    },
    close: () => made?.agent.destroy(),
  };
}

function pemOf(value: unknown): string {
  return Buffer.isBuffer(value) || typeof value === 'string' ? value.toString() : '';
}

function agentFor(
  { server, proxy }: Connection,
  options: Options,
  environment: Readonly<Record<string, string | undefined>>,
): Agent | PlainAgent {
  if (proxy !== null && options.agent instanceof PlainAgent) return options.agent;
  const kept = { keepAlive: true, maxSockets: connections, ...throughProxy(server, environment) };
  if (server.startsWith('http:')) return new PlainAgent(kept);
  const { ca, cert, key, rejectUnauthorized, servername } = options;
  const tls = { ca, cert, key, rejectUnauthorized, servername };
  const known = Object.fromEntries(Object.entries(tls).filter(([, value]) => value !== undefined));
  return new Agent({ ...kept, ...known });
}

/** HTTPS_PROXY and NO_PROXY count as everywhere; of loopback no proxy knows anything. */
function throughProxy(
  server: string,
  environment: Readonly<Record<string, string | undefined>>,
): AgentOptions {
  return isLoopback(server) ? {} : { proxyEnv: environment };
}

function unusable({ user, context }: Connection, cause: unknown): WritError {
  const { code, path, message } = cause as NodeJS.ErrnoException;
  const why =
    code !== undefined && path !== undefined
      ? `name the file ${path}, which cannot be read (${code})`
      : `cannot be used: ${message.replaceAll(/[\w+/=.-]{32,}/g, '•••').slice(0, 300)}`;
  return new WritError(
    'CLUSTER_CREDENTIALS',
    `the credentials of user \`${user}\` of context \`${context}\` ${why}`,
    {
      hint: 'Sign in again, or look at `users` and `clusters` in the kubeconfig.',
      cause,
    },
  );
}

import { Agent as PlainAgent } from 'node:http';
import { Agent, type AgentOptions, type RequestOptions } from 'node:https';
import { WritError } from '../core/errors.ts';
import type { Connection } from './connection.ts';
import { runExec, type ExecCredential } from './exec-credential.ts';
import { isLoopback } from './loopback.ts';
import { plainOptions } from './plain-options.ts';

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

/** Credentials run out a little early: clocks differ, in milliseconds. */
const leeway = 30_000;
/** Each kind that is watched takes one. */
const connections = 256;

/** Credentials of a connection. */
export function openCredentials(
  connection: Connection,
  environment: Readonly<Record<string, string | undefined>>,
): Credentials {
  let options: (() => Promise<Options>) | null = null;
  let executed: ExecCredential | null = null;
  const agents = agentsFor(connection, environment);

  async function current(): Promise<Options> {
    if (connection.identity.exec !== null && isOver(executed)) {
      executed = await runExec(connection, environment);
      options = null;
    }
    options ??= await optionsFor(connection, executed);
    return options();
  }

  return {
    async proof() {
      try {
        const stated = await current();
        return { headers: headersOf(connection, stated), agent: agents.agent(stated) };
      } catch (cause) {
        throw cause instanceof WritError ? cause : unusable(connection, cause);
      }
    },
    renew() {
      options = null;
      executed = null;
    },
    close: () => agents.close(),
  };
}

async function optionsFor(
  connection: Connection,
  executed: ExecCredential | null,
): Promise<() => Promise<Options>> {
  const isPlain = connection.identity.authProvider === null && connection.proxy === null;
  if (isPlain) return plainOptions(connection, executed);
  const { officialOptions } = await import('./official-client.ts');
  return officialOptions(connection, executed);
}

function isOver(credential: ExecCredential | null): boolean {
  return credential === null || (credential.until !== null && credential.until - leeway < Date.now());
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

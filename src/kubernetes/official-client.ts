import type { AgentOptions, RequestOptions } from 'node:https';
import type { Connection } from './connection.ts';
import type { ExecCredential } from './exec-credential.ts';

/** What is used of the client: its own types are those of every kind, which take the compiler longer than all else. */
interface KubeConfig {
  loadFromOptions(options: Readonly<Record<string, unknown>>): void;
  applyToHTTPSOptions(options: RequestOptions): Promise<void>;
}

// In a variable, so that the compiler does not follow it.
const official: string = '@kubernetes/client-node';

/**
 * What the official client proves who one is with, for what only it knows: providers such as OIDC, and proxies. It takes
 * half a second and 80 MB to load.
 */
export async function officialOptions(
  connection: Connection,
  executed: ExecCredential | null,
): Promise<() => Promise<RequestOptions & AgentOptions>> {
  const { KubeConfig } = (await import(official)) as { readonly KubeConfig: new () => KubeConfig };
  const config = configFor(new KubeConfig(), connection, executed);
  return async () => {
    const options: RequestOptions & AgentOptions = {};
    await config.applyToHTTPSOptions(options);
    return options;
  };
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

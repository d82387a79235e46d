import { readFileSync } from 'node:fs';
import type { AgentOptions, RequestOptions } from 'node:https';
import type { Connection } from './connection.ts';
import type { ExecCredential } from './exec-credential.ts';

/** How long a token that stands in a file is not read again, in milliseconds: the one of a pod is renewed each hour. */
const freshness = 60_000;

/** What a kubeconfig states in so many words: certificates, tokens, passwords, and what a program gave. */
export function plainOptions(
  { tls, identity }: Connection,
  executed: ExecCredential | null,
): () => Promise<RequestOptions & AgentOptions> {
  const { certificate, key, username, password } = identity;
  const token = tokenOf(identity, executed);
  const stated = {
    ca: contentOf(tls.authority),
    cert: executed?.certificate ?? contentOf(certificate),
    key: executed?.key ?? contentOf(key),
    servername: tls.serverName,
    // Only where the kubeconfig says so in so many words.
    rejectUnauthorized: tls.insecure ? false : null,
    auth: username === null ? null : `${username}:${password ?? ''}`,
  };
  const known = Object.fromEntries(Object.entries(stated).filter(([, value]) => value !== null));
  return () => {
    const bearer = token();
    const headers = bearer === null ? {} : { Authorization: `Bearer ${bearer}` };
    return Promise.resolve({ ...known, headers });
  };
}

function tokenOf(
  { token, tokenFile }: Connection['identity'],
  executed: ExecCredential | null,
): () => string | null {
  if (executed !== null) return () => executed.token;
  if (tokenFile === null) return () => token;
  let text = '';
  let until = 0;
  return () => {
    if (performance.now() < until) return text;
    text = readFileSync(tokenFile, 'utf8').trim();
    until = performance.now() + freshness;
    return text;
  };
}

/** Data counts before a file, as everywhere. */
function contentOf({
  data,
  file,
}: {
  readonly data: string | null;
  readonly file: string | null;
}): Buffer | null {
  if (data !== null) return Buffer.from(data, 'base64');
  return file === null ? null : readFileSync(file);
}

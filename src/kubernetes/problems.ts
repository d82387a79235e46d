import { X509Certificate } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { WritError } from '../core/errors.ts';
import { at, own, type JsonObject } from '../core/json.ts';
import type { Connection } from './connection.ts';

/** What a request is about, in words of RBAC. */
export interface Doing {
  readonly verb: string;
  readonly group: string;
  readonly resource: string;
  readonly namespace: string | null;
  readonly name: string | null;
}

const tls: Readonly<Record<string, string>> = {
  CERT_HAS_EXPIRED: 'its certificate has expired',
  CERT_NOT_YET_VALID: 'its certificate is not valid yet',
  CERT_REVOKED: 'its certificate is revoked',
  DEPTH_ZERO_SELF_SIGNED_CERT: 'nobody here trusts who signed its certificate',
  SELF_SIGNED_CERT_IN_CHAIN: 'nobody here trusts who signed its certificate',
  UNABLE_TO_GET_ISSUER_CERT: 'nobody here trusts who signed its certificate',
  UNABLE_TO_GET_ISSUER_CERT_LOCALLY: 'nobody here trusts who signed its certificate',
  UNABLE_TO_VERIFY_LEAF_SIGNATURE: 'nobody here trusts who signed its certificate',
  CERT_SIGNATURE_FAILURE: 'nobody here trusts who signed its certificate',
  ERR_TLS_CERT_ALTNAME_INVALID: 'its certificate is for another name',
  HOSTNAME_MISMATCH: 'its certificate is for another name',
  EPROTO: 'it speaks no TLS',
};

const network: Readonly<Record<string, string>> = {
  ENOTFOUND: 'its name is not known (DNS)',
  EAI_AGAIN: 'no name server answers (DNS)',
  ECONNREFUSED: 'nothing listens there',
  ECONNRESET: 'it ended the connection',
  EPIPE: 'it ended the connection',
  EHOSTUNREACH: 'there is no way to it',
  ENETUNREACH: 'there is no way to it',
  ETIMEDOUT: 'it does not answer',
  ERR_PROXY_TUNNEL: 'the proxy gives no way to it',
};

/** Who was asked, how long in milliseconds, and whether that was over. */
export interface Asking {
  readonly connection: Connection;
  readonly time: number;
  readonly isLate: boolean;
}

/** Why no answer came. */
export function unreachable(cause: NodeJS.ErrnoException, asking: Asking): WritError {
  const { connection } = asking;
  if (/^ERR_SSL_.*ALERT/.test(cause.code ?? '')) return badCertificate(connection, cause);
  const { why, hint } = reasonOf(cause, asking);
  const { server, context } = connection;
  const message = `the API server ${server} of context \`${context}\` cannot be reached: ${why}`;
  return new WritError('CLUSTER_UNREACHABLE', message, { hint, cause });
}

function reasonOf(
  { code = '', name }: NodeJS.ErrnoException,
  { time, isLate }: Asking,
): { readonly why: string; readonly hint: string } {
  if (isLate) return { why: `it does not answer within ${time / 1000} s`, hint: lookAround };
  if (/^ERR_OSSL|^ERR_CRYPTO/.test(code)) {
    const why = `the certificates that the kubeconfig has for it cannot be read (${code})`;
    return { why, hint: lookAtData };
  }
  if (Object.hasOwn(tls, code) || /^ERR_(?:SSL|TLS)/.test(code))
    return { why: `${tls[code] ?? 'TLS fails'} (${code})`, hint: lookAtTrust };
  if (name === 'AbortError') return { why: 'the connection was closed here', hint: lookAround };
  const known = network[code] ?? 'the connection fails';
  return { why: code === '' ? known : `${known} (${code})`, hint: lookAround };
}

const lookAround =
  'Look whether it runs, whether a VPN or proxy is needed, and at `server` in the kubeconfig.';
const lookAtData = 'Look at `certificate-authority-data`, `client-certificate-data` and `client-key-data`.';
const lookAtTrust =
  'The kubeconfig says whom to trust: `certificate-authority` and `tls-server-name` of the cluster.';

/** What an answer that is no success means. */
export function refusal(
  { status, body }: { readonly status: number; readonly body: JsonObject },
  doing: Doing,
  connection: Connection,
): WritError {
  const said = wordsOf(body);
  if (status === 401) return badCredentials(connection);
  if (status === 403)
    return isRefusedByRights(said) ? forbidden(said, doing, connection) : refused(status, said, doing);
  if (status === 409) return conflict(doing, said);
  if (status === 429 || status >= 500) {
    return new WritError(
      'CLUSTER_UNREACHABLE',
      `the API server ${connection.server} of context \`${connection.context}\` cannot answer now (${status}): ${said}`,
      { hint: 'Try again later.' },
    );
  }
  return refused(status, said, doing);
}

/** That an object is not the one that was read. */
export function conflict(doing: Doing, said: string): WritError {
  return new WritError('CLUSTER_CONFLICT', `${target(doing)} changed since it was read: ${said}`, {
    hint: 'Nothing was changed. Read it again, and plan again.',
  });
}

function refused(status: number, said: string, doing: Doing): WritError {
  return new WritError(
    'CLUSTER_REFUSED',
    `the API server does not ${doing.verb} ${target(doing)} (${status}): ${said}`,
  );
}

/** Rights refuse with a sentence of their own; what admission refuses is not about rights. */
function isRefusedByRights(said: string): boolean {
  return /\bcannot [\w*:-]+ (?:resource|path)\b|is forbidden: User /.test(said);
}

function forbidden(said: string, doing: Doing, connection: Connection): WritError {
  const user = /User "([^"]*)"/.exec(said)?.[1];
  const who = `user \`${user ?? connection.user}\``;
  const { impersonated } = connection;
  if (impersonated !== null && /cannot impersonate/.test(said)) {
    return new WritError('CLUSTER_FORBIDDEN', `${who} may not act as \`${impersonated.user}\``, {
      hint: 'Leave out --as, or ask an administrator for the verb impersonate on users and groups.',
    });
  }
  return new WritError('CLUSTER_FORBIDDEN', `${who} may not ${doing.verb} ${target(doing)}`, {
    hint: `Ask an administrator for this right: \`writ rules --cluster-role${doing.verb === 'patch' ? ' --fixing' : ''}\` prints the role that Writ needs.`,
  });
}

function badCredentials({ user, context, server, identity }: Connection): WritError {
  const why = expiry(identity) ?? 'they are wrong or have expired';
  return new WritError(
    'CLUSTER_CREDENTIALS',
    `the API server ${server} does not take the credentials of user \`${user}\` of context \`${context}\`: ${why}`,
    { hint: 'Sign in again, or ask an administrator for new ones.' },
  );
}

function badCertificate({ user, context, server, identity }: Connection, cause: Error): WritError {
  const why = expiry(identity) ?? 'it is wrong or has expired';
  return new WritError(
    'CLUSTER_CREDENTIALS',
    `the API server ${server} does not take the certificate of user \`${user}\` of context \`${context}\`: ${why}`,
    { hint: 'Ask an administrator for a new one.', cause },
  );
}

/** When what one proves oneself with has expired, as far as it says so itself. */
function expiry({ token, tokenFile, certificate }: Connection['identity']): string | null {
  const until = tokenEnd(tokenFile === null ? token : contentOf(tokenFile)) ?? certificateEnd(certificate);
  return until === null || until > Date.now() ? null : `they expired at ${new Date(until).toISOString()}`;
}

function tokenEnd(token: string | null): number | null {
  try {
    const payload = Buffer.from(token?.split('.')[1] ?? '', 'base64url').toString('utf8');
    const { exp } = JSON.parse(payload) as { readonly exp?: unknown };
    return typeof exp === 'number' ? exp * 1000 : null;
  } catch {
    return null;
  }
}

function certificateEnd({ data, file }: Connection['identity']['certificate']): number | null {
  const pem = data === null ? contentOf(file) : Buffer.from(data, 'base64');
  try {
    return pem === null ? null : new X509Certificate(pem).validToDate.getTime();
  } catch {
    return null;
  }
}

function contentOf(file: string | null): string | null {
  try {
    return file === null ? null : readFileSync(file, 'utf8');
  } catch {
    return null;
  }
}

/** What is asked for, as people say it. */
function target({ group, resource, namespace, name }: Doing): string {
  const kind = group === '' ? resource : `${resource}.${group}`;
  const where = namespace === null ? '' : ` in namespace \`${namespace}\``;
  return `${name === null ? kind : `${kind} \`${name}\``}${where}`;
}

/** What an answer says, without the values that it quotes. */
export function wordsOf(body: JsonObject): string {
  const message = own(body, 'message') ?? at(body, '/status/message');
  if (typeof message !== 'string') return 'it says nothing of it';
  // Values that are quoted may be whole objects, and secrets.
  return message
    .trim()
    .replaceAll(/(Invalid value|Unsupported value|Duplicate value): "(?:[^"\\]|\\.)*"/g, '$1')
    .slice(0, 2000);
}

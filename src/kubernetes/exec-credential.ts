import { execFile } from 'node:child_process';
import { dirname, isAbsolute, resolve } from 'node:path';
import { WritError } from '../core/errors.ts';
import { at, isJsonObject, own, type JsonObject, type JsonValue } from '../core/json.ts';
import type { Connection } from './connection.ts';

/** What a program of the kubeconfig gave to prove who one is. */
export interface ExecCredential {
  readonly token: string | null;
  /** PEM. */
  readonly certificate: string | null;
  /** PEM. */
  readonly key: string | null;
  /** Milliseconds since the epoch; null where it does not end. */
  readonly until: number | null;
}

/** Milliseconds: some programs open a browser, and a person must sign in. */
const patience = 120_000;

/**
 * Runs the program that a kubeconfig names for credentials (client.authentication.k8s.io ExecCredential).
 * @throws {WritError} `CLUSTER_CREDENTIALS`
 */
export async function runExec(
  connection: Connection,
  environment: Readonly<Record<string, string | undefined>>,
): Promise<ExecCredential> {
  const { exec } = connection.identity;
  const fields = exec?.fields ?? {};
  const command = textOf(own(fields, 'command'));
  if (exec === null || command === null)
    throw refused(connection, 'names no program to get credentials from');
  const given = await output(connection, {
    program: /[/\\]/.test(command) && !isAbsolute(command) ? resolve(dirname(exec.file), command) : command,
    args: textsOf(own(fields, 'args')),
    environment: { ...environment, ...statedIn(fields), KUBERNETES_EXEC_INFO: infoFor(connection, fields) },
    installHint: textOf(own(fields, 'installHint')),
  });
  return credentialIn(connection, command, given);
}

interface Program {
  readonly program: string;
  readonly args: readonly string[];
  readonly environment: Readonly<Record<string, string | undefined>>;
  readonly installHint: string | null;
}

function output(
  connection: Connection,
  { program, args, environment, installHint }: Program,
): Promise<string> {
  const options = { env: environment, timeout: patience, maxBuffer: 1_048_576, windowsHide: true };
  return new Promise((done, fail) => {
    execFile(program, args, options, (problem, stdout, stderr) => {
      if (problem === null) done(stdout);
      else if (problem.code === 'ENOENT')
        fail(
          refused(
            connection,
            `gets credentials from the program \`${program}\`, which is not there`,
            installHint,
          ),
        );
      else {
        const why =
          problem.killed === true ? `took longer than ${patience / 1000} s` : `failed${lastWords(stderr)}`;
        fail(refused(connection, `gets credentials from the program \`${program}\`, which ${why}`));
      }
    });
  });
}

/** The last line that a program said; what looks like a credential in it is hidden. */
function lastWords(text: string): string {
  const line = text.trim().split('\n').at(-1)?.trim() ?? '';
  return line === '' ? '' : `: ${line.replaceAll(/[\w+/=.-]{32,}/g, '•••').slice(0, 300)}`;
}

function credentialIn(connection: Connection, program: string, text: string): ExecCredential {
  const status = statusIn(text);
  const token = textOf(status?.['token']);
  const certificate = textOf(status?.['clientCertificateData']);
  if (token === null && certificate === null) {
    // What it gave is not quoted: it may be half a credential.
    throw refused(
      connection,
      `gets credentials from the program \`${program}\`, which gave no ExecCredential`,
    );
  }
  const until = Date.parse(textOf(status?.['expirationTimestamp']) ?? '');
  return {
    token,
    certificate,
    key: textOf(status?.['clientKeyData']),
    until: Number.isNaN(until) ? null : until,
  };
}

function statusIn(text: string): JsonObject | null {
  try {
    const status = at(JSON.parse(text) as JsonValue, '/status');
    return isJsonObject(status) ? status : null;
  } catch {
    return null;
  }
}

/** What the program is told of the cluster, which some of them insist on. */
function infoFor({ server, tls, proxy }: Connection, fields: JsonObject): string {
  const cluster = {
    server,
    'tls-server-name': tls.serverName ?? undefined,
    'insecure-skip-tls-verify': tls.insecure || undefined,
    'certificate-authority-data': tls.authority.data ?? undefined,
    'proxy-url': proxy ?? undefined,
  };
  const isTold = own(fields, 'provideClusterInfo') === true;
  return JSON.stringify({
    apiVersion: textOf(own(fields, 'apiVersion')) ?? 'client.authentication.k8s.io/v1',
    kind: 'ExecCredential',
    spec: { interactive: false, ...(isTold ? { cluster } : {}) },
  });
}

function statedIn(fields: JsonObject): Readonly<Record<string, string>> {
  const list = own(fields, 'env');
  if (!Array.isArray(list)) return {};
  return Object.fromEntries(
    (list as readonly JsonValue[]).flatMap((item) => {
      const name = textOf(at(item, '/name'));
      return name === null ? [] : [[name, textOf(at(item, '/value')) ?? '']];
    }),
  );
}

function textsOf(value: JsonValue | undefined): readonly string[] {
  return Array.isArray(value) ? value.filter((item) => typeof item === 'string') : [];
}

function textOf(value: JsonValue | undefined): string | null {
  return typeof value === 'string' && value !== '' ? value : null;
}

function refused({ user, context }: Connection, what: string, hint?: string | null): WritError {
  return new WritError('CLUSTER_CREDENTIALS', `user \`${user}\` of context \`${context}\` ${what}`, {
    hint: hint ?? 'Sign in again, or look at `users` in the kubeconfig.',
  });
}

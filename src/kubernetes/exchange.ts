import { request as plain, type IncomingMessage } from 'node:http';
import { request as encrypted } from 'node:https';
import { createGunzip } from 'node:zlib';
import type { JsonValue } from '../core/json.ts';
import type { Proof } from './credentials.ts';

/** One request to an API server. */
export interface Call {
  readonly method: 'GET' | 'POST' | 'PATCH' | 'PUT' | 'DELETE';
  /** Path and query. */
  readonly path: string;
  readonly accept?: string;
  readonly contentType?: string;
  readonly body?: JsonValue;
}

/** What came back, not read yet. */
export interface Reply {
  readonly status: number;
  readonly headers: IncomingMessage['headers'];
  readonly body: AsyncIterable<Buffer>;
  /** Reads no further. */
  readonly drop: () => void;
}

/** An answer that is larger than what may be held at once. */
export class TooLarge extends Error {}

/**
 * Sends one request, and resolves with the head of its answer.
 * @throws {NodeJS.ErrnoException} whatever the network makes of it; `TimeoutError` when the signal ends it
 */
export function exchange(
  server: string,
  call: Call,
  { headers, agent }: Proof,
  signal: AbortSignal,
): Promise<Reply> {
  const { method, path, accept = 'application/json', contentType = 'application/json', body } = call;
  const text = body === undefined ? undefined : jsonOf(body);
  const url = new URL(`${server}${path}`);
  return new Promise((done, fail) => {
    const send = url.protocol === 'http:' ? plain : encrypted;
    const sent = send(url, {
      method,
      agent,
      signal,
      headers: {
        ...(headers as Readonly<Record<string, string>>),
        accept,
        // What is watched comes in small pieces, which a compressor would hold back.
        'accept-encoding': path.includes('watch=') ? 'identity' : 'gzip',
        'user-agent': 'writ',
        ...(text === undefined
          ? {}
          : { 'content-type': contentType, 'content-length': Buffer.byteLength(text) }),
      },
    });
    sent.on('error', (cause: NodeJS.ErrnoException) => fail(coded(cause)));
    sent.on('response', (answer) => done(replyOf(answer)));
    sent.end(text);
  });
}

/** Agents for proxies give errors without a code: whatever ends a request here is the network's. */
function coded(cause: NodeJS.ErrnoException): NodeJS.ErrnoException {
  if (cause.code !== undefined || cause.name === 'AbortError') return cause;
  const code = /^(?:Bad response|Proxy)/.test(cause.message) ? 'ERR_PROXY_TUNNEL' : 'ERR_NETWORK';
  return Object.assign(cause, { code });
}

/**
 * The whole text of an answer.
 * @throws {TooLarge} where it has more bytes than `most`
 */
export async function textOf({ body, drop }: Reply, most: number): Promise<string> {
  const chunks: Buffer[] = [];
  let length = 0;
  for await (const chunk of body) {
    length += chunk.length;
    if (length > most) {
      drop();
      throw new TooLarge();
    }
    chunks.push(chunk);
  }
  return Buffer.concat(chunks).toString('utf8');
}

function replyOf(answer: IncomingMessage): Reply {
  const { statusCode = 0, headers } = answer;
  const drop = (): void => void answer.destroy();
  if (headers['content-encoding'] !== 'gzip') return { status: statusCode, headers, body: answer, drop };
  const unpacked = createGunzip();
  answer.on('error', (cause) => unpacked.destroy(cause));
  answer.on('aborted', () => unpacked.destroy(new Error('aborted')));
  return { status: statusCode, headers, body: answer.pipe(unpacked), drop };
}

/** JSON in which whole numbers beyond what a double holds stay exact. */
function jsonOf(value: JsonValue): string {
  return JSON.stringify(value, (_, inner: unknown) =>
    typeof inner === 'bigint' ? raw(String(inner)) : inner,
  );
}

/** Declared here: the compiler's library does not know it yet. */
const raw = (JSON as typeof JSON & { readonly rawJSON: (text: string) => unknown }).rawJSON.bind(JSON);

import { Agent, request } from 'node:https';
import type { JsonObject } from '../../src/core/json.ts';

/** What the API server answered. */
export interface Answer {
  readonly status: number;
  readonly body: JsonObject;
  /** The texts of its Warning headers. */
  readonly warnings: readonly string[];
}

/** A connection to one API server. */
export interface Api {
  call(method: 'GET' | 'POST' | 'PUT' | 'DELETE', path: string, body?: JsonObject): Promise<Answer>;
  close(): void;
}

/** How to reach it: the certificate is the server's own, so it is the only one that is trusted. */
export interface Door {
  readonly port: number;
  readonly token: string;
  readonly certificate: Buffer;
  /** How many connections at most. */
  readonly sockets?: number;
}

/** Opens kept-alive connections to an API server on loopback. */
export function openApi({ port, token, certificate, sockets = 4 }: Door): Api {
  const agent = new Agent({ keepAlive: true, maxSockets: sockets, ca: certificate });
  return {
    call: (method, path, body) =>
      new Promise((resolve, reject) => {
        const headers = { authorization: `Bearer ${token}`, 'content-type': 'application/json' };
        const sent = request({ agent, host: '127.0.0.1', port, method, path, headers }, (response) => {
          const chunks: Buffer[] = [];
          response.on('data', (chunk: Buffer) => chunks.push(chunk));
          response.on('error', reject);
          response.on('end', () => {
            resolve({
              status: response.statusCode ?? 0,
              body: read(Buffer.concat(chunks).toString('utf8')),
              warnings: readWarnings(response.rawHeaders),
            });
          });
        });
        sent.on('error', reject);
        sent.end(body === undefined ? undefined : JSON.stringify(body));
      }),
    close: () => agent.destroy(),
  };
}

/** Health checks answer in plain text. */
function read(text: string): JsonObject {
  return text.startsWith('{') ? (JSON.parse(text) as JsonObject) : { message: text };
}

/** RFC 7234 section 5.5: code, agent, quoted text. Node joins equal headers, hence the raw ones. */
function readWarnings(headers: readonly string[]): readonly string[] {
  return headers.flatMap((header, index) => {
    if (index % 2 === 1 || header.toLowerCase() !== 'warning') return [];
    const quoted = /^\d{3} \S+ "(.*)"$/s.exec(headers[index + 1] ?? '')?.[1];
    return quoted === undefined ? [] : [quoted.replaceAll(/\\(.)/g, '$1')];
  });
}

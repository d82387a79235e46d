import { request as plain, type IncomingMessage, type RequestOptions } from 'node:http';
import { request as encrypted } from 'node:https';
import { addressOf, isLoopback } from './address.ts';
import { Refused } from './refused.ts';

/** How long a message may take, in milliseconds, and how many bytes of an answer are read. */
export interface Bounds {
  readonly time: number;
  readonly answer: number;
}

/** One message to a URL. */
export interface Posting {
  readonly url: string;
  readonly body: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly privateAddresses: boolean;
}

/**
 * Posts JSON. Redirects are not followed: they would lead where nobody looked.
 * @throws {Refused} whatever comes but a 2xx
 */
export async function post(
  { url: given, body, headers, privateAddresses }: Posting,
  bounds: Bounds,
): Promise<void> {
  const url = parsed(given);
  const { address, family } = await addressOf(url.hostname, privateAddresses);
  const isPlain = url.protocol === 'http:';
  if (isPlain && !(privateAddresses && isLoopback({ address, family })))
    throw new Refused('its URL is not https');
  await exchange(
    isPlain ? plain : encrypted,
    {
      host: address,
      family,
      port: url.port === '' ? (isPlain ? 80 : 443) : Number(url.port),
      path: `${url.pathname}${url.search}`,
      method: 'POST',
      agent: false,
      servername: url.hostname.startsWith('[') ? '' : url.hostname,
      headers: {
        host: url.host,
        'content-type': 'application/json',
        'content-length': Buffer.byteLength(body),
        'user-agent': 'writ',
        ...headers,
      },
      signal: AbortSignal.timeout(bounds.time),
    },
    { body, bounds },
  );
}

function parsed(given: string): URL {
  const url = URL.parse(given);
  if (url === null) throw new Refused('what should be its URL is none');
  if (url.protocol !== 'https:' && url.protocol !== 'http:') throw new Refused('its URL is not https');
  if (url.username !== '' || url.password !== '') throw new Refused('its URL holds credentials');
  return url;
}

function exchange(
  request: typeof plain,
  options: RequestOptions & { readonly servername: string },
  { body, bounds }: { readonly body: string; readonly bounds: Bounds },
): Promise<void> {
  return new Promise((done, fail) => {
    const sent = request(options, (answer) => {
      const { statusCode = 0 } = answer;
      if (statusCode < 200 || statusCode > 299) {
        sent.destroy();
        fail(new Refused(`it answers ${statusCode}`, waitOf(answer)));
        return;
      }
      let length = 0;
      answer.on('data', (chunk: Buffer) => {
        length += chunk.length;
        // It was acknowledged: what else there is need not be read.
        if (length > bounds.answer) sent.destroy();
      });
      answer.on('close', () => done());
      answer.on('error', () => done());
    });
    sent.on('error', (cause) => fail(new Refused(wordsFor(cause))));
    sent.end(body);
  });
}

const longest = 86_400_000;

/** `Retry-After` in seconds, at most a day. */
function waitOf({ headers }: IncomingMessage): number | null {
  const seconds = Number(headers['retry-after'] ?? Number.NaN);
  return Number.isFinite(seconds) && seconds > 0 ? Math.min(seconds * 1000, longest) : null;
}

/** Only a code: a message may quote what was sent. */
export function wordsFor(cause: unknown): string {
  const { name, code } = cause as { readonly name?: string; readonly code?: unknown };
  if (name === 'AbortError' || name === 'TimeoutError') return 'it does not answer in time';
  return typeof code === 'string' ? `it cannot be reached (${code})` : 'it cannot be reached';
}

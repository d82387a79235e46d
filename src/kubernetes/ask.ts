import { setTimeout as sleep } from 'node:timers/promises';
import { WritError } from '../core/errors.ts';
import { isJsonObject, type JsonObject, type JsonValue } from '../core/json.ts';
import { parseJson } from '../yaml/json.ts';
import type { Connection } from './connection.ts';
import type { Credentials } from './credentials.ts';
import { exchange, textOf, type Call, type Reply } from './exchange.ts';
import { refusal, unreachable, type Doing } from './problems.ts';

/** A server, and how it is asked. */
export interface Door {
  readonly connection: Connection;
  readonly credentials: Credentials;
  /** How long one request may take, in milliseconds. */
  readonly time: number;
  /** Ends whatever is under way. */
  readonly closing: AbortSignal;
}

/** A request, and what it is for. */
export interface Question extends Call {
  readonly doing: Doing;
  /** The most bytes of an answer. */
  readonly most?: number;
  /** Whether something is changed by it, so that it may not be done twice. */
  readonly changes?: boolean;
  /** Of an answer that comes bit by bit: what ends it, instead of time. */
  readonly signal?: AbortSignal;
}

/** An answer in full. */
export interface Answer {
  readonly status: number;
  readonly body: JsonObject;
  /** Characters. */
  readonly size: number;
}

const attempts = 4;
/** Milliseconds. */
const firstWait = 250;
const longestWait = 15_000;
const usualMost = 64 * 1_048_576;

/**
 * Asks, and asks again where the server says so or a read broke off.
 * Statuses in `taken` are given back, others are errors.
 * @throws {WritError} `CLUSTER_*`
 * @throws {TooLarge}
 */
export async function ask(door: Door, question: Question, taken: readonly number[] = []): Promise<Answer> {
  return begin(door, question, taken, async (reply) => {
    const text = await textOf(reply, question.most ?? usualMost);
    return { status: reply.status, body: bodyOf(text), size: text.length };
  });
}

/** The same, for an answer that `take` reads. */
export async function begin<T>(
  door: Door,
  question: Question,
  taken: readonly number[],
  take: (reply: Reply) => Promise<T>,
): Promise<T> {
  let isRenewed = false;
  for (let attempt = 1; ; attempt++) {
    const tried = await attemptOnce(door, question, taken, take);
    if ('given' in tried) return tried.given;
    if (tried.status === 401 && !isRenewed) {
      isRenewed = true;
      door.credentials.renew();
    } else if (attempt < attempts && tried.again) await pause(tried.wait ?? firstWait * 2 ** attempt, door);
    else throw tried.problem;
  }
}

/** What one attempt gave, or why it gave nothing. */
type Tried<T> =
  | { readonly given: T }
  | {
      readonly status: number;
      readonly problem: WritError;
      readonly again: boolean;
      /** Milliseconds that the server asks for. */
      readonly wait: number | null;
    };

async function attemptOnce<T>(
  door: Door,
  question: Question,
  taken: readonly number[],
  take: (reply: Reply) => Promise<T>,
): Promise<Tried<T>> {
  const { connection, credentials, closing, time } = door;
  const limit = new AbortController();
  const timer = setTimeout(() => limit.abort(), time);
  const ends = [closing, limit.signal, ...(question.signal === undefined ? [] : [question.signal])];
  try {
    const proof = await credentials.proof();
    const reply = await exchange(connection.server, question, proof, AbortSignal.any(ends));
    const { status } = reply;
    if (question.signal !== undefined) clearTimeout(timer);
    if ((status >= 200 && status < 300) || taken.includes(status)) return { given: await take(reply) };
    const body = bodyOf(await textOf(reply, usualMost));
    const problem = refusal({ status, body }, question.doing, connection);
    return { status, problem, again: isWorthAgain(status, question), wait: waitOf(reply) };
  } catch (cause) {
    if (cause instanceof WritError || !isSystem(cause)) throw cause;
    const problem = unreachable(cause, { connection, time, isLate: limit.signal.aborted });
    return { status: 0, problem, again: isBroken(cause, question), wait: null };
  } finally {
    clearTimeout(timer);
  }
}

async function pause(time: number, { closing, connection }: Door): Promise<void> {
  try {
    await sleep(time, undefined, { signal: closing });
  } catch (cause) {
    throw unreachable(cause as Error, { connection, time, isLate: false });
  }
}

/** Some answers are no JSON: of proxies, and of paths that nobody serves. */
export function bodyOf(text: string): JsonObject {
  try {
    // Digits in a text, such as in the digest of an image, are no number: the exact way is slow.
    const value = (/[[:,]\s*-?\d{16}/.test(text) ? parseJson(text) : JSON.parse(text)) as JsonValue;
    return isJsonObject(value) ? value : { message: text };
  } catch {
    return { message: text.slice(0, 1000) };
  }
}

/** Of a change that a server may have begun nobody knows whether it was made: only what it put off is sent again. */
function isWorthAgain(status: number, question: Question): boolean {
  if (status === 429) return true;
  return !isChange(question) && (status === 500 || (status >= 502 && status <= 504));
}

/** A kept connection may end just when it is used. */
function isBroken(cause: NodeJS.ErrnoException, question: Question): boolean {
  return (
    !isChange(question) &&
    (cause.code === 'ECONNRESET' || cause.code === 'EPIPE' || cause.message === 'aborted')
  );
}

function isChange({ method, changes }: Question): boolean {
  return method === 'PATCH' || changes === true;
}

function isSystem(cause: unknown): cause is NodeJS.ErrnoException {
  if (!(cause instanceof Error)) return false;
  const { code, name, message } = cause as NodeJS.ErrnoException;
  return typeof code === 'string' || name === 'AbortError' || message === 'aborted';
}

/** `Retry-After` in seconds, at most a little while. */
function waitOf({ headers }: Reply): number | null {
  const seconds = Number(headers['retry-after'] ?? Number.NaN);
  return Number.isFinite(seconds) && seconds >= 0 ? Math.min(seconds * 1000, longestWait) : null;
}

import { Bytes, Double, Uint } from '../value/boxes.ts';
import type { Value } from '../value/value.ts';
import type { Token } from './lexer.ts';

/** A literal's value, or the sentence that says why it has none. */
export type Read = { readonly value: Value } | { readonly problem: string };

const maxInt = 2n ** 63n - 1n;
const maxUint = 2n ** 64n - 1n;

/** The value of a number token, negated where a minus sign belongs to it. */
export function numberValue({ kind, text }: Token, negative: boolean): Read {
  if (kind === 'double') {
    const value = negative ? -Number(text) : Number(text);
    if (!Number.isFinite(value)) return { problem: 'this double is out of range' };
    return { value: Number.isInteger(value) ? new Double(value) : value };
  }
  const digits = BigInt(text.replace(/[uU]$/, ''));
  if (kind === 'uint') {
    return digits > maxUint ? { problem: 'invalid uint literal' } : { value: new Uint(narrow(digits)) };
  }
  const value = negative ? -digits : digits;
  return value > maxInt || value < -maxInt - 1n
    ? { problem: 'invalid int literal' }
    : { value: narrow(value) };
}

/** The value of a text or bytes token, its quotes and escapes resolved. */
export function textValue({ kind, text }: Token): Read {
  const marks = /^[rRbB]*/.exec(text)?.[0].toLowerCase() ?? '';
  const quote = /^(?:"""|'''|"|')/.exec(text.slice(marks.length))?.[0] ?? '"';
  const body = text.slice(marks.length + quote.length, text.length - quote.length).replaceAll(/\r\n?/g, '\n');
  const parts = marks.includes('r') ? [{ text: body, byte: -1 }] : unescape(body, kind === 'bytes');
  if (typeof parts === 'string') return { problem: parts };
  if (kind === 'string') return { value: parts.map((part) => part.text).join('') };
  return { value: new Bytes(encode(parts)) };
}

interface Part {
  readonly text: string;
  /** A single byte that stands for itself, or −1. */
  readonly byte: number;
}

const simple: Readonly<Record<string, string>> = {
  a: '\u0007',
  b: '\b',
  f: '\f',
  n: '\n',
  r: '\r',
  t: '\t',
  v: '\v',
  '\\': '\\',
  '?': '?',
  '"': '"',
  "'": "'",
  '`': '`',
};

const escape =
  /\\(?:([abfnrtv\\?"'`])|[xX]([0-9a-fA-F]{2})|u([0-9a-fA-F]{4})|U([0-9a-fA-F]{8})|([0-3][0-7]{2}))/y;

/** The parts of an escaped text, or what is wrong with it. */
function unescape(body: string, bytes: boolean): readonly Part[] | string {
  const parts: Part[] = [];
  for (let at = 0; at < body.length;) {
    const slash = body.indexOf('\\', at);
    if (slash !== at) {
      const end = slash < 0 ? body.length : slash;
      parts.push({ text: body.slice(at, end), byte: -1 });
      at = end;
      continue;
    }
    escape.lastIndex = at;
    const found = escape.exec(body);
    const part = found === null ? null : escaped(found, bytes);
    if (part === null) return `unable to unescape string: \`${body.slice(at, at + 2)}\` is no escape here`;
    parts.push(part);
    at = escape.lastIndex;
  }
  return parts;
}

function escaped([, letter, hex, short, long, octal]: RegExpExecArray, bytes: boolean): Part | null {
  if (letter !== undefined) return { text: simple[letter] ?? '', byte: -1 };
  const point = Number.parseInt(octal ?? hex ?? short ?? long ?? '', octal === undefined ? 16 : 8);
  if (bytes) return short === undefined && long === undefined ? { text: '', byte: point } : null;
  if (point > 0x10_ffff || (point >= 0xd800 && point <= 0xdfff)) return null;
  return { text: String.fromCodePoint(point), byte: -1 };
}

function encode(parts: readonly Part[]): Uint8Array {
  const encoder = new TextEncoder();
  return Uint8Array.from(parts.flatMap(({ text, byte }) => (byte < 0 ? [...encoder.encode(text)] : [byte])));
}

function narrow(value: bigint): number | bigint {
  return value >= BigInt(Number.MIN_SAFE_INTEGER) && value <= BigInt(Number.MAX_SAFE_INTEGER)
    ? Number(value)
    : value;
}

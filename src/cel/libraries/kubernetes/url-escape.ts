import { goQuote } from './go-quote.ts';

/** Why a text is no URL, in the words of Go's `net/url`. */
export class UrlFault {
  readonly message: string;

  constructor(message: string) {
    this.message = message;
  }
}

/** The part of a URL, which decides what needs no escaping there. */
export type UrlPart = 'path' | 'host' | 'zone' | 'user' | 'query' | 'fragment';

const host = /[-\w.~!$&'()*+,;=:[\]<>"]/;

/** What stands for itself, part by part. */
const plain: Readonly<Record<UrlPart, RegExp>> = {
  path: /[-\w.~$&+,/:;=@]/,
  host,
  zone: host,
  user: /[-\w.~$&+,;=]/,
  query: /[-\w.~]/,
  fragment: /[-\w.~$&+,/:;=?@!()*]/,
};

const encoder = new TextEncoder();
const decoder = new TextDecoder();

/** A text as one character for each of its UTF-8 bytes, which is how Go sees it. */
export function toBytes(text: string): string {
  let bytes = '';
  for (const byte of encoder.encode(text)) bytes += String.fromCharCode(byte);
  return bytes;
}

/** The text that such bytes are; what is no UTF-8 is replaced. */
export function toText(bytes: string): string {
  return decoder.decode(Uint8Array.from(bytes, (byte) => byte.charCodeAt(0)));
}

// UTF-8 as it is usual, or a single byte that is part of none.
const sequence = /[ -~]+|[\xc2-\xdf][\x80-\xbf]|[\xe0-\xef][\x80-\xbf]{2}|[\xf0-\xf4][\x80-\xbf]{3}|./gs;

/** Bytes as Go's `%q` shows them. */
function quoteBytes(bytes: string): string {
  const quoted = bytes.replaceAll(sequence, (part) =>
    part.length === 1 && part >= '\x80'
      ? `\\x${part.charCodeAt(0).toString(16)}`
      : goQuote(toText(part)).slice(1, -1),
  );
  return `"${quoted}"`;
}

/** Escapes whatever does not stand for itself in a part. */
export function escapeUrl(bytes: string, part: UrlPart): string {
  let escaped = '';
  for (const byte of bytes) {
    if (plain[part].test(byte)) escaped += byte;
    else if (byte === ' ' && part === 'query') escaped += '+';
    else escaped += `%${byte.charCodeAt(0).toString(16).toUpperCase().padStart(2, '0')}`;
  }
  return escaped;
}

/** Whether a text may stay as it is written: what need not be escaped may yet be. */
export function isValidEncoding(bytes: string, part: UrlPart): boolean {
  for (const byte of bytes) {
    if (!plain[part].test(byte) && !"!$&'()*+,;=:@[]%".includes(byte)) return false;
  }
  return true;
}

/** Undoes the escapes of a part. */
export function unescapeUrl(bytes: string, part: UrlPart): string | UrlFault {
  const fault = escapeFault(bytes, part);
  if (fault !== undefined) return fault;
  const spaced = part === 'query' ? bytes.replaceAll('+', ' ') : bytes;
  return spaced.replaceAll(/%([\da-f]{2})/gi, (_, digits: string) =>
    String.fromCharCode(Number.parseInt(digits, 16)),
  );
}

function escapeFault(bytes: string, part: UrlPart): UrlFault | undefined {
  const isHost = part === 'host' || part === 'zone';
  for (let index = 0; index < bytes.length; index++) {
    const byte = bytes.charAt(index);
    if (byte === '%') {
      const escape = bytes.slice(index, index + 3);
      if (!isAllowed(escape, part)) return new UrlFault(`invalid URL escape ${quoteBytes(escape)}`);
      index += 2;
    } else if (isHost && byte < '\x80' && !host.test(byte)) {
      return new UrlFault(`invalid character ${goQuote(byte)} in host name`);
    }
  }
  return undefined;
}

function isAllowed(escape: string, part: UrlPart): boolean {
  if (!/^%[\da-f]{2}$/i.test(escape)) return false;
  const code = Number.parseInt(escape.slice(1), 16);
  // A host escapes what is not ASCII; a zone starts with an escaped percent sign, and may hold spaces.
  if (escape === '%25' || (part !== 'host' && part !== 'zone')) return true;
  if (part === 'host') return code >= 0x80;
  return code === 0x20 || host.test(String.fromCharCode(code));
}

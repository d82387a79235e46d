import { char, type Scanner } from './scanner.ts';

const escapes: Readonly<Record<string, string>> = {
  '"': '"',
  '\\': '\\',
  '/': '/',
  n: '\n',
  t: '\t',
  r: '\r',
  '0': '\0',
  a: '\u0007',
  b: '\b',
  e: '\u001B',
  f: '\f',
  v: '\v',
  ' ': ' ',
};

/** A quoted scalar on one line, the cursor on its opening quote; declines where it goes on to the next line. */
export function readQuoted(scanner: Scanner): string | null {
  return scanner.code(scanner.at) === char.quote ? readDouble(scanner) : readSingle(scanner);
}

function readSingle(scanner: Scanner): string | null {
  const { text } = scanner;
  const start = scanner.at + 1;
  let at = start;
  let doubled = false;
  for (;;) {
    const code = scanner.code(at);
    if (code === char.newline || code === -1 || code === char.tab) return scanner.decline();
    if (code === char.apostrophe) {
      if (scanner.code(at + 1) !== char.apostrophe) break;
      doubled = true;
      at++;
    }
    at++;
  }
  scanner.at = at + 1;
  const inner = text.slice(start, at);
  return doubled ? inner.replaceAll("''", "'") : inner;
}

function readDouble(scanner: Scanner): string | null {
  const { text } = scanner;
  let start = scanner.at + 1;
  let done = '';
  for (let at = start; ; at++) {
    const code = scanner.code(at);
    if (code === char.newline || code === -1 || code === char.tab) return scanner.decline();
    if (code === char.quote) {
      scanner.at = at + 1;
      return done + text.slice(start, at);
    }
    if (code !== char.backslash) continue;
    const escape = unescape(text, at + 1);
    if (escape === null) return scanner.decline();
    done += text.slice(start, at) + escape.text;
    at += escape.length;
    start = at + 1;
  }
}

function unescape(text: string, at: number): { readonly text: string; readonly length: number } | null {
  const letter = text[at] ?? '';
  const simple = escapes[letter];
  if (simple !== undefined) return { text: simple, length: 1 };
  const digits = letter === 'x' ? 2 : letter === 'u' ? 4 : 0;
  const hex = text.slice(at + 1, at + 1 + digits);
  if (digits === 0 || !/^[0-9a-fA-F]+$/.test(hex) || hex.length < digits) return null;
  const point = Number.parseInt(hex, 16);
  // Half of a pair means different things to different readers.
  return point >= 0xd800 && point <= 0xdfff
    ? null
    : { text: String.fromCodePoint(point), length: digits + 1 };
}

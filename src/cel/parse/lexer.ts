import type { Problem, Range } from '../problem.ts';

export type TokenKind =
  | 'ident'
  | 'quoted'
  | 'int'
  | 'uint'
  | 'double'
  | 'string'
  | 'bytes'
  | 'symbol'
  | 'end';

/** One token, with its text as written. */
export interface Token extends Range {
  readonly kind: TokenKind;
  readonly text: string;
}

/** The tokens of an expression, an `end` token last, and what could not be read. */
export interface Lexed {
  readonly tokens: readonly Token[];
  readonly problems: readonly Problem[];
}

const blank = /[\t\n\f\r ]+|\/\/[^\n]*/y;
const ident = /[A-Za-z_][A-Za-z0-9_]*/y;
const quoted = /`[A-Za-z0-9_./ -]+`/y;
const number =
  /0[xX][0-9a-fA-F]+[uU]?|[0-9]+\.[0-9]+(?:[eE][+-]?[0-9]+)?|[0-9]+[eE][+-]?[0-9]+|\.[0-9]+(?:[eE][+-]?[0-9]+)?|[0-9]+[uU]?/y;
const symbol = /&&|\|\||==|!=|<=|>=|[-+*/%<>!?:.,()[\]{}]/y;
// What a token begins with, so that most patterns need not be tried.
const startsBlank = /[\s/]/;
const startsText = /["'bBrR]/;
const startsNumber = /[0-9.]/;
const prefix = /(?:[rR][bB]?|[bB][rR]?)?(?="""|'''|"|')/y;

/** How many problems are worth reading; cel-go gives up after as many. */
export const mostProblems = 100;

/**
 * Reads an expression as tokens (CEL specification, “Lexis”); an unreadable character is a problem and skipped.
 * With `mostProblems` of them the rest is not read.
 */
export function lex(text: string): Lexed {
  const tokens: Token[] = [];
  const problems: Problem[] = [];
  let at = 0;
  while (at < text.length && problems.length < mostProblems) {
    const space = startsBlank.test(text[at] ?? '') ? match(blank, text, at) : at;
    if (space > at) {
      at = space;
      continue;
    }
    const token =
      (startsText.test(text[at] ?? '') ? stringToken(text, at, problems) : null) ?? plainToken(text, at);
    if (token === null) {
      const character = String.fromCodePoint(text.codePointAt(at) ?? 0);
      problems.push(syntax(at, at + character.length, `unexpected character ${JSON.stringify(character)}`));
      at += character.length;
    } else {
      tokens.push(token);
      at = token.end;
    }
  }
  tokens.push({ kind: 'end', text: '', start: text.length, end: text.length });
  return { tokens, problems };
}

/** A syntax problem over a range. */
export function syntax(start: number, end: number, message: string): Problem {
  return { severity: 'error', code: 'syntax', message, start, end };
}

function match(pattern: RegExp, text: string, at: number): number {
  pattern.lastIndex = at;
  return pattern.test(text) ? pattern.lastIndex : at;
}

function plainToken(text: string, at: number): Token | null {
  return (
    // A dot may begin a number.
    (startsNumber.test(text[at] ?? '') ? tokenOf('double', number, text, at) : null) ??
    tokenOf('ident', ident, text, at) ??
    tokenOf('symbol', symbol, text, at) ??
    tokenOf('quoted', quoted, text, at)
  );
}

function tokenOf(kind: TokenKind, pattern: RegExp, text: string, at: number): Token | null {
  const end = match(pattern, text, at);
  return end > at ? numbered(kind, text.slice(at, end), at) : null;
}

function numbered(kind: TokenKind, text: string, start: number): Token {
  const end = start + text.length;
  if (kind !== 'double') return { kind, text, start, end };
  if (/[uU]$/.test(text)) return { kind: 'uint', text, start, end };
  return { kind: /^(?:0[xX][0-9a-fA-F]+|[0-9]+)$/.test(text) ? 'int' : 'double', text, start, end };
}

function stringToken(text: string, start: number, problems: Problem[]): Token | null {
  prefix.lastIndex = start;
  const before = prefix.exec(text);
  if (before === null) return null;
  const marks = before[0].toLowerCase();
  const open = start + marks.length;
  const mark = text[open] ?? '';
  const quote = text.startsWith(mark.repeat(3), open) ? mark.repeat(3) : mark;
  const end = closing(text, open + quote.length, quote, marks.includes('r'));
  const kind = marks.includes('b') ? 'bytes' : 'string';
  if (end >= 0) return { kind, text: text.slice(start, end), start, end };
  const line = text.indexOf('\n', open);
  const stop = quote.length === 3 || line < 0 ? text.length : line;
  problems.push(syntax(start, stop, `this text has no closing ${quote}`));
  return { kind, text: `${text.slice(start, stop)}${quote}`, start, end: stop };
}

/** Where the text behind its closing quote goes on, or −1 where it is never closed. */
function closing(text: string, from: number, quote: string, raw: boolean): number {
  for (let at = from; at < text.length; at++) {
    if (text.startsWith(quote, at)) return at + quote.length;
    if (quote.length === 1 && (text[at] === '\n' || text[at] === '\r')) return -1;
    if (!raw && text[at] === '\\') at++;
  }
  return -1;
}

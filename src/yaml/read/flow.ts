import type { YamlValue } from '../value.ts';
import { beginsPlain, resolvePlain } from './plain.ts';
import { readQuoted } from './quoted.ts';
import { char, put, type Draft, type Scanner } from './scanner.ts';

/** A flow collection that ends on the line on which it began, the cursor on its opening bracket. */
export function readFlow(scanner: Scanner): YamlValue {
  if (++scanner.depth > scanner.maxDepth) return scanner.decline();
  const value = scanner.code(scanner.at) === char.openBracket ? readList(scanner) : readMap(scanner);
  scanner.depth--;
  return value;
}

function readList(scanner: Scanner): YamlValue {
  const list: YamlValue[] = [];
  scanner.at++;
  for (;;) {
    scanner.skipSpaces();
    if (scanner.code(scanner.at) === char.closeBracket) break;
    const node = scanner.tape.open(scanner.at);
    list.push(readItem(scanner));
    scanner.tape.close(node);
    if (scanner.declined || !separated(scanner, char.closeBracket)) return null;
  }
  scanner.at++;
  return list;
}

function readMap(scanner: Scanner): YamlValue {
  const map: Draft = {};
  scanner.at++;
  for (;;) {
    scanner.skipSpaces();
    if (scanner.code(scanner.at) === char.closeBrace) break;
    const node = scanner.tape.open(scanner.at);
    const key = readKey(scanner);
    if (key === null) return scanner.decline();
    scanner.skipSpaces();
    put(scanner, map, key, readItem(scanner));
    scanner.tape.close(node);
    if (scanner.declined || !separated(scanner, char.closeBrace)) return null;
  }
  scanner.at++;
  return map;
}

/** After an item: a comma, or the closing bracket, which stays. */
function separated(scanner: Scanner, closing: number): boolean {
  scanner.skipSpaces();
  const code = scanner.code(scanner.at);
  if (code === char.comma) scanner.at++;
  else if (code !== closing) scanner.decline();
  return !scanner.declined;
}

function readKey(scanner: Scanner): string | null {
  const code = scanner.code(scanner.at);
  if (code === char.quote || code === char.apostrophe) {
    const key = readQuoted(scanner);
    if (scanner.code(scanner.at) !== char.colon || scanner.code(scanner.at + 1) !== char.space)
      return scanner.decline();
    scanner.at++;
    return key;
  }
  const text = readPlainText(scanner);
  if (text === null || scanner.code(scanner.at) !== char.colon) return scanner.decline();
  scanner.at++;
  return typeof resolvePlain(scanner, text) === 'string' ? text : scanner.decline();
}

function readItem(scanner: Scanner): YamlValue {
  const code = scanner.code(scanner.at);
  if (code === char.quote || code === char.apostrophe) return readQuoted(scanner);
  if (code === char.openBracket || code === char.openBrace) return readFlow(scanner);
  const text = readPlainText(scanner);
  if (text === null || scanner.code(scanner.at) === char.colon) return scanner.decline();
  return resolvePlain(scanner, text);
}

/** A plain scalar within brackets, the cursor behind it: on a comma, a closing bracket or a colon. */
function readPlainText(scanner: Scanner): string | null {
  const start = scanner.at;
  const first = scanner.code(start);
  if (!beginsPlain(first, scanner.code(start + 1)) || first === char.colon) return scanner.decline();
  const end = plainEnd(scanner, start);
  if (end < 0) return scanner.decline();
  scanner.at = end;
  // Only spaces are not part of it: `trimEnd` would take line separators, too.
  const text = scanner.text.slice(start, end).replace(/ +$/, '');
  return text === '-' || text === '' ? scanner.decline() : text;
}

const brackets: ReadonlySet<number> = new Set([char.comma, char.closeBracket, char.closeBrace]);
const oddities: ReadonlySet<number> = new Set([char.newline, char.tab, char.openBracket, char.openBrace, -1]);

/** Where a plain scalar within brackets ends; −1 where that takes more care. */
function plainEnd(scanner: Scanner, start: number): number {
  for (let at = start; ; at++) {
    const code = scanner.code(at);
    if (brackets.has(code)) return at;
    if (oddities.has(code)) return -1;
    const next = scanner.code(at + 1);
    if (code === char.colon && next === char.space) return at;
    if (code === char.colon && (brackets.has(next) || next === char.newline)) return -1;
    if (code === char.hash && scanner.code(at - 1) === char.space) return -1;
  }
}

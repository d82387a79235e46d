import type { YamlValue } from '../value.ts';
import { readBlockScalar } from './block-scalar.ts';
import { readFlow } from './flow.ts';
import { beginsPlain, plainAt, resolvePlain } from './plain.ts';
import { readQuoted } from './quoted.ts';
import { char, put, type Draft, type Scanner } from './scanner.ts';

/** The block collection whose first entry stands at the cursor, in this column. */
export function readBlock(scanner: Scanner, column: number): YamlValue {
  if (++scanner.depth > scanner.maxDepth) return scanner.decline();
  const value = isEntry(scanner) ? readSequence(scanner, column) : readMapping(scanner, column);
  scanner.depth--;
  return value;
}

/** A dash that begins a list's element. */
function isEntry(scanner: Scanner): boolean {
  if (scanner.code(scanner.at) !== char.minus) return false;
  const next = scanner.code(scanner.at + 1);
  return next === char.space || next === char.newline || next === -1;
}

function readSequence(scanner: Scanner, column: number): YamlValue {
  const { items } = scanner;
  const first = items.length;
  while (!scanner.declined) {
    const dash = scanner.at;
    scanner.at++;
    scanner.skipSpaces();
    const node = scanner.tape.open(scanner.at);
    items.push(readElement(scanner, column, { node, width: scanner.at - dash }));
    scanner.tape.close(node);
    const line = scanner.at;
    if (scanner.declined || !another(scanner, column)) break;
    if (!isEntry(scanner)) {
      scanner.at = line; // The next key of the mapping that holds this list in its own column.
      break;
    }
  }
  // As long as the list is: one that grows by itself keeps room for more.
  const list = items.slice(first);
  items.length = first;
  return list;
}

/** A list's element: its node on the tape, and how far its content is from the dash. */
interface Element {
  readonly node: number;
  readonly width: number;
}

/** What follows a dash: a collection on the same line, a scalar, or a block below. */
function readElement(scanner: Scanner, column: number, { node, width }: Element): YamlValue {
  const code = scanner.code(scanner.at);
  if (code === char.newline || code === -1 || code === char.hash) {
    if (code === char.hash && width === 1) return scanner.decline();
    return readBelow(scanner, column, node);
  }
  if (isEntry(scanner) || findKey(scanner) >= 0) return readBlock(scanner, column + width);
  return readInline(scanner, column);
}

function readMapping(scanner: Scanner, column: number): YamlValue {
  const map: Draft = {};
  while (!scanner.declined) {
    const node = scanner.tape.open(scanner.at);
    const key = readKey(scanner);
    if (key === null) return scanner.decline();
    put(scanner, map, key, readEntryValue(scanner, column));
    scanner.tape.close(node);
    if (scanner.declined || !another(scanner, column)) break;
    if (isEntry(scanner)) return scanner.decline();
  }
  return map;
}

/** Whether another entry of the collection follows in its column; a wrong indentation is left to `yaml`. */
function another(scanner: Scanner, column: number): boolean {
  const start = scanner.at;
  const next = scanner.nextContent();
  if (next > column) scanner.decline();
  if (next === column) return !scanner.declined;
  scanner.at = next < 0 ? scanner.end : start;
  return false;
}

/** Where the key at the cursor ends, at its colon; −1 where there is no key of the plain kind on this line. */
function findKey(scanner: Scanner): number {
  const { at, keySeen } = scanner;
  if (keySeen.from === at) return keySeen.end;
  keySeen.from = at;
  keySeen.end = seekKey(scanner, at);
  return keySeen.end;
}

function seekKey(scanner: Scanner, at: number): number {
  const { text, end } = scanner;
  const first = scanner.code(at);
  if (first === char.quote || first === char.apostrophe) return findQuotedKey(scanner);
  if (!beginsPlain(first, scanner.code(at + 1))) return -1;
  for (let key = at; key < end; key++) {
    const code = text.charCodeAt(key);
    if (code > char.colon) continue;
    if (code === char.colon) {
      if (endsKey(scanner, key)) return key;
    } else if (code === char.newline || code === char.tab) return -1;
    else if (code === char.hash && text.charCodeAt(key - 1) === char.space) return -1;
  }
  return -1;
}

function findQuotedKey(scanner: Scanner): number {
  const start = scanner.at;
  const inner = readQuoted(scanner);
  const end = scanner.at;
  scanner.at = start;
  if (inner === null) return -1;
  return scanner.code(end) === char.colon && endsKey(scanner, end) ? end : -1;
}

/** YAML 1.2, section 7.4.2: a key without its question mark is at most this long. */
const longestKey = 1024;

/** Reads a key and its colon. Keys that YAML would not read as text are left to `yaml`, decimal numbers apart. */
function readKey(scanner: Scanner): string | null {
  const start = scanner.at;
  const end = findKey(scanner);
  if (end < 0 || end - start > longestKey || scanner.declined) return scanner.decline();
  const first = scanner.code(start);
  if (first === char.quote || first === char.apostrophe) {
    const key = readQuoted(scanner);
    scanner.at = end + 1;
    return key;
  }
  scanner.at = end + 1;
  if (scanner.code(end - 1) === char.space) return scanner.decline();
  return scanner.key(start, end, isTextKey);
}

/** Decimal numbers as they are usually written count as text, too. */
function isTextKey(scanner: Scanner, key: string): boolean {
  const value = resolvePlain(scanner, key);
  return typeof value === 'string' || (typeof value === 'number' && String(value) === key);
}

function readEntryValue(scanner: Scanner, column: number): YamlValue {
  const colon = scanner.at;
  scanner.skipSpaces();
  const code = scanner.code(scanner.at);
  if (code === char.newline || code === -1 || (code === char.hash && scanner.at > colon))
    return readBelow(scanner, column, -1);
  if (isEntry(scanner)) return scanner.decline();
  return readInline(scanner, column);
}

/**
 * What stands on the lines below a key or dash: a deeper block, for a key also a list in its own column, or nothing.
 * A list's element stands where its content does; a key's node is −1.
 */
function readBelow(scanner: Scanner, column: number, element: number): YamlValue {
  scanner.at = Math.min(scanner.lineEnd(scanner.at) + 1, scanner.end);
  const start = scanner.at;
  const next = scanner.nextContent();
  if (scanner.declined) return null;
  if (next > column || (element < 0 && next === column && isEntry(scanner))) {
    if (element >= 0) scanner.tape.move(element, scanner.at);
    if (isEntry(scanner) || findKey(scanner) >= 0) return readBlock(scanner, next);
    return scanner.decline();
  }
  scanner.at = next < 0 ? scanner.end : start;
  return null;
}

/** A scalar or flow collection on the current line. */
function readInline(scanner: Scanner, column: number): YamlValue {
  const code = scanner.code(scanner.at);
  if (code === char.bar || code === char.greater) return readBlockScalar(scanner, column);
  if (code === char.quote || code === char.apostrophe) return finished(scanner, readQuoted(scanner), column);
  if (code === char.openBracket || code === char.openBrace)
    return finished(scanner, readFlow(scanner), column);
  if (!beginsPlain(code, scanner.code(scanner.at + 1))) return scanner.decline();
  return readPlain(scanner, column);
}

function readPlain(scanner: Scanner, column: number): YamlValue {
  const { text, at: start, end } = scanner;
  let last = start;
  let at = start;
  for (; at < end; at++) {
    const code = text.charCodeAt(at);
    if (code > char.colon) last = at + 1;
    else if (code === char.space) continue;
    else if (code === char.newline) break;
    else if (code === char.tab) return scanner.decline();
    else if (code === char.hash && text.charCodeAt(at - 1) === char.space) {
      at = scanner.lineEnd(at);
      break;
    } else if (code === char.colon && endsKey(scanner, at)) return scanner.decline();
    else last = at + 1;
  }
  scanner.at = Math.min(at + 1, end);
  return undivided(scanner, plainAt(scanner, start, last), column);
}

/** A colon before a space or the line's end. */
function endsKey(scanner: Scanner, colon: number): boolean {
  const next = scanner.code(colon + 1);
  return next === char.space || next === char.newline || next === -1;
}

function finished(scanner: Scanner, value: YamlValue, column: number): YamlValue {
  if (!scanner.declined) scanner.finishLine();
  return undivided(scanner, value, column);
}

/** A scalar that goes on below is left to `yaml`: deeper content that is no entry of anything. */
function undivided(scanner: Scanner, value: YamlValue, column: number): YamlValue {
  if (scanner.declined) return null;
  const start = scanner.at;
  const next = scanner.nextContent();
  if (next > column) return scanner.decline();
  scanner.at = next < 0 ? scanner.end : start;
  return value;
}

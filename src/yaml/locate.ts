import { LastElements } from './last-elements.ts';
import { char } from './read/scanner.ts';
import type { FastRead } from './read/fast.ts';
import type { Tape } from './tape.ts';
import type { YamlValue } from './value.ts';

/**
 * Finds the offsets of pointers in a document read by the fast reader; of what is missing, its nearest parent's.
 */
export function locatorOnTape(
  text: string,
  { value, tape }: FastRead,
  start: number,
): (pointer: string) => number {
  const last = new LastElements();
  return (pointer) => {
    let node: YamlValue | undefined = value;
    let index = wholeDocument;
    const tokens = pointerTokens(pointer);
    // Without an iterator, here and wherever something is done for every finding: each step of one is an object.
    for (let at = 0; at < tokens.length; at++) {
      const token = tokens[at] as string;
      const isList = Array.isArray(node);
      node = childValue(node, token);
      if (node === undefined) break;
      const found = isList ? element(tape, index, Number(token), last) : entry(tape, index, text, token);
      if (found < 0) break;
      index = found;
    }
    return index === wholeDocument ? start : tape.offset(index);
  };
}

/** Before the first entry on the tape. */
const wholeDocument = -2;

/** Pointers that were taken apart: of many documents the same few hundred are asked for. */
const known = new Map<string, readonly string[]>([['', []]]);
const mostKnown = 2048;
const longestKnown = 256;

/** The unescaped tokens of an RFC 6901 pointer. */
export function pointerTokens(pointer: string): readonly string[] {
  const before = known.get(pointer);
  if (before !== undefined) return before;
  const tokens = pointer.slice(1).split('/').map(unescaped);
  if (known.size < mostKnown && pointer.length <= longestKnown) known.set(pointer, tokens);
  return tokens;
}

function unescaped(token: string): string {
  return token.includes('~') ? token.replaceAll('~1', '/').replaceAll('~0', '~') : token;
}

function childValue(value: YamlValue | undefined, token: string): YamlValue | undefined {
  if (typeof value !== 'object' || value === null) return undefined;
  return Object.hasOwn(value, token) ? (value as Readonly<Record<string, YamlValue>>)[token] : undefined;
}

function element(tape: Tape, parent: number, wanted: number, last: LastElements): number {
  const end = endOf(tape, parent);
  let { index, at } = last.before(parent, wanted, parent + 2);
  for (; at < end; index++, at = tape.after(at)) {
    if (index !== wanted) continue;
    last.found(parent, index, at);
    return at;
  }
  return -1;
}

function entry(tape: Tape, parent: number, text: string, key: string): number {
  const end = endOf(tape, parent);
  for (let child = parent + 2; child < end; child = tape.after(child)) {
    if (isKeyAt(text, tape.offset(child), key)) return child;
  }
  return -1;
}

function endOf(tape: Tape, parent: number): number {
  return parent < 0 ? tape.length : tape.after(parent);
}

/** Whether this key stands at an offset, plain or quoted. */
function isKeyAt(text: string, offset: number, key: string): boolean {
  const code = text.charCodeAt(offset);
  if (code === char.quote) return readKey(text, offset) === key;
  if (code === char.apostrophe) return text.startsWith(`${key.replaceAll("'", "''")}'`, offset + 1);
  return text.startsWith(key, offset) && isKeyEnd(text, offset + key.length);
}

/** A colon may be part of a key: `resources` is not the beginning of `resources:ports`. In `{a, b: 1}`, `a` has no colon. */
function isKeyEnd(text: string, offset: number): boolean {
  let end = offset;
  while (text.charCodeAt(end) === char.space) end++;
  const code = text.charCodeAt(end);
  if (code !== char.colon) return code === char.comma || code === char.closeBrace;
  return end + 1 >= text.length || text.charCodeAt(end + 1) <= char.space;
}

function readKey(text: string, offset: number): string {
  const end = /"(?:[^"\\\n]|\\.)*"/y;
  end.lastIndex = offset;
  const quoted = end.exec(text)?.[0] ?? '""';
  return quoted.includes('\\') ? unescapeKey(quoted) : quoted.slice(1, -1);
}

function unescapeKey(quoted: string): string {
  try {
    return JSON.parse(quoted.replaceAll(/\\x(..)/g, '\\u00$1')) as string;
  } catch {
    return quoted; // An escape that JSON does not have: the entry is not found, and its parent's place stands in.
  }
}

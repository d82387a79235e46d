import type { LastElements } from './last-elements.ts';
import { char } from './read/scanner.ts';
import type { FastRead } from './read/fast.ts';
import type { Tape } from './tape.ts';
import type { YamlValue } from './value.ts';

/** The offset of a pointer in a document read by the fast reader; of what is missing, its nearest parent's. */
export function locateOnTape(
  text: string,
  { value: root, tape }: FastRead,
  pointer: string,
  { start, last }: { readonly start: number; readonly last: LastElements },
): number {
  let offset = start;
  let index = -2;
  let value: YamlValue | undefined = root;
  for (const token of pointerTokens(pointer)) {
    const list: boolean = Array.isArray(value);
    const child = list ? element(tape, index, Number(token), last) : entry(tape, index, text, token);
    value = childValue(value, token);
    if (child < 0 || value === undefined) break;
    index = child;
    offset = tape.offset(index);
  }
  return offset;
}

/** The unescaped tokens of an RFC 6901 pointer. */
export function pointerTokens(pointer: string): readonly string[] {
  if (pointer === '') return [];
  return pointer
    .slice(1)
    .split('/')
    .map((token) => token.replaceAll('~1', '/').replaceAll('~0', '~'));
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
  for (let child = parent + 2; child < endOf(tape, parent); child = tape.after(child)) {
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
  if (!text.startsWith(key, offset)) return false;
  keyEnd.lastIndex = offset + key.length;
  return keyEnd.test(text);
}

// A colon may be part of a key: `resources` is not the beginning of `resources:ports`. In `{a, b: 1}`, `a` has no colon.
const keyEnd = / *(?::(?=\s|$)|[,}])/y;

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

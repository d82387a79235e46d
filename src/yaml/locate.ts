import { LastElements } from './last-elements.ts';
import { char } from './read/scanner.ts';
import type { FastRead } from './read/fast.ts';
import type { Tape } from './tape.ts';
import type { YamlValue } from './value.ts';

/** Places remembered of one document: of a list of many objects none would be asked for again. */
const most = 1024;

/** A place on the tape. */
interface Standing {
  /** The entry on the tape; -2 for the whole document. */
  readonly index: number;
  /** Undefined for what is missing, which stands where its nearest parent does. */
  readonly value: YamlValue | undefined;
  readonly offset: number;
}

/**
 * Finds the offsets of pointers in a document read by the fast reader; of what is missing, its nearest parent's. Places
 * share their parents, which are looked for once.
 */
export function locatorOnTape(
  text: string,
  { value, tape }: FastRead,
  start: number,
): (pointer: string) => number {
  const last = new LastElements();
  const known = new Map<string, Standing>([['', { index: -2, value, offset: start }]]);

  function below(parent: Standing, token: string): Standing {
    const value = childValue(parent.value, token);
    if (value === undefined) return { ...parent, value };
    const index = Array.isArray(parent.value)
      ? element(tape, parent.index, Number(token), last)
      : entry(tape, parent.index, text, token);
    return index < 0 ? { ...parent, value: undefined } : { index, value, offset: tape.offset(index) };
  }

  function find(pointer: string): Standing {
    const found = known.get(pointer);
    if (found !== undefined) return found;
    const cut = pointer.lastIndexOf('/');
    const standing = below(find(pointer.slice(0, cut)), unescaped(pointer.slice(cut + 1)));
    if (known.size < most) known.set(pointer, standing);
    return standing;
  }

  return (pointer) => find(pointer).offset;
}

/** The unescaped tokens of an RFC 6901 pointer. */
export function pointerTokens(pointer: string): readonly string[] {
  if (pointer === '') return [];
  return pointer.slice(1).split('/').map(unescaped);
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
  return text.startsWith(key, offset) && isKeyEnd(text, offset + key.length);
}

/** A colon may be part of a key: `resources` is not the beginning of `resources:ports`. In `{a, b: 1}`, `a` has no colon. */
function isKeyEnd(text: string, offset: number): boolean {
  let end = offset;
  while (text.charCodeAt(end) === char.space) end++;
  const code = text.charCodeAt(end);
  if (code !== char.colon) return code === char.comma || code === char.closeBrace;
  return end + 1 >= text.length || /\s/.test(text.charAt(end + 1));
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

import type { YamlValue } from './value.ts';

/** JSON as values; whole numbers that a double cannot hold exactly stay exact. */
export function parseJson(text: string): YamlValue {
  // Sixteen digits in a row are the least that can be inexact; the exact way is slow.
  return (/\d{16}/.test(text) ? JSON.parse(text, exact as never) : JSON.parse(text)) as YamlValue;
}

function exact(_key: string, value: unknown, { source }: { readonly source?: string }): unknown {
  const isWhole =
    typeof value === 'number' &&
    !Number.isSafeInteger(value) &&
    source !== undefined &&
    /^-?\d+$/.test(source);
  return isWhole ? BigInt(source) : value;
}

/** The offset at which a text that is known to be JSON nests deeper than a limit; -1 where it never does. */
export function tooDeepInJson(text: string, limit: number): number {
  let depth = 0;
  for (let at = 0; at < text.length; at++) {
    const code = text.charCodeAt(at);
    if (code === quote) at = endOfText(text, at);
    else if (code === openBrace || code === openBracket) {
      if (++depth > limit) return at;
    } else if (code === closeBrace || code === closeBracket) depth--;
  }
  return -1;
}

const quote = 0x22;
const backslash = 0x5c;
const openBracket = 0x5b;
const closeBracket = 0x5d;
const openBrace = 0x7b;
const closeBrace = 0x7d;

/** Where a text in quotes ends: at the first quote that no odd number of backslashes precedes. */
function endOfText(text: string, start: number): number {
  for (let at = text.indexOf('"', start + 1); ; at = text.indexOf('"', at + 1)) {
    let before = at;
    while (text.charCodeAt(before - 1) === backslash) before--;
    if ((at - before) % 2 === 0) return at;
  }
}

/**
 * The offset of the first key that stands twice in one object of a text that is known to be JSON; -1 where none does.
 * Keys are counted first: `value` is what the text holds, and has each only once.
 */
export function duplicateInJson(text: string, value: YamlValue): number {
  return keysIn(text) === keysOf(value) ? -1 : findDuplicate(text);
}

function keysOf(value: YamlValue): number {
  if (typeof value !== 'object' || value === null) return 0;
  let count = 0;
  if (Array.isArray(value)) for (const item of value as readonly YamlValue[]) count += keysOf(item);
  else for (const item of Object.values(value)) count += 1 + keysOf(item);
  return count;
}

/** Texts in quotes with a colon behind them. */
function keysIn(text: string): number {
  let count = 0;
  for (let at = text.indexOf('"'); at >= 0; at = text.indexOf('"', at + 1)) {
    at = endOfText(text, at);
    if (isKeyBefore(text, at + 1)) count++;
  }
  return count;
}

const colonNext = /\s*:/y;

function isKeyBefore(text: string, after: number): boolean {
  colonNext.lastIndex = after;
  return colonNext.test(text);
}

const structure = /["{}[\]]/g;

function findDuplicate(text: string): number {
  // A list has no keys, but what closes it must close something.
  const open: Set<string>[] = [];
  structure.lastIndex = 0;
  for (let found = structure.exec(text); found !== null; found = structure.exec(text)) {
    const [letter] = found;
    if (letter === '{' || letter === '[') open.push(new Set());
    else if (letter !== '"') open.pop();
    else {
      const end = endOfText(text, found.index) + 1;
      structure.lastIndex = end;
      if (isKeyBefore(text, end) && !isFirst(text.slice(found.index, end), open.at(-1))) return found.index;
    }
  }
  return -1;
}

function isFirst(quoted: string, keys: Set<string> | undefined): boolean {
  const key = JSON.parse(quoted) as string;
  const isNew = keys?.has(key) !== true;
  keys?.add(key);
  return isNew;
}

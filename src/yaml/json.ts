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

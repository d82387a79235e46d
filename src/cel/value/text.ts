/**
 * How long a string or bytes may be that an expression makes: the API server counts a tenth of the length, and
 * gives up at a cost of 1,000,000.
 */
export const longestText = 10_000_000;

/** A text long enough that its length is remembered: it is asked for again and again, each time in full. */
const long = 256;
let last = { text: '', size: 0 };

/** The length of a string in code points, which is CEL's size of it. */
export function codePoints(text: string): number {
  if (text.length < long) return count(text);
  if (text !== last.text) last = { text, size: count(text) };
  return last.size;
}

// Where there is no half of a pair there are no pairs, which is much quicker to tell.
const half = /[\ud800-\udbff]/;

function count(text: string): number {
  if (!half.test(text)) return text.length;
  const { length } = text;
  let pairs = 0;
  for (let index = 0; index < length - 1; index++) {
    if ((text.charCodeAt(index) & 0xfc00) === 0xd800 && (text.charCodeAt(index + 1) & 0xfc00) === 0xdc00) {
      pairs++;
      index++;
    }
  }
  return length - pairs;
}

/** Orders strings by code point, as their UTF-8 bytes are ordered. */
export function compareText(a: string, b: string): number {
  if (a === b) return 0;
  const length = Math.min(a.length, b.length);
  for (let index = 0; index < length; index++) {
    const x = a.charCodeAt(index);
    const y = b.charCodeAt(index);
    if (x !== y) return rank(x) - rank(y) < 0 ? -1 : 1;
  }
  return a.length < b.length ? -1 : 1;
}

// Surrogates stand for code points above all other code units.
function rank(unit: number): number {
  if (unit < 0xd800) return unit;
  return unit < 0xe000 ? unit + 0x2000 : unit - 0x800;
}

const encoder = new TextEncoder();
const decoder = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true });

/** The UTF-8 bytes of a string. */
export function encodeText(text: string): Uint8Array {
  return encoder.encode(text);
}

/** The string of UTF-8 bytes, or undefined where they are not. */
export function decodeText(bytes: Uint8Array): string | undefined {
  try {
    return decoder.decode(bytes);
  } catch {
    return undefined;
  }
}

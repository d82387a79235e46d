import type { JsonValue } from '../core/json.ts';

/** Why a text is no JSON that is read, and the offset where. */
export interface JsonFault {
  readonly offset: number;
  readonly message: string;
}

/** Levels of nesting: no scanner writes a tenth of it. */
const deepest = 200;

/** Values in one file: a report of 100 MB has a quarter of it. */
const most = 20_000_000;

/**
 * Reads JSON that is not trusted. Its nesting is measured and its values are counted first: each takes memory, and a text
 * of nothing but brackets would take a hundred times its own size.
 */
export function readJson(given: string): { readonly value: JsonValue } | JsonFault {
  // A byte order mark is no JSON, and some shells write one.
  const from = given.charCodeAt(0) === 0xfe_ff ? 1 : 0;
  const start = given.slice(from).search(/\S/);
  if (start < 0) return { offset: 0, message: 'it is empty' };
  if (!/[[{]/.test(given[from + start] ?? '')) return { offset: from + start, message: 'it is no JSON' };
  const tooMuch = measure(given, from);
  if (tooMuch !== null) return tooMuch;
  try {
    return { value: JSON.parse(from === 0 ? given : given.slice(from)) as JsonValue };
  } catch (error) {
    const at = / at position (\d+)/.exec(String(error))?.[1];
    const offset = at === undefined ? Math.max(0, given.trimEnd().length - 1) : from + Number(at);
    return { offset, message: broken };
  }
}

const broken = 'the JSON breaks off here: a comma, quote or bracket is missing, or something follows its end';

const quote = 0x22;
const backslash = 0x5c;

const comma = 0x2c;

/** Where a text, whatever it is, nests too deep or holds too much; null where it does not. */
function measure(given: string, from: number): JsonFault | null {
  let [depth, values] = [0, 0];
  for (let at = from; at >= 0 && at < given.length; at++) {
    const code = given.charCodeAt(at);
    if (code === quote) at = endOfText(given, at);
    else if (isOpening(code)) {
      values++;
      if (++depth > deepest) return { offset: at, message: `it is nested deeper than ${deepest} levels` };
    } else if (isClosing(code)) depth--;
    else if (code === comma) values++;
    if (values > most) return { offset: at, message: `it holds more than ${most / 1e6} million values` };
  }
  return null;
}

function isOpening(code: number): boolean {
  return code === 0x7b || code === 0x5b;
}

function isClosing(code: number): boolean {
  return code === 0x7d || code === 0x5d;
}

/** Where a text in quotes ends: at the first quote that no odd number of backslashes precedes; the end of the whole where it never does. */
function endOfText(given: string, start: number): number {
  for (let at = given.indexOf('"', start + 1); at >= 0; at = given.indexOf('"', at + 1)) {
    let before = at;
    while (before - 1 > start && given.charCodeAt(before - 1) === backslash) before--;
    if ((at - before) % 2 === 0) return at;
  }
  return given.length;
}

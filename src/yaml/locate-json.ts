import { LastElements, type FoundEntry } from './last-elements.ts';
import { pointerTokens } from './locate.ts';

/**
 * The offset of a pointer in a text that is known to be JSON: of an entry its key, of an element its first character;
 * of what is missing, its nearest parent's. Of what is looked up only the last of each long list is kept.
 */
export function locateInJson(text: string, pointer: string, last = new LastElements()): number {
  let value = skipSpace(text, 0);
  let offset = value;
  for (const token of pointerTokens(pointer)) {
    const found =
      text[value] === '[' ? element(text, value, Number(token), last) : entry(text, value, token, last);
    if (found === null) break;
    ({ offset, value } = found);
  }
  return offset;
}

function element(text: string, list: number, wanted: number, last: LastElements): FoundEntry | null {
  let { index, at } = last.before(list, wanted, skipSpace(text, list + 1));
  for (; text[at] !== ']'; index++) {
    if (index === wanted) {
      last.found(list, index, at);
      return { offset: at, value: at };
    }
    at = skipComma(text, skipValue(text, at));
  }
  return null;
}

/** Of a key that stands twice the last counts, as in the value. */
function entry(text: string, map: number, wanted: string, last: LastElements): FoundEntry | null {
  if (text[map] !== '{') return null;
  const known = last.entry(map, wanted);
  if (known !== undefined) return known;
  let found: FoundEntry | null = null;
  let at = skipSpace(text, map + 1);
  while (text[at] === '"') {
    const end = skipString(text, at);
    const value = skipSpace(text, skipSpace(text, end) + 1);
    if (JSON.parse(text.slice(at, end)) === wanted) found = { offset: at, value };
    at = skipComma(text, skipValue(text, value));
  }
  if (found !== null) last.foundEntry(map, wanted, { entry: found, end: at });
  return found;
}

/** The end of a value: brackets are counted, not followed, so that depth costs no stack. */
function skipValue(text: string, from: number): number {
  let depth = 0;
  let at = from;
  do {
    const letter = text[at];
    if (letter === '"') at = skipString(text, at);
    else if (letter === '{' || letter === '[') {
      depth++;
      at++;
    } else if (letter === '}' || letter === ']') {
      depth--;
      at++;
    } else at = skipRest(text, at);
  } while (depth > 0);
  return at;
}

const special = /["{}[\]]/g;
const scalarEnd = /[,\]}\s]|$/g;

/** Past a number or word, or past what separates values within a collection. */
function skipRest(text: string, at: number): number {
  const wanted = /[\s,:]/.test(text[at] ?? '') ? special : scalarEnd;
  wanted.lastIndex = at;
  return wanted.exec(text)?.index ?? text.length;
}

function skipString(text: string, quote: number): number {
  let at = text.indexOf('"', quote + 1);
  while (isEscaped(text, at)) at = text.indexOf('"', at + 1);
  return at + 1;
}

/** An odd number of backslashes before a quote makes it part of the string. */
function isEscaped(text: string, quote: number): boolean {
  let slashes = 0;
  while (text[quote - 1 - slashes] === '\\') slashes++;
  return slashes % 2 === 1;
}

function skipComma(text: string, from: number): number {
  const at = skipSpace(text, from);
  return text[at] === ',' ? skipSpace(text, at + 1) : at;
}

function skipSpace(text: string, from: number): number {
  let at = from;
  while (at < text.length && ' \t\n\r\u{feff}'.includes(text[at] ?? '')) at++;
  return at;
}

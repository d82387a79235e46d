import { defaultLimits, type Read, type ReadLimits, type YamlProblem } from './document.ts';
import { duplicateInJson, parseJson, tooDeepInJson } from './json.ts';
import { Lines } from './lines.ts';
import { LastElements } from './last-elements.ts';
import { locateInJson } from './locate-json.ts';
import { locatorOnTape } from './locate.ts';
import { readFast } from './read/fast.ts';
import type { SlowRead } from './slow.ts';
import { split, type Part } from './split.ts';
import { TextDocument, type LocatorOf, type ReadText } from './text-document.ts';

// What a plain text has none of, so that one look is enough for most: control characters and unusual ends of lines.
const unusual = /[[\p{Cc}--[\t\n]]\u2028\u2029]/v;
// Every control character but tab, newline, carriage return and next line.
const control = /[^\P{Cc}\t\n\r\u0085]/u;
/** What ends a line besides a newline, and a carriage return with one (YAML 1.1, 4.2). */
const otherEnds = /\r(?!\n)|[\u0085\u2028\u2029]/g;

const duplicate = 'the same key stands twice in one object';

/** Characters of a document that is not plain: the library takes hundreds of bytes of memory for each. */
const largestUnusual = 1_048_576;
const tooLarge =
  'it is over 1 MiB and uses more of YAML than plain mappings, lists and texts; write it plainly, or as JSON';

/**
 * The documents of a text, one at a time; a broken one is a problem in its place, and the rest is still read.
 * Asynchronous because the library for what is not plain YAML is loaded when the first such document comes.
 */
export function read(text: string, limits: ReadLimits = defaultLimits): AsyncIterable<Read> {
  const from = text.charCodeAt(0) === 0xfe_ff ? 1 : 0;
  const isUnusual = unusual.test(text);
  const given = new Lines(text);
  const whole = (isUnusual ? controlCharacter(given) : null) ?? readJson(given, from, limits);
  return whole === null ? readParts(isUnusual ? endedAlike(text) : given, from, limits) : alone(whole);
}

/** A reader that went on where Kubernetes begins a line would take a key behind a comment for a part of it. */
function endedAlike(text: string): Lines {
  return new Lines(text.replaceAll(otherEnds, '\n'));
}

async function* alone(whole: Read): AsyncIterable<Read> {
  yield whole;
}

async function* readParts(lines: Lines, from: number, limits: ReadLimits): AsyncIterable<Read> {
  let number = 0;
  // The fast reader knows no carriage returns.
  const isFast = !lines.text.includes('\r');
  for (const part of split(lines.text, from)) {
    if (++number > limits.documents) {
      yield problem(lines, 'YAML_TOO_LARGE', part.start, `there are more than ${limits.documents} documents`);
      return;
    }
    const how = { number, limits };
    const one =
      (isFast && part.plain ? fastRead(lines, part, how) : null) ?? (await slowRead(lines, part, how));
    if ('document' in one) yield one;
    else {
      const broken = { ...one, text: lines.text.slice(part.whole.start, part.whole.end) };
      yield number === 1 ? (brokenJson(lines, from) ?? broken) : broken;
    }
  }
}

function controlCharacter(lines: Lines): Read | null {
  const found = control.exec(lines.text);
  if (found === null) return null;
  const code = found[0].charCodeAt(0).toString(16).padStart(2, '0');
  const message = `the control character U+00${code} is not allowed`;
  return problem(lines, 'YAML_CONTROL_CHARACTER', found.index, message);
}

interface How {
  readonly number: number;
  readonly limits: ReadLimits;
}

function fastRead(lines: Lines, part: Part, { number, limits }: How): Read | null {
  const { text } = lines;
  const fast = readFast(text, part, limits.depth);
  if (fast === null) return null;
  const { value, tape } = fast;
  const locatorOf: LocatorOf = (parts) =>
    locatorOnTape(text, { value: parts, tape }, contentStart(text, part.start));
  return { document: new TextDocument(lines, { value, number, start: part.start, locatorOf, notes: [] }) };
}

async function slowRead(lines: Lines, part: Part, { number, limits }: How): Promise<Read> {
  const base = part.whole.start;
  const size = part.whole.end - base;
  if (size > largestUnusual) return problem(lines, 'YAML_TOO_LARGE', base, tooLarge);
  const { readSlow } = await import('./slow.ts');
  const slow = readSlow(lines.text.slice(base, part.whole.end), limits);
  if ('code' in slow) return problem(lines, slow.code, base + slow.offset, slow.message);
  return { document: new TextDocument(lines, shifted(slow, base, number)) };
}

function shifted({ value, locate, notes }: SlowRead, base: number, number: number): ReadText {
  return {
    value,
    number,
    start: base,
    locatorOf: () => (pointer) => base + locate(pointer),
    notes: notes.map(({ offset, message }) => ({ offset: base + offset, message })),
  };
}

/** A text that is one JSON value; null where it is not, for then it may be YAML. */
function readJson(lines: Lines, from: number, { depth }: ReadLimits): Read | null {
  if (!looksLikeJson(lines.text.slice(from, from + 4096))) return null;
  try {
    const value = parseJson(lines.text.slice(from));
    const deep = tooDeepInJson(lines.text, depth);
    if (deep >= 0) return problem(lines, 'YAML_TOO_DEEP', deep, `it is nested deeper than ${depth} levels`);
    // Of two values one reader takes the first, the next the last, and Go merges them: none of these was meant.
    const twice = duplicateInJson(lines.text, value);
    if (twice >= 0) return problem(lines, 'YAML_DUPLICATE_KEY', twice, duplicate);
    const last = new LastElements();
    const locatorOf: LocatorOf = () => (pointer) => locateInJson(lines.text, pointer, last);
    return { document: new TextDocument(lines, { value, number: 1, start: from, locatorOf, notes: [] }) };
  } catch {
    return null;
  }
}

function looksLikeJson(text: string): boolean {
  return /^\s*[[{]/.test(text);
}

/** Where a text that begins like JSON stops being it; null where it does not begin so, or nobody knows. */
function brokenJson(lines: Lines, from: number): Read | null {
  if (!looksLikeJson(lines.text.slice(from, from + 4096))) return null;
  try {
    JSON.parse(lines.text.slice(from));
    return null;
  } catch (error) {
    const at = / at position (\d+)/.exec(String(error))?.[1];
    return at === undefined ? null : problem(lines, 'JSON_SYNTAX', from + Number(at), noJson);
  }
}

const noJson = 'the JSON breaks off here: a comma, quote or bracket is missing, or something follows its end';

function problem(lines: Lines, code: YamlProblem['code'], offset: number, message: string): Read {
  return { problem: { code, message, ...lines.position(offset) }, text: lines.text };
}

/** The first character of a document's content. */
function contentStart(text: string, start: number): number {
  const found = /[^\s]/g;
  found.lastIndex = start;
  return found.exec(text)?.index ?? start;
}

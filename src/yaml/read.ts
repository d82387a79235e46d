import {
  defaultLimits,
  type Document,
  type Position,
  type Read,
  type ReadLimits,
  type YamlProblem,
} from './document.ts';
import { parseJson } from './json.ts';
import { Lines } from './lines.ts';
import { locateOnTape } from './locate.ts';
import { readFast } from './read/fast.ts';
import { readSlow, type SlowRead } from './slow.ts';
import { split, type Part } from './split.ts';
import type { YamlValue } from './value.ts';

/** The documents of a text, one at a time; a broken one is a problem in its place, and the rest is still read. */
export function* read(text: string, limits: ReadLimits = defaultLimits): Iterable<Read> {
  const lines = new Lines(text);
  const from = text.charCodeAt(0) === 0xfe_ff ? 1 : 0;
  const control = /(?![\t\n\r\u0085])\p{Cc}/u.exec(text);
  if (control !== null) {
    const code = control[0].charCodeAt(0).toString(16).padStart(2, '0');
    yield problem(
      lines,
      'YAML_CONTROL_CHARACTER',
      control.index,
      `the control character U+00${code} is not allowed`,
    );
    return;
  }
  const json = /^\s*[[{]/.test(text.slice(from, from + 4096)) ? readJson(lines, from, limits) : null;
  if (json !== null) {
    yield json;
    return;
  }
  let number = 0;
  // The fast reader knows no carriage returns.
  const isFast = !text.includes('\r');
  for (const part of split(text, from)) {
    if (++number > limits.documents) {
      yield problem(lines, 'YAML_TOO_LARGE', part.start, `there are more than ${limits.documents} documents`);
      return;
    }
    yield readPart(lines, part, { number, isFast, limits });
  }
}

interface How {
  readonly number: number;
  readonly isFast: boolean;
  readonly limits: ReadLimits;
}

function readPart(lines: Lines, part: Part, { number, isFast, limits }: How): Read {
  const { text } = lines;
  const fast = isFast && part.plain ? readFast(text, part, limits.depth) : null;
  if (fast !== null) {
    const { value } = fast;
    const locate = (pointer: string): number =>
      locateOnTape(text, fast, pointer, contentStart(text, part.start));
    return { document: documentOf(lines, { value, number, start: part.start, locate, notes: [] }) };
  }
  const base = part.whole.start;
  const slow = readSlow(text.slice(base, part.whole.end), limits);
  if ('code' in slow) return problem(lines, slow.code, base + slow.offset, slow.message);
  return { document: documentOf(lines, shifted(slow, base, number)) };
}

function shifted({ value, locate, notes }: SlowRead, base: number, number: number): Made {
  return {
    value,
    number,
    start: base,
    locate: (pointer) => base + locate(pointer),
    notes: notes.map(({ offset, message }) => ({ offset: base + offset, message })),
  };
}

/** A text that is one JSON value; null where it is not, for then it may be YAML. */
function readJson(lines: Lines, from: number, limits: ReadLimits): Read | null {
  try {
    const value = parseJson(lines.text.slice(from));
    let slow: SlowRead | null = null;
    const locate = (pointer: string): number => {
      if (slow === null) {
        const read = readSlow(lines.text, { ...limits, depth: Number.MAX_SAFE_INTEGER });
        if ('code' in read) return from;
        slow = read;
      }
      return slow.locate(pointer);
    };
    return { document: documentOf(lines, { value, number: 1, start: from, locate, notes: [] }) };
  } catch {
    return null;
  }
}

interface Made {
  readonly value: YamlValue;
  readonly number: number;
  readonly start: number;
  readonly locate: (pointer: string) => number;
  readonly notes: readonly { readonly offset: number; readonly message: string }[];
}

function documentOf(lines: Lines, { value, number, start, locate, notes }: Made): Document {
  return {
    value,
    number,
    get start(): Position {
      return lines.position(start);
    },
    locate: (pointer) => lines.position(locate(pointer)),
    line: (line) => lines.line(line),
    notes: notes.map(({ offset, message }) => ({ ...lines.position(offset), message })),
  };
}

function problem(lines: Lines, code: YamlProblem['code'], offset: number, message: string): Read {
  return { problem: { code, message, ...lines.position(offset) } };
}

/** The first character of a document's content. */
function contentStart(text: string, start: number): number {
  const found = /[^\s]/g;
  found.lastIndex = start;
  return found.exec(text)?.index ?? start;
}

import type { Slice } from './read/fast.ts';

/** A document's part of a stream. */
export interface Part extends Slice {
  /** With its marker and directives, for the reader that knows them. */
  readonly whole: Slice;
  /** Whether nothing but content is in it: no directives, nothing beside the marker. */
  readonly plain: boolean;
}

/**
 * The documents of a YAML stream, split at `---` and `...` in the first column (YAML 1.2, chapter 9).
 * Parts without any content or marker are left out.
 */
export function* split(text: string, from: number): Iterable<Part> {
  const next = markerFinder(text);
  const mayHaveDirectives = text.startsWith('%', from) || text.includes('\n%');
  let part: Open = { start: from, wholeStart: from, plain: true, marked: false };
  for (let at = next(from, true); at >= 0; at = next(at + 3, false)) {
    const isPrologue =
      mayHaveDirectives && text.startsWith('---', at) && !part.marked && hasDirective(text, part.start, at);
    if (!isPrologue && isDocument(text, part, at)) yield finish(part, at);
    part = openAt(text, at, isPrologue ? part : null);
  }
  if (isDocument(text, part, text.length)) yield finish(part, text.length);
}

/** A document whose end is not yet known. */
interface Open {
  readonly start: number;
  readonly wholeStart: number;
  readonly plain: boolean;
  /** Whether a marker opened it, so that it is a document even if it is empty. */
  readonly marked: boolean;
}

/** The document that begins at a marker; directives before it are its own. */
function openAt(text: string, at: number, prologue: Open | null): Open {
  const lineEnd = endOfLine(text, at);
  const below = Math.min(lineEnd + 1, text.length);
  if (text.startsWith('...', at)) return { start: below, wholeStart: below, plain: true, marked: false };
  const plain = prologue === null && /^(?: +#.*| *)$/.test(text.slice(at + 3, lineEnd));
  return { start: plain ? below : at, wholeStart: prologue?.wholeStart ?? at, plain, marked: true };
}

function isDocument(text: string, part: Open, end: number): boolean {
  return part.marked || hasContent(text, part.start, end);
}

function finish(part: Open, end: number): Part {
  return { start: part.start, end, whole: { start: part.wholeStart, end }, plain: part.plain };
}

/** Finds the next line that is a marker; each kind is searched once, however many documents there are. */
function markerFinder(text: string): (from: number, atStart: boolean) => number {
  const found = { '\n---': -2, '\n...': -2 };
  const search = (mark: keyof typeof found, from: number): number => {
    let at = found[mark];
    if (at !== -1 && at < from) {
      at = text.indexOf(mark, from);
      while (at >= 0 && !isMarkerLine(text, at + 4)) at = text.indexOf(mark, at + 1);
      found[mark] = at;
    }
    return at;
  };
  return (from, atStart) => {
    if (atStart && /^(?:---|\.\.\.)/.test(text.slice(from, from + 3)) && isMarkerLine(text, from + 3))
      return from;
    const dashes = search('\n---', from);
    const dots = search('\n...', from);
    if (dashes < 0 || dots < 0) return Math.max(dashes, dots) < 0 ? -1 : Math.max(dashes, dots) + 1;
    return Math.min(dashes, dots) + 1;
  };
}

function isMarkerLine(text: string, after: number): boolean {
  return after === text.length || ' \t\r\n'.includes(text[after] ?? '');
}

function hasDirective(text: string, start: number, end: number): boolean {
  return text[start] === '%' || text.slice(start, end).includes('\n%');
}

function hasContent(text: string, start: number, end: number): boolean {
  for (let at = start; at < end; at = endOfLine(text, at) + 1) {
    const line = text.slice(at, Math.min(end, endOfLine(text, at)));
    if (/^[ \t]*[^ \t\r#]/.test(line)) return true;
  }
  return false;
}

function endOfLine(text: string, from: number): number {
  const end = text.indexOf('\n', from);
  return end < 0 ? text.length : end;
}

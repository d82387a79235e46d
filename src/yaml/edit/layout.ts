import {
  isCollection,
  isMap,
  isPair,
  isScalar,
  isSeq,
  visit,
  type Document as Parsed,
  type Node,
} from 'yaml';

/** How a document is written, so that what is added looks the same. */
export interface Layout {
  readonly text: string;
  readonly lineEnd: '\n' | '\r\n';
  /** Columns by which a block stands right of what holds it. */
  readonly step: number;
  /** Whether the dashes of a list stand right of its key. */
  readonly indentsLists: boolean;
  /** Whether lists of plain values are written as `[a, b]`. */
  readonly flowLists: boolean;
  /** Whether it is JSON, or written like it. */
  readonly isJson: boolean;
  readonly quotes: {
    readonly keys: Quote;
    readonly values: Quote;
    readonly items: Quote;
  };
  /** What stands between the things of `{…}` and `[…]`. */
  readonly flow: {
    readonly colon: ':' | ': ';
    readonly comma: ',' | ', ';
    readonly padding: '' | ' ';
  };
}

/** What texts are put in that would need none. */
export type Quote = '' | "'" | '"';

/** Looks at a document's own habits. */
export function layoutOf(text: string, parsed: Parsed): Layout {
  const seen = lookAt(text, parsed);
  const step = commonest(
    seen.steps.filter((columns) => columns > 0),
    2,
  );
  const keys = commonest(seen.keys, '');
  return {
    text,
    lineEnd: lineEndOf(text),
    step,
    indentsLists: commonest(seen.dashes, step) > 0,
    flowLists: commonest(seen.lists, 'block') === 'flow',
    isJson: isCollection(parsed.contents) && parsed.contents.flow === true && keys === '"',
    quotes: { keys, values: commonest(seen.values, ''), items: commonest(seen.items, '') },
    flow: {
      colon: commonest(seen.colons, ': '),
      comma: commonest(seen.commas, ', '),
      padding: commonest(seen.paddings, ''),
    },
  };
}

function lineEndOf(text: string): Layout['lineEnd'] {
  const returns = text.split('\r\n').length;
  return returns > text.split('\n').length / 2 ? '\r\n' : '\n';
}

interface Seen {
  readonly steps: number[];
  readonly dashes: number[];
  readonly lists: ('flow' | 'block')[];
  readonly keys: Quote[];
  readonly values: Quote[];
  readonly items: Quote[];
  readonly colons: (':' | ': ')[];
  readonly commas: (',' | ', ')[];
  readonly paddings: ('' | ' ')[];
}

function lookAt(text: string, parsed: Parsed): Seen {
  const seen: Seen = {
    steps: [],
    dashes: [],
    lists: [],
    keys: [],
    values: [],
    items: [],
    colons: [],
    commas: [],
    paddings: [],
  };
  visit(parsed, {
    Scalar(key, node) {
      if (typeof node.value !== 'string' || quoteOf(node) === null) return;
      const among = key === 'key' ? seen.keys : key === 'value' ? seen.values : seen.items;
      among.push(quoteOf(node) ?? '');
    },
    Pair(_, { key, value }) {
      if (!isScalar(key) || (!isMap(value) && !isSeq(value)) || value.flow === true) return;
      const offset = value.range?.[0];
      const from = key.range?.[0];
      if (offset === undefined || from === undefined) return;
      (isMap(value) ? seen.steps : seen.dashes).push(columnOf(text, offset) - columnOf(text, from));
    },
    Collection(_, node) {
      if (isSeq(node) && node.items.length > 0 && node.items.every(isScalar))
        seen.lists.push(node.flow === true ? 'flow' : 'block');
      if (node.flow === true) lookAtFlow(text, node.items, seen);
    },
  });
  return seen;
}

function lookAtFlow(text: string, items: readonly unknown[], seen: Seen): void {
  for (const [index, item] of items.entries()) {
    const start = startOf(isPair(item) ? item.key : item);
    const gap = start === null ? '\n' : gapBefore(text, start);
    if (gap.includes('\n')) continue;
    if (index > 0) seen.commas.push(gap === '' ? ',' : ', ');
    else if (isPair(item)) seen.paddings.push(gap === '' ? '' : ' ');
  }
  const values = items.filter(isPair).map(({ value }) => startOf(value));
  seen.colons.push(...values.flatMap((at) => (at === null ? [] : [colonBefore(text, at)])));
}

function colonBefore(text: string, offset: number): ':' | ': ' {
  return text[offset - 1] === ':' ? ':' : ': ';
}

/** The space before an offset. */
function gapBefore(text: string, offset: number): string {
  let start = offset;
  while (start > 0 && /\s/.test(text.charAt(start - 1))) start--;
  return text.slice(start, offset);
}

function startOf(node: unknown): number | null {
  const range = (node as Partial<Node> | null)?.range;
  return range === null || range === undefined ? null : range[0];
}

/** Null where the text could not be written otherwise, so that its quotes are no habit. */
function quoteOf({
  type,
  value,
}: {
  readonly type?: string | undefined;
  readonly value: unknown;
}): Quote | null {
  if (typeof value !== 'string' || !isPlainWord.test(value)) return null;
  if (type === 'QUOTE_DOUBLE') return '"';
  return type === 'QUOTE_SINGLE' ? "'" : '';
}

// Not what would be a number, a truth or nothing without quotes.
const isPlainWord = /^(?!(?:true|false|yes|no|on|off|null|y|n)$)[a-z][\w./-]*$/i;

/** 0-based. */
export function columnOf(text: string, offset: number): number {
  return offset - lineStart(text, offset);
}

/** Where the line of an offset begins. */
export function lineStart(text: string, offset: number): number {
  return offset === 0 ? 0 : text.lastIndexOf('\n', offset - 1) + 1;
}

/** Where the line after an offset begins; the text's end where there is none. An offset at a line's start is that line. */
export function nextLine(text: string, offset: number): number {
  if (offset > 0 && text[offset - 1] === '\n') return offset;
  const end = text.indexOf('\n', offset);
  return end < 0 ? text.length : end + 1;
}

function commonest<T>(ones: readonly T[], otherwise: T): T {
  const counts = new Map<T, number>();
  for (const one of ones) counts.set(one, (counts.get(one) ?? 0) + 1);
  return [...counts].toSorted(([, a], [, b]) => b - a)[0]?.[0] ?? otherwise;
}

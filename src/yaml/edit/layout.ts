import { isMap, isScalar, isSeq, visit, type Document as Parsed } from 'yaml';

/** How a document is written, so that what is added looks the same. */
export interface Layout {
  readonly text: string;
  readonly lineEnd: '\n' | '\r\n';
  /** Columns by which a block stands right of what holds it. */
  readonly step: number;
  /** Whether the dashes of a list stand right of its key. */
  readonly indentsLists: boolean;
  /** Whether it is JSON, or written like it. */
  readonly isJson: boolean;
}

/** Looks at a document's own habits. */
export function layoutOf(text: string, parsed: Parsed): Layout {
  const steps: number[] = [];
  const dashes: number[] = [];
  visit(parsed, {
    Pair(_, { key, value }) {
      if (!isScalar(key) || (!isMap(value) && !isSeq(value)) || value.flow === true) return;
      const offset = value.range?.[0];
      const from = key.range?.[0];
      if (offset === undefined || from === undefined) return;
      (isMap(value) ? steps : dashes).push(columnOf(text, offset) - columnOf(text, from));
    },
  });
  const step = commonest(steps.filter((columns) => columns > 0)) ?? 2;
  return {
    text,
    lineEnd: /\r\n/.test(text) ? '\r\n' : '\n',
    step,
    indentsLists: (commonest(dashes) ?? step) > 0,
    isJson: /^\s*[[{]/.test(text),
  };
}

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

function commonest(numbers: readonly number[]): number | undefined {
  const counts = new Map<number, number>();
  for (const number of numbers) counts.set(number, (counts.get(number) ?? 0) + 1);
  return [...counts].toSorted(([, a], [, b]) => b - a)[0]?.[0];
}

/** How a text is broken into lines. */
export interface Wrapping {
  /** Characters of a line at most; a word that is longer stands alone. */
  readonly width: number;
  /** What the first line begins with. */
  readonly first: string;
  /** What every other line begins with. */
  readonly rest: string;
}

/** A text in lines, broken between words. */
export function wrapped(text: string, { width, first, rest }: Wrapping): string {
  const lines: string[] = [];
  let line = first;
  let isEmpty = true;
  for (const word of text.split(/ +/)) {
    if (!isEmpty && line.length + 1 + word.length > width) {
      lines.push(line);
      line = rest;
      isEmpty = true;
    }
    line += isEmpty ? word : ` ${word}`;
    isEmpty = false;
  }
  return [...lines, line].join('\n');
}

/** A fenced block of a page. */
export interface Block {
  /** What stands behind the opening fence. */
  readonly language: string;
  /** The lines between the fences. */
  readonly lines: readonly string[];
  /** The index of its first line in the page. */
  readonly start: number;
}

/** The fenced blocks of a page, in order; those within lists and quotes are none. */
export function blocksOf(page: string): readonly Block[] {
  const lines = page.split('\n');
  const blocks: Block[] = [];
  for (let index = 0; index < lines.length; index++) {
    const [, fence, language = ''] = /^(```+)(\S*)/.exec(lines[index] ?? '') ?? [];
    if (fence === undefined) continue;
    const start = index + 1;
    const end = lines.indexOf(fence, start);
    if (end < 0) throw new Error(`the block in line ${index + 1} is not closed`);
    blocks.push({ language, lines: lines.slice(start, end), start });
    index = end;
  }
  return blocks;
}

/** The file that a block is: its first line is a comment that is a path and nothing else, such as `# deploy/web.yaml`. */
export function fileOf({ lines }: Block): string | null {
  return /^# ([\w./-]+\.\w+)$/.exec(lines[0] ?? '')?.[1] ?? null;
}

/** The page without its fenced blocks: a line for a line, so that positions stay. */
export function proseOf(page: string): string {
  const lines = page.split('\n');
  for (const { start, lines: inside } of blocksOf(page)) lines.fill('', start - 1, start + inside.length + 1);
  return lines.join('\n');
}

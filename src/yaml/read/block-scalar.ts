import { char, type Scanner } from './scanner.ts';

/** A literal or folded block, the cursor on its `|` or `>`; `parent` is the column of the mapping or list that holds it. */
export function readBlockScalar(scanner: Scanner, parent: number): string | null {
  const folded = scanner.code(scanner.at) === char.greater;
  scanner.at++;
  const chomp = scanner.code(scanner.at);
  if (chomp === char.minus || chomp === char.plus) scanner.at++;
  scanner.finishLine(); // An indentation indicator is declined here, as any other character.
  if (scanner.declined) return null;
  const { lines, blank } = readLines(scanner, parent);
  if (scanner.declined) return null;
  const body = folded ? fold(scanner, lines) : lines.join('\n');
  if (chomp === char.minus || body === null) return body;
  if (chomp === char.plus) return lines.length === 0 ? '\n'.repeat(blank) : `${body}\n${'\n'.repeat(blank)}`;
  return lines.length === 0 ? '' : `${body}\n`;
}

/** The content lines without their indentation, inner blank ones empty, and how many blank ones follow. */
function readLines(
  scanner: Scanner,
  parent: number,
): { readonly lines: readonly string[]; readonly blank: number } {
  const lines: string[] = [];
  let indent = -1;
  let blank = 0;
  let widestBlank = 0;
  while (scanner.at < scanner.end) {
    const start = scanner.at;
    const at = contentStart(scanner, indent < 0 ? scanner.end : start + indent);
    const code = scanner.code(at);
    const column = at - start;
    if (code === char.newline || code === -1) {
      widestBlank = Math.max(widestBlank, column);
      blank++;
      scanner.at = Math.min(at + 1, scanner.end);
      continue;
    }
    if (indent < 0) {
      if (column <= parent) break;
      // Blank lines wider than the first line of content are an error to YAML.
      if (widestBlank > column || code === char.tab) scanner.decline();
      indent = column;
    } else if (column < indent) {
      if (code === char.tab) scanner.decline();
      break;
    }
    for (; blank > 0; blank--) lines.push('');
    scanner.at = at;
    const end = scanner.lineEnd(scanner.at);
    lines.push(scanner.text.slice(at, end));
    scanner.at = Math.min(end + 1, scanner.end);
  }
  return { lines, blank };
}

/** The offset of the first character that is no space, at most `limit`. */
function contentStart(scanner: Scanner, limit: number): number {
  let { at } = scanner;
  while (at < limit && scanner.code(at) === char.space) at++;
  return at;
}

/** Joins lines with spaces; declines where a line is indented further, which folding keeps apart. */
function fold(scanner: Scanner, lines: readonly string[]): string | null {
  let text = '';
  let newlines = 0;
  for (const line of lines) {
    const code = line.charCodeAt(0);
    if (code === char.space || code === char.tab) return scanner.decline();
    if (line === '') newlines++;
    else {
      text += newlines > 0 ? '\n'.repeat(newlines) : text === '' ? '' : ' ';
      text += line;
      newlines = 0;
    }
  }
  return text;
}

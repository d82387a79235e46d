import { printable } from './printable.ts';
import { proseAndCode } from './prose-and-code.ts';

/**
 * Text that Markdown (CommonMark, GFM) shows as it is: no markup, no HTML, no mention, no reference, no link.
 * Within a table too, for the bar is escaped and there are no line breaks.
 */
export function markdownText(text: string): string {
  return printable(text)
    .replaceAll('&', '&amp;')
    .replaceAll('<', '&lt;')
    .replaceAll('>', '&gt;')
    .replaceAll('@', '&#64;')
    .replaceAll('#', '&#35;')
    .replaceAll('://', '&#58;//')
    .replaceAll(/www\./gi, (found) => `${found.slice(0, -1)}&#46;`)
    .replaceAll(/[\\`*_{}[\]()|~!$]/g, '\\$&')
    .replace(
      /^(\s*)([-+=]|\d+[.)])/,
      (_, space: string, mark: string) => `${space}${mark.slice(0, -1)}\\${mark.slice(-1)}`,
    );
}

/** Text as code: fenced by more backticks than it holds; the bar is escaped for tables. */
export function markdownCode(text: string): string {
  const spelled = printable(text).replaceAll('|', '\\|');
  const longest = Math.max(0, ...Array.from(spelled.matchAll(/`+/g), ([run]) => run.length));
  const fence = '`'.repeat(longest + 1);
  const space = /^[` ]|[` ]$/.test(spelled) || spelled === '' ? ' ' : '';
  return `${fence}${space}${spelled}${space}${fence}`;
}

/** A sentence in which code stands between backticks. */
export function markdownSentence(sentence: string): string {
  return proseAndCode(sentence)
    .map(({ text, isCode }) => (isCode ? markdownCode(text) : markdownText(text)))
    .join('');
}

/** A table of GFM; cells are Markdown already. */
export function markdownTable(header: readonly string[], rows: readonly (readonly string[])[]): string {
  const line = (cells: readonly string[]): string => `| ${cells.join(' | ')} |`;
  return [line(header), line(header.map(() => '---')), ...rows.map(line)].join('\n');
}

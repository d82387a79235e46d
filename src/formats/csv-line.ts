import { printable } from './printable.ts';

/**
 * One record of RFC 4180. A cell that a spreadsheet would take for a formula begins with an apostrophe, which shows it as
 * text (OWASP, CSV injection); line breaks are kept within quotes, other control characters are spelled.
 */
export function csvLine(cells: readonly (string | number | null)[]): string {
  return `${cells.map(cell).join(',')}\r\n`;
}

function cell(value: string | number | null): string {
  if (value === null) return '';
  if (typeof value === 'number') return String(value);
  const spelled = value
    .split(/\r\n|\r|\n/)
    .map(printable)
    .join('\n');
  // Spreadsheets look past spaces, and take the wide signs of East Asian writing for the narrow ones.
  const text = /^[\s"']*[=+\-@|%＝＋－＠]/u.test(spelled) ? `'${spelled}` : spelled;
  return /[",\n;]|^\s|\s$/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
}

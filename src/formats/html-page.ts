import { hash } from 'node:crypto';
import { html, type Html } from './html-text.ts';
import { proseAndCode } from './prose-and-code.ts';
import { styleSheet } from './html-style.ts';

/**
 * What the page may load: its own style sheet, known by its hash, and nothing else. No script runs, nothing is fetched,
 * no form is sent, no base is set; not even an attribute may hold a style.
 */
export const contentPolicy = `default-src 'none'; style-src 'sha256-${hash('sha256', styleSheet, 'base64')}'; base-uri 'none'; form-action 'none'`;

/** What stands before the content of a page. */
export function pageBegin(title: string): string {
  const { markup } = html`<title>${title}</title>`;
  return `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="${contentPolicy}">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="referrer" content="no-referrer">
<meta name="color-scheme" content="light dark">
${markup}
<style>${styleSheet}</style>
</head>
<body>
`;
}

/** What stands after it. */
export const pageEnd = '</body>\n</html>\n';

/** A column of a table. */
export interface Column {
  readonly title: string;
  readonly kind?: 'number' | 'id' | 'words';
}

/** A table that can be scrolled with the keyboard where it is wider than the page; the first cell of a row heads it. */
export function tableOf(
  caption: string,
  columns: readonly Column[],
  rows: readonly (readonly Html[])[],
): Html {
  const heads = columns.map(
    ({ title, kind }) => html`<th scope="col" class="${kind ?? 'words'}">${title}</th>`,
  );
  const body = rows.map(
    (cells) =>
      html`<tr>
        ${cells.map((cell, index) => {
          const { title = '', kind = 'words' } = columns[index] ?? {};
          return index === 0
            ? html`<th scope="row" class="${kind}">${isEmpty(cell) ? html`(no name)` : cell}</th>`
            : html`<td class="${kind}" data-title="${title}">${cell}</td>`;
        })}
      </tr> `,
  );
  return html`<div class="scroll" role="region" aria-label="${caption}" tabindex="0">
    <table>
      <caption>
        ${caption}
      </caption>
      <thead>
        <tr>
          ${heads}
        </tr>
      </thead>
      <tbody>
        ${body}
      </tbody>
    </table>
  </div> `;
}

/** Whether nothing would be seen of it. */
function isEmpty({ markup }: Html): boolean {
  return markup.replaceAll(/<[^>]*>/g, '').trim() === '';
}

/** A cell of text or a number. */
export function cell(value: string | number): Html {
  return html`${value}`;
}

/** A cell of code. */
export function codeCell(value: string): Html {
  return html`<code>${value}</code>`;
}

/** A sentence in which code stands between backticks. */
export function sentenceHtml(sentence: string): readonly Html[] {
  return proseAndCode(sentence).map(({ text, isCode }) => (isCode ? codeCell(text) : cell(text)));
}

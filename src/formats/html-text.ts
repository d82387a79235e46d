import { printable } from './printable.ts';

/** Markup that is safe to write: made by `html` only. */
export interface Html {
  readonly markup: string;
}

/** What `html` takes between its parts: text is escaped, markup is not. */
export type HtmlValue = string | number | null | Html | readonly Html[];

/** Markup from a template; whatever stands between its parts is escaped, so that no name can become markup. */
export function html(parts: TemplateStringsArray, ...values: readonly HtmlValue[]): Html {
  const markup = parts
    .map((part, index) => `${part.replaceAll(indents, '\n')}${written(values[index] ?? null)}`)
    .join('');
  return { markup };
}

/** Templates are indented for their readers only. */
const indents = /\s*\n\s*/g;

/** No markup. */
export const nothing: Html = { markup: '' };

function written(value: HtmlValue): string {
  if (value === null) return '';
  if (typeof value === 'string') return escaped(value);
  if (typeof value === 'number') return String(value);
  return 'markup' in value ? value.markup : value.map(({ markup }) => markup).join('');
}

const entities: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&#39;',
  '`': '&#96;',
};

function escaped(text: string): string {
  return printable(text).replaceAll(/[&<>"'`]/g, (found) => entities[found] ?? '');
}

import { printable } from './printable.ts';

// What needs no escaping: nearly everything.
const plain = /^[\n !#-%'-;=?-~\u00A0-\u061B\u061D-\u200D\u2010-\u2027\u202F-\u2065\u206A-\uD7FF]*$/;

/** The value of an attribute, in which a reader would turn line ends into spaces. */
export function attribute(text: string): string {
  return content(text).replaceAll('\n', '&#10;');
}

/** XML 1.0 text: markup is escaped, and characters that XML cannot hold, or that would hide others, are spelled. */
export function content(text: string): string {
  if (plain.test(text)) return text;
  return text
    .split('\n')
    .map(printable)
    .join('\n')
    .replaceAll('&', '&amp;')
    .replaceAll('<', '&lt;')
    .replaceAll('>', '&gt;')
    .replaceAll('"', '&quot;')
    .replaceAll(/[\uFFFE\uFFFF]/g, '\uFFFD');
}

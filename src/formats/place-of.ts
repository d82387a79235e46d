import type { Location } from '../core/location.ts';

/** `file:line:column`; the name alone for what has no lines: a file as a whole, an object of a cluster. */
export function placeOf({ file, line, column }: Location & { readonly file: string }): string {
  return line === 0 ? file : `${file}:${line}:${column}`;
}

import type { YamlValue } from './value.ts';

/** JSON as values; whole numbers that a double cannot hold exactly stay exact. */
export function parseJson(text: string): YamlValue {
  // Sixteen digits in a row are the least that can be inexact; the exact way is slow.
  return (/\d{16}/.test(text) ? JSON.parse(text, exact as never) : JSON.parse(text)) as YamlValue;
}

function exact(_key: string, value: unknown, { source }: { readonly source?: string }): unknown {
  const isWhole =
    typeof value === 'number' &&
    !Number.isSafeInteger(value) &&
    source !== undefined &&
    /^-?\d+$/.test(source);
  return isWhole ? BigInt(source) : value;
}

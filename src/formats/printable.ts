/**
 * Text that is safe on a terminal: control characters, escapes and bidirectional overrides of an input become
 * visible as `\u{1b}`; tabs become one space, so that columns stay true.
 */
export function printable(text: string): string {
  return text
    .replaceAll('\t', ' ')
    .replaceAll(
      /[\p{Cc}\p{Zl}\p{Zp}\u200E\u200F\u202A-\u202E\u2066-\u2069]/gu,
      (character) => `\\u{${(character.codePointAt(0) ?? 0).toString(16)}}`,
    );
}

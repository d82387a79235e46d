/**
 * Text that is safe on a terminal: control characters, escapes, bidirectional overrides, invisible tags and halves of
 * characters become visible as `\u{1b}`; tabs become one space, so that columns stay true.
 */
export function printable(text: string): string {
  return plain.test(text) ? text : escaped(text);
}

// Nearly all texts are, and this much quicker to tell: ASCII, letters of Europe, dashes, quotes and arrows.
const plain = /^[ -~\u00a1-\u024f\u2010-\u2027\u2190-\u21ff]*$/;

function escaped(text: string): string {
  return text
    .replaceAll('\t', ' ')
    .replaceAll(
      /[\p{Cc}\p{Cs}\p{Zl}\p{Zp}\p{Bidi_Control}\u{E0000}-\u{E007F}]/gu,
      (character) => `\\u{${(character.codePointAt(0) ?? 0).toString(16)}}`,
    );
}

const escapes: ReadonlyMap<string, string> = new Map([
  ['\u0007', String.raw`\a`],
  ['\b', String.raw`\b`],
  ['\f', String.raw`\f`],
  ['\n', String.raw`\n`],
  ['\r', String.raw`\r`],
  ['\t', String.raw`\t`],
  ['\v', String.raw`\v`],
  ['\\', '\\\\'],
  ['"', String.raw`\"`],
]);

const unprintable = /["\\]|[^\p{L}\p{M}\p{N}\p{P}\p{S} ]/gu;

/** A text as a CEL string literal. */
export function quote(text: string): string {
  const escaped = text
    .toWellFormed()
    .replaceAll(/["\\\p{Cc}]/gu, (character) => escapes.get(character) ?? character);
  return `"${escaped}"`;
}

/** A text as Go's `%q` writes it: what cannot be printed is escaped. */
export function quoteGo(text: string): string {
  return `"${text.toWellFormed().replaceAll(unprintable, escape)}"`;
}

function escape(character: string): string {
  const short = escapes.get(character);
  if (short !== undefined) return short;
  const code = character.codePointAt(0) ?? 0;
  if (code < 0x20 || code === 0x7f) return String.raw`\x${hex(code, 2)}`;
  return code < 0x1_0000 ? String.raw`\u${hex(code, 4)}` : String.raw`\U${hex(code, 8)}`;
}

function hex(code: number, digits: number): string {
  return code.toString(16).padStart(digits, '0');
}

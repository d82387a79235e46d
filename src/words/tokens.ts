/** A word as it was written. */
export interface Token {
  readonly text: string;
  /** In lower case, with straight apostrophes and without a possessive. */
  readonly key: string;
  /** Quoted words stand for themselves, never for what they mean. */
  readonly quoted: boolean;
  /** Whether a comma or another mark follows: what belongs together ends here. */
  readonly ends: boolean;
}

/** The longest sentence that is read, in UTF-16 code units. */
export const longestSentence = 500;

/** Why a text is not read at all. */
export type Unreadable = 'empty' | 'too-long' | 'hidden-characters';

/** The words of a sentence, or why it is not read. */
export function tokensOf(sentence: string): readonly Token[] | Unreadable {
  if (sentence.length > longestSentence) return 'too-long';
  // SOURCE: UAX #36: what is not seen, or turns the order of what is seen, is not what the reader agreed to.
  if (/[^\P{C}\t\n\r]/u.test(sentence)) return 'hidden-characters';
  const plain = sentence.replace(/[“”„«»`]/g, '"').replace(/[‘’]/g, "'");
  const tokens = Array.from(plain.matchAll(/"([^"]*)"|[^\s"]+|"/g)).flatMap(([raw, quoted]) =>
    quoted === undefined
      ? bare(raw)
      : [{ text: quoted, key: quoted.toLowerCase(), quoted: true, ends: false }],
  );
  const words = withStops(tokens);
  return words.length === 0 ? 'empty' : words;
}

/** `--flag=value` and `name=value` are two words; marks around a word are not part of it. */
function bare(raw: string): readonly Token[] {
  const single = /^'([^']+)'([.,;:!?]*)$/.exec(raw);
  if (single !== null)
    return [
      { text: single[1] ?? '', key: (single[1] ?? '').toLowerCase(), quoted: true, ends: single[2] !== '' },
    ];
  const start = leading(raw);
  const end = trailing(raw, start);
  const parts = raw.slice(start, end).split('=');
  return parts.map((text, index) => ({
    text: withoutPossessive(text),
    key: keyOf(text),
    quoted: false,
    ends: index === parts.length - 1 && end < raw.length,
  }));
}

function leading(raw: string): number {
  let start = 0;
  while (start < raw.length && '([{<'.includes(raw[start] ?? '')) start += 1;
  return start;
}

function trailing(raw: string, start: number): number {
  let end = raw.length;
  while (end > start && '.,;:!?)]}>'.includes(raw[end - 1] ?? '')) end -= 1;
  return end;
}

/** Marks that stand alone, or after a quotation, end the word before them. */
function withStops(tokens: readonly Token[]): readonly Token[] {
  return tokens.flatMap((token, index) => {
    if (token.text === '' && !token.quoted) return [];
    const next = tokens[index + 1];
    return [next !== undefined && next.text === '' && !next.quoted ? { ...token, ends: true } : token];
  });
}

/** Contractions keep their apostrophe, since the lexicon has them; `web-app's` does not. */
function withoutPossessive(text: string): string {
  return /'s$/i.test(text) && !/^(?:let|that|what|who|how|where|it|there)'s$/i.test(text)
    ? text.slice(0, -2)
    : text;
}

function keyOf(text: string): string {
  return withoutPossessive(text).toLowerCase();
}

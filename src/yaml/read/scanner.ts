import { Tape } from '../tape.ts';
import type { YamlValue } from '../value.ts';

/** Codes of the characters that the fast reader looks at. */
export const char = {
  tab: 9,
  newline: 10,
  space: 32,
  bang: 33,
  quote: 34,
  hash: 35,
  percent: 37,
  ampersand: 38,
  apostrophe: 39,
  star: 42,
  plus: 43,
  comma: 44,
  minus: 45,
  dot: 46,
  zero: 48,
  nine: 57,
  colon: 58,
  greater: 62,
  question: 63,
  at: 64,
  openBracket: 91,
  backslash: 92,
  closeBracket: 93,
  backtick: 96,
  openBrace: 123,
  bar: 124,
  closeBrace: 125,
  tilde: 126,
} as const;

/** Keys that were read and found to be text, by a cheap hash: manifests repeat a few hundred of them. */
const keys: (string | undefined)[] = Array.from({ length: 2048 });

/** The same characters in a string of their own: a kept slice would keep its whole text alive. */
function ownCopy(slice: string): string {
  const [copy = ''] = Object.keys({ [slice]: true }); // Property names are copied once and then shared.
  return copy;
}

/** The fast reader's position in a text. Once it has declined, nothing that it gave counts. */
export class Scanner {
  readonly text: string;
  readonly end: number;
  readonly tape: Tape;
  readonly maxDepth: number;
  at: number;
  depth = 0;
  declined = false;
  /** The elements of the lists that are being read, each after those of the list around it. */
  readonly items: YamlValue[] = [];
  /** The last answers of `nextContent` and `findKey`: each is asked again from the same place. */
  readonly #content = { from: -1, at: 0, column: 0 };
  readonly keySeen = { from: -1, end: 0 };

  constructor(text: string, range: { readonly start: number; readonly end: number }, maxDepth: number) {
    this.text = text;
    this.at = range.start;
    this.end = range.end;
    this.tape = new Tape();
    this.maxDepth = maxDepth;
  }

  /** Gives the document up: `yaml` reads it instead. */
  decline(): null {
    this.declined = true;
    this.at = this.end;
    return null;
  }

  /** The code at an offset, −1 at the end. */
  code(at: number): number {
    return at < this.end ? this.text.charCodeAt(at) : -1;
  }

  skipSpaces(): void {
    while (this.code(this.at) === char.space) this.at++;
  }

  /** Moves past blank lines and comments to the first character of the next content, and gives its column; −1 at the end. */
  nextContent(): number {
    const content = this.#content;
    if (content.from !== this.at) {
      content.from = this.at;
      content.column = this.#seekContent();
      content.at = this.at;
    }
    this.at = content.at;
    return content.column;
  }

  #seekContent(): number {
    const { text, end } = this;
    let { at } = this;
    let column = -1;
    while (at < end) {
      const start = at;
      while (at < end && text.charCodeAt(at) === char.space) at++;
      const code = this.code(at);
      if (code === char.hash) at = this.lineEnd(at);
      else if (code !== char.newline) {
        if (code !== -1) column = at - start;
        break;
      }
      at++;
    }
    this.at = at;
    if (this.code(at) !== char.tab) return column;
    this.decline();
    return -1;
  }

  /** The offset of the newline that ends the line of an offset, or the end. */
  lineEnd(from: number): number {
    const end = this.text.indexOf('\n', from);
    return end < 0 || end > this.end ? this.end : end;
  }

  /** Moves past what may follow a value on its line: spaces, a comment, the newline. Declines on anything else. */
  finishLine(): void {
    const before = this.at;
    this.skipSpaces();
    const code = this.code(this.at);
    if (code === char.hash && this.at > before) this.at = this.lineEnd(this.at);
    else if (code !== char.newline && code !== -1) {
      this.decline();
      return;
    }
    if (this.at < this.end) this.at++;
  }

  /** A key's text, checked by `isText` where it was not met lately; declines where it is no text to YAML. */
  key(start: number, end: number, isText: (scanner: this, key: string) => boolean): string | null {
    const { text } = this;
    const length = end - start;
    const ends = text.charCodeAt(start) * 31 + text.charCodeAt(end - 1) * 7;
    const slot = (ends + text.charCodeAt(start + (length >> 1)) * 131 + length * 53) & 2047;
    const known = keys[slot];
    if (known?.length === length && text.startsWith(known, start)) return known;
    const key = ownCopy(text.slice(start, end));
    if (!isText(this, key)) return this.decline();
    keys[slot] = key;
    return key;
  }
}

/** A mapping under construction. */
export type Draft = Record<string, YamlValue>;

/** Adds an entry; a duplicate key, or one that every JavaScript object has, is left to `yaml`. */
export function put(scanner: Scanner, draft: Draft, key: string, value: YamlValue): void {
  if (draft[key] === undefined) draft[key] = value;
  else scanner.decline();
}

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

/** Keys met lately, by a cheap hash: manifests repeat a few hundred of them. */
const keys: (string | undefined)[] = Array.from({ length: 512 });

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
    const { text } = this;
    for (;;) {
      const start = this.at;
      while (this.code(this.at) === char.space) this.at++;
      const code = this.code(this.at);
      if (code === -1) return -1;
      if (code === char.hash) this.at = this.lineEnd();
      else if (code === char.tab) {
        this.decline();
        return -1;
      } else if (code !== char.newline) return this.at - start;
      if (this.code(this.at) === char.newline) this.at++;
      else if (this.at >= this.end || text.length === this.at) return -1;
    }
  }

  /** The offset of the newline that ends the current line, or the end. */
  lineEnd(): number {
    const end = this.text.indexOf('\n', this.at);
    return end < 0 || end > this.end ? this.end : end;
  }

  /** Moves past what may follow a value on its line: spaces, a comment, the newline. Declines on anything else. */
  finishLine(): void {
    const before = this.at;
    this.skipSpaces();
    const code = this.code(this.at);
    if (code === char.hash && this.at > before) this.at = this.lineEnd();
    else if (code !== char.newline && code !== -1) {
      this.decline();
      return;
    }
    if (this.at < this.end) this.at++;
  }

  /** The text between two offsets, the same string for the same key where it was met lately. */
  key(start: number, end: number): string {
    const length = end - start;
    const slot = (this.text.charCodeAt(start) * 31 + this.text.charCodeAt(end - 1) * 7 + length * 53) & 511;
    const known = keys[slot];
    if (known?.length === length && this.text.startsWith(known, start)) return known;
    const key = ownCopy(this.text.slice(start, end));
    keys[slot] = key;
    return key;
  }
}

/** A mapping under construction. */
export type Draft = Record<string, YamlValue>;

/** Adds an entry; a duplicate key, or one that JavaScript gives a meaning of its own, is left to `yaml`. */
export function put(scanner: Scanner, draft: Draft, key: string, value: YamlValue): void {
  if (key === '__proto__' || Object.hasOwn(draft, key)) scanner.decline();
  else draft[key] = value;
}

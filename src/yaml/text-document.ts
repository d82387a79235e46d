import type { Document, Note, Position } from './document.ts';
import type { Lines } from './lines.ts';
import type { YamlValue } from './value.ts';

/** Finds the offset of what an RFC 6901 pointer names. */
export type Locator = (pointer: string) => number;

/** Makes what finds places by what is held of the value. */
export type LocatorOf = (held: YamlValue) => Locator;

/** A document as a reader gives it: places are offsets. */
export interface ReadText {
  readonly value: YamlValue;
  readonly number: number;
  readonly start: number;
  readonly locatorOf: LocatorOf;
  readonly notes: readonly { readonly offset: number; readonly message: string }[];
}

/** A document of a text. There are as many as objects, so it is one small object itself. */
export class TextDocument implements Document {
  readonly value: YamlValue;
  readonly #lines: Lines;
  readonly #read: ReadText;
  /** Most documents are never asked where something stands. */
  #locator: Locator | null = null;

  constructor(lines: Lines, read: ReadText, held = read.value) {
    this.#lines = lines;
    this.#read = read;
    this.value = held;
  }

  get number(): number {
    return this.#read.number;
  }

  get start(): Position {
    return this.#lines.position(this.#read.start);
  }

  get notes(): readonly Note[] {
    return this.#read.notes.map(({ offset, message }) => ({ ...this.#lines.position(offset), message }));
  }

  locate(pointer: string): Position {
    this.#locator ??= this.#read.locatorOf(this.value);
    return this.#lines.position(this.#locator(pointer));
  }

  line(line: number): string {
    return this.#lines.line(line);
  }

  /** Of the value that was read nothing is kept. */
  holding(parts: YamlValue): Document {
    return new TextDocument(this.#lines, { ...this.#read, value: parts });
  }
}

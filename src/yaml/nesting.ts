import { CST, Lexer } from 'yaml';

/**
 * The offset at which YAML nests deeper than a limit; -1 where it never does. Only tokens are read: building
 * a tree takes the library time that grows with the square of the depth.
 */
export function tooDeepAt(text: string, limit: number): number {
  const nesting = new Nesting();
  let offset = 0;
  for (const token of new Lexer().lex(text)) {
    nesting.add(token);
    if (nesting.depth > limit) return offset;
    if (!marks.has(token)) offset += token.length;
  }
  return -1;
}

// Tokens that stand for no character.
const marks: ReadonlySet<string> = new Set([CST.DOCUMENT, CST.FLOW_END, CST.SCALAR]);
const opening: ReadonlySet<string | null> = new Set(['flow-map-start', 'flow-seq-start']);
const closing: ReadonlySet<string | null> = new Set(['flow-map-end', 'flow-seq-end']);
const indicators: ReadonlySet<string | null> = new Set(['seq-item-ind', 'explicit-key-ind']);
const blank: ReadonlySet<string | null> = new Set(['space', 'newline']);

/** How deep the tokens of a document have led. */
class Nesting {
  /** Where the open block collections begin, outermost first. */
  readonly #columns: number[] = [];
  #flow = 0;
  /** Values on this line: each but the first is a mapping within the one before. */
  #values = 0;
  #column = 0;
  #isLineStart = true;
  #isScalar = false;

  get depth(): number {
    return this.#columns.length + this.#flow + Math.max(0, this.#values - 1);
  }

  add(token: string): void {
    if (marks.has(token)) {
      this.#isScalar = token === CST.SCALAR;
      return;
    }
    const type = this.#isScalar ? 'scalar' : CST.tokenType(token);
    this.#isScalar = false;
    if (opening.has(type)) this.#flow++;
    else if (closing.has(type)) this.#flow = Math.max(0, this.#flow - 1);
    else if (this.#flow === 0 && !blank.has(type)) this.#addBlock(type);
    this.#move(token, type === 'space');
  }

  /** In block style each line and each indicator may begin a collection where it stands. */
  #addBlock(type: string | null): void {
    if (type === 'map-value-ind') this.#values++;
    if (this.#isLineStart) while (this.#innermost > this.#column) this.#columns.pop();
    if ((this.#isLineStart || indicators.has(type)) && this.#innermost < this.#column)
      this.#columns.push(this.#column);
  }

  get #innermost(): number {
    return this.#columns.at(-1) ?? -1;
  }

  #move(token: string, isSpace: boolean): void {
    const newline = token.lastIndexOf('\n');
    if (newline >= 0) this.#values = 0;
    this.#column = newline < 0 ? this.#column + token.length : token.length - newline - 1;
    this.#isLineStart = newline >= 0 || (this.#isLineStart && isSpace);
  }
}

import type { Position } from './document.ts';

/** Where the lines of a text begin, found when first asked. */
export class Lines {
  readonly text: string;
  #starts: Int32Array | null = null;

  constructor(text: string) {
    this.text = text;
  }

  /** The position of an offset. */
  position(offset: number): Position {
    const starts = this.#begin();
    let low = 0;
    let high = starts.length - 1;
    while (low < high) {
      const middle = (low + high + 1) >> 1;
      if ((starts[middle] ?? 0) <= offset) low = middle;
      else high = middle - 1;
    }
    return { line: low + 1, column: offset - (starts[low] ?? 0) + 1 };
  }

  /** The text of a line by its number, without its end; empty beyond the last. */
  line(number: number): string {
    const starts = this.#begin();
    const start = starts[number - 1];
    if (start === undefined) return '';
    const end = (starts[number] ?? this.text.length + 1) - 1;
    return this.text.slice(start, this.text.charCodeAt(end - 1) === 13 && end > start ? end - 1 : end);
  }

  #begin(): Int32Array {
    if (this.#starts !== null) return this.#starts;
    let count = 1;
    for (let at = this.text.indexOf('\n'); at >= 0; at = this.text.indexOf('\n', at + 1)) count++;
    const starts = new Int32Array(count);
    let index = 1;
    for (let at = this.text.indexOf('\n'); at >= 0; at = this.text.indexOf('\n', at + 1))
      starts[index++] = at + 1;
    this.#starts = starts;
    return starts;
  }
}

/** One tape is written at a time, here; what is kept of it is copied when it is whole. */
let scratch = new Int32Array(4096);

/** How many numbers are kept together: to make room for each document by itself takes longer than to read it. */
const shelfLength = 16_384;

/** Where the next finished tape goes; let go with the last document that stands on it. */
let shelf = new Int32Array(shelfLength);
let filled = 0;

/**
 * Where the nodes of one document stand, in pre-order: for each node the offset of its key (of an element, of its
 * first character) and the index of the node after its last descendant. No object a node.
 */
export class Tape {
  #numbers = scratch;
  #start = 0;
  #length = 0;

  /** Opens a node and gives its index; `close` ends it. */
  open(offset: number): number {
    if (this.#length + 2 > this.#numbers.length) {
      const larger = new Int32Array(this.#numbers.length * 2);
      larger.set(this.#numbers);
      this.#numbers = larger;
      scratch = larger;
    }
    const index = this.#length;
    this.#numbers[index] = offset;
    this.#length += 2;
    return index;
  }

  close(index: number): void {
    this.#numbers[index + 1] = this.#length;
  }

  /** Ends the writing: what was written is copied, and takes no more room than it needs. */
  finish(): this {
    const length = this.#length;
    if (length > shelfLength / 4) {
      this.#numbers = this.#numbers.slice(0, length);
      return this;
    }
    if (filled + length > shelfLength) {
      shelf = new Int32Array(shelfLength);
      filled = 0;
    }
    for (let at = 0; at < length; at++) shelf[filled + at] = this.#numbers[at] as number;
    this.#numbers = shelf;
    this.#start = filled;
    filled += length;
    return this;
  }

  /** The index after the last node. */
  get length(): number {
    return this.#length;
  }

  /** Corrects where a node stands. */
  move(index: number, offset: number): void {
    this.#numbers[index] = offset;
  }

  offset(index: number): number {
    return this.#numbers[this.#start + index] ?? 0;
  }

  /** The index of the node after this one and all it holds. */
  after(index: number): number {
    return index + 1 < this.#length ? (this.#numbers[this.#start + index + 1] ?? this.#length) : this.#length;
  }
}

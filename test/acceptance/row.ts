/** A row of a specification's acceptance table: what must hold, and the tests that say so. */
export interface Row {
  readonly row: number;
  readonly text: string;
  readonly tests: readonly [TestId, ...TestId[]];
  /** Each leaves the row's entry point without its work, and each must turn every one of its tests red. */
  readonly breaks: readonly [Break, ...Break[]];
}

/** A test, or all whose names begin so. */
export interface TestId {
  readonly file: string;
  /** The titles from the outermost to its own, joined by ` > `. */
  readonly test: string;
}

/** An edit of one source file, whose text must be there exactly once. */
export interface Break {
  readonly file: string;
  readonly from: string;
  readonly to: string;
  /** The row's tests that must notice. */
  readonly tests: readonly [TestId, ...TestId[]];
}

/** A test of a row, and whatever its name begins with. */
export function testIn(file: string): (test: string) => TestId {
  return (test) => ({ file, test });
}

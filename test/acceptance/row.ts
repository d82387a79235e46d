/** A row of a specification's acceptance table: what must hold, and how that is known. */
export interface Row {
  readonly row: number;
  readonly text: string;
  readonly proofs: readonly [Proof, ...Proof[]];
}

/** Tests, and the edit of one source file that takes away what they test: every one of them must go red. */
export interface Proof {
  readonly file: string;
  /** Text that is in the file exactly once. */
  readonly from: string;
  readonly to: string;
  readonly tests: readonly TestId[];
}

/** A test, or all tests of a group. */
export interface TestId {
  readonly file: string;
  /** The titles from the outermost to its own, joined by ` > `; `%s` stands for any text. */
  readonly test: string;
}

/** Names tests of a file. */
export function testsIn(file: string): (...tests: readonly string[]) => readonly TestId[] {
  return (...tests) => tests.map((test) => ({ file, test }));
}

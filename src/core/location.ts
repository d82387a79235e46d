/** A place in a text: 1-based line and column, the column in UTF-16 code units. */
export interface Location {
  readonly line: number;
  readonly column: number;
}

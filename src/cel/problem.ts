/** A half-open range of UTF-16 code units in an expression's text. */
export interface Range {
  readonly start: number;
  readonly end: number;
}

/** What is wrong with an expression, found before it is evaluated. */
export interface Problem extends Range {
  readonly severity: 'error' | 'warning';
  /** Stable: `syntax`, `undeclared-reference`, `undefined-field`, `no-matching-overload` … */
  readonly code: string;
  readonly message: string;
}

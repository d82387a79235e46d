/** A construct that has no faithful translation; it ends the translation of its rule. */
export class Refusal extends Error {
  readonly construct: string;
  readonly why: string;

  constructor(construct: string, why: string) {
    super(`${construct}: ${why}`);
    this.construct = construct;
    this.why = why;
  }
}

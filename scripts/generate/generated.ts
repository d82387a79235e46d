/** A derived file: its path and its whole content. */
export interface Generated {
  readonly path: string;
  readonly content: string;
}

import type { Concept } from './lexicon.ts';

/** How the value of an argument is found among words. */
export type Shape =
  /** Named by its cue, by where it stands, or as `namespace/deployment`. */
  | { readonly kind: 'namespace' }
  | { readonly kind: 'deployment' }
  /** A word beside its cue. */
  | { readonly kind: 'name'; readonly cue: readonly Concept[]; readonly pattern: RegExp }
  /** A whole number; bare where there is no other, else beside its cue. */
  | {
      readonly kind: 'count';
      readonly cue: Concept;
      readonly bare: boolean;
      readonly least: number;
      readonly most: number;
    }
  /** A word of this form, wherever it stands. */
  | { readonly kind: 'pattern'; readonly pattern: RegExp }
  /** One of these words, beside its cue where one is needed. */
  | {
      readonly kind: 'choice';
      readonly choices: Readonly<Record<string, string>>;
      readonly cue: readonly Concept[];
    }
  /** True where one of these is meant, false where one of the others is. */
  | { readonly kind: 'flag'; readonly yes: readonly Concept[]; readonly no: readonly Concept[] }
  /** True where nothing may be changed: then the operation only reads. */
  | { readonly kind: 'dry-run' };

/** One argument of a tool. */
export type Argument = Shape & {
  readonly name: string;
  /** What is asked where it is needed and not said; null where it may be left out. */
  readonly question: string | null;
};

/** A deed and what it is done to: one of each must be said; without things, a deployment, a file or an image must be named. */
export interface Meaning {
  readonly deeds: readonly Concept[];
  readonly about: readonly Concept[];
}

/** One operation that sentences can mean. */
export interface Tool {
  readonly name: string;
  /** One sentence, without a full stop, that alternatives are offered by. */
  readonly summary: string;
  readonly effect: 'read' | 'write';
  readonly arguments: readonly Argument[];
  readonly meanings: readonly Meaning[];
  /** What else may be said of it without changing what it means. */
  readonly also: readonly Concept[];
}

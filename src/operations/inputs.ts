/** A text to be read, or the reason why there is none. */
export type Source =
  | { readonly name: string; readonly named: boolean; readonly text: string }
  | {
      readonly name: string;
      readonly named: boolean;
      readonly problem: { readonly code: string; readonly message: string };
    };

/** How much may be read. */
export interface InputLimits {
  /** Bytes of one file. */
  readonly fileSize: number;
}

/** What is looked for in folders. */
export interface Wanted {
  /** Whether a file of this name is read. */
  readonly isWanted: (name: string) => boolean;
  /** Whether hidden files and folders are entered, too; `.git` never is. */
  readonly hidden: boolean;
}

/** Port: texts by path. */
export interface Inputs {
  /**
   * Every text under the paths, in a stable order; `named` tells a path that a person wrote from one found in a folder,
   * where manifests are read unless something else is wanted.
   */
  open(paths: readonly string[], limits: InputLimits, wanted?: Wanted): AsyncIterable<Source>;
  /** The first of these names in the working folder, or in the nearest folder above it within its repository; null where there is none. */
  upwards(names: readonly string[]): string | null;
}

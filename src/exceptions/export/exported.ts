import type { Exception } from '../exception.ts';
import type { Writable } from '../to-yaml.ts';

/** What another tool is given, and what it cannot be told. */
export interface Exported {
  /** Documents of YAML, or of JSON where a tool reads only that. */
  readonly text: string;
  readonly refused: readonly { readonly exception: Exception; readonly why: string }[];
}

/** One exception in another tool's words; `untold` is what of it has none, as a sentence. */
export interface Said {
  readonly documents: readonly Writable[];
  readonly untold: string | null;
}

/** Nothing said, and why. */
export function unsaid(untold: string): Said {
  return { documents: [], untold };
}

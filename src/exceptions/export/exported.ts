import type { Exception } from '../exception.ts';
import type { Writable } from '../to-yaml.ts';

/** What another tool is given, and what it cannot be told. */
export interface Exported {
  /** Documents of YAML, or of JSON where a tool reads only that. */
  readonly text: string;
  readonly refused: readonly { readonly exception: Exception; readonly why: string }[];
}

/** One exception in another tool's words, or the sentence why it has none. */
export type Said = { readonly documents: readonly Writable[] } | { readonly why: string };

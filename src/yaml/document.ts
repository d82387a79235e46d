import type { YamlValue } from './value.ts';

/** A place in a text: 1-based line and column, the column in UTF-16 code units. */
export interface Position {
  readonly line: number;
  readonly column: number;
}

/** One document of a stream, as Kubernetes reads it. */
export interface Document {
  readonly value: YamlValue;
  /** 1-based position in its stream. */
  readonly number: number;
  readonly start: Position;
  /**
   * Where an RFC 6901 pointer stands: the key of a mapping entry, the first character of a list's element;
   * of what is missing, its nearest parent that exists.
   */
  locate(pointer: string): Position;
  /** The text of a line, without its end. */
  line(line: number): string;
  /** The same document, of whose value only parts are kept: places are found of what these hold. */
  holding(parts: YamlValue): Document;
  /** What a person should know about how it was read. */
  readonly notes: readonly Note[];
}

/** Something that is read otherwise than it may have been meant. */
export interface Note extends Position {
  readonly message: string;
}

/** Why a document, or the rest of a stream, could not be read. */
export interface YamlProblem extends Position {
  readonly code:
    | 'YAML_SYNTAX'
    | 'JSON_SYNTAX'
    | 'YAML_TOO_DEEP'
    | 'YAML_TOO_LARGE'
    | 'YAML_DUPLICATE_KEY'
    | 'YAML_CONTROL_CHARACTER';
  readonly message: string;
}

/** One document, or the problem in its place with what could not be read. */
export type Read = { readonly document: Document } | { readonly problem: YamlProblem; readonly text: string };

/** How much is read. */
export interface ReadLimits {
  /** Documents of one stream. */
  readonly documents: number;
  /** Levels of nesting. */
  readonly depth: number;
  /** How many nodes aliases may add to a document. */
  readonly expansion: number;
}

export const defaultLimits: ReadLimits = { documents: 1_000_000, depth: 200, expansion: 100_000 };

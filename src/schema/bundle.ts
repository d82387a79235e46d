import type { FieldSchema } from './field-schema.ts';

/** A version's schemas as they are kept on disk: field schemas interned, everything else by index. */
export interface Bundle {
  /** The minor version: 36. */
  readonly minor: number;
  readonly nodes: readonly FieldSchema[];
  /** Name, field names with a space between, their nodes, and the required ones. */
  readonly types: readonly (readonly [
    name: string,
    fields: string,
    nodes: readonly number[],
    required: string,
  ])[];
  /** The types that are replaced as a whole, by number. */
  readonly atomic: readonly number[];
  /** `*List` kinds and kinds that are only a reply have no resource. */
  readonly kinds: readonly (readonly [
    group: string,
    version: string,
    kind: string,
    type: number,
    resource: string,
    namespaced: 0 | 1,
  ])[];
}

/** What people read about a type and its fields, by the type's name; the type's own text is under the empty name. */
export type Descriptions = Readonly<Record<string, Readonly<Record<string, string>>>>;

import type { JsonPointer, JsonValue } from '../core/json.ts';

/** An RFC 6902 operation; the subset that repairs need. */
export type PatchOperation =
  | { readonly op: 'add' | 'replace'; readonly path: JsonPointer; readonly value: JsonValue }
  | { readonly op: 'remove'; readonly path: JsonPointer };

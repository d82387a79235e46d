import type { JsonValue } from '../core/json.ts';

/** What a field may hold. `any` is checked no further: embedded objects, free-form JSON. */
export type FieldType =
  | 'object'
  | 'list'
  | 'map'
  | 'string'
  | 'integer'
  | 'number'
  | 'boolean'
  | 'int-or-string'
  | 'quantity'
  | 'any';

/**
 * How the API server writes a field back, which OpenAPI does not say:
 *
 * - `e` drops it when empty (`""`, 0, false, no elements); `a` always writes it, with its zero value when absent;
 * - `n` always writes it, as null when absent; `s` always writes it, as an object; `o` drops an object without fields;
 * - `q`, `i` and `t` always write it: `"0"`, 0, null;
 * - absent: as given, and never null.
 */
export type Written = 'e' | 'a' | 'n' | 's' | 'o' | 'q' | 'i' | 't';

/** A field's schema as plain data; an object's fields are found by its type's name. */
export interface FieldSchema {
  readonly type: FieldType;
  /** OpenAPI's: `int32`, `int64`, `double`, `byte` (base64), `date-time` … */
  readonly format?: string;
  /** Of an object: the name of its `ObjectType`. */
  readonly object?: string;
  /** Of a list its elements, of a map its values. */
  readonly items?: FieldSchema;
  readonly enum?: readonly JsonValue[];
  readonly default?: JsonValue;
  readonly listType?: 'atomic' | 'set' | 'map';
  /** `x-kubernetes-list-map-keys`: the fields that identify an element. */
  readonly keys?: readonly string[];
  readonly mapType?: 'atomic' | 'granular';
  /** `x-kubernetes-patch-merge-key`. */
  readonly mergeKey?: string;
  /** `x-kubernetes-patch-strategy`. */
  readonly patch?: string;
  /** Null is a value of its own. */
  readonly nullable?: true;
  readonly written?: Written;
}

/** The fields of a kind or of a part of one. */
export interface ObjectType {
  /** Unique: `io.k8s.api.core.v1.PodSpec`, or a path within a custom resource. */
  readonly name: string;
  readonly fields: ReadonlyMap<string, FieldSchema>;
  readonly required: ReadonlySet<string>;
  /** Fields that are not listed are kept (`x-kubernetes-preserve-unknown-fields`). */
  readonly open: boolean;
  /** A custom resource's: absent fields with a default are filled in, and nothing is dropped for being empty. */
  readonly structural: boolean;
  /** A whole object within another one: its `apiVersion` and `kind` say what it is. */
  readonly embedded: boolean;
  /** Replaced as a whole, never merged (`x-kubernetes-map-type`). */
  readonly atomic?: true;
}

/** The last part of a type's name: `PodSpec`. */
export function titleOf(type: string): string {
  return type.slice(type.lastIndexOf('.') + 1);
}

const any: FieldSchema = { type: 'any' };

/** What a list's elements or a map's values are; anything where the schema does not say. */
export function itemsOf(field: FieldSchema): FieldSchema {
  return field.items ?? any;
}

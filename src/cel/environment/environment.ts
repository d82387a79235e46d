import type { FunctionDeclaration, Library } from '../library.ts';
import type { Type } from '../type.ts';
import type { Value } from '../value/value.ts';

/** What the names in an expression mean: whose functions, which variables, which types. Immutable. */
export interface Environment {
  /** Such as `kubernetes 1.36` or `kyverno 1.19`. */
  readonly name: string;
  readonly libraries: readonly Library[];
  /** Every function by name, the overloads of all libraries merged. */
  readonly functions: ReadonlyMap<string, FunctionDeclaration>;
  readonly macros: ReadonlySet<string>;
  readonly constants: ReadonlyMap<string, Constant>;
  /** Declared variables in order: their position is their slot in a frame. */
  readonly variables: ReadonlyMap<string, Type>;
  /** The namespace that names are resolved in first; empty in Kubernetes. */
  readonly container: string;
  readonly types: TypeProvider;
}

/** An identifier with a fixed value. */
export interface Constant {
  readonly type: Type;
  readonly value: Value;
}

/** Port: describes the fields of object types, such as those of an OpenAPI schema. */
export interface TypeProvider {
  /** The field's type, or undefined where the type has no such field. */
  field(type: string, field: string): FieldType | undefined;
  /** All field names, for “did you mean”. */
  fields(type: string): readonly string[];
  /** Whether a message literal `Type{…}` of this name may be written. */
  has(type: string): boolean;
}

export interface FieldType {
  readonly type: Type;
  /** Optional in the schema: reading it without a guard may fail. */
  readonly optional: boolean;
}

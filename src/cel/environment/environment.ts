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
  /** What is asked of an expression beyond its types. */
  readonly demands?: Demands;
}

/** What an environment asks of an expression beyond its types; all off in plain CEL. */
export interface Demands {
  /** Lists and maps written out hold one type each, as Kubernetes asks. */
  readonly homogeneous?: boolean;
  /** Literal arguments of `duration`, `timestamp`, `matches` and `format` are valid. */
  readonly literals?: boolean;
  /** Conversions of literals succeed, since the API server folds them before it stores a policy. */
  readonly folding?: boolean;
  /** Fields may not be quoted with backticks. */
  readonly plainFields?: boolean;
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
  /** Whether such a literal can be evaluated, and not only be written; none can where this is left out. */
  makes?(type: string): boolean;
}

export interface FieldType {
  readonly type: Type;
  /** Optional in the schema: reading it without a guard may fail. */
  readonly optional: boolean;
}

/** A CEL type, as the checker knows it and as a function declares it. */
export type Type =
  | { readonly kind: PrimitiveKind }
  | { readonly kind: 'list'; readonly element: Type }
  | { readonly kind: 'map'; readonly key: Type; readonly value: Type }
  | { readonly kind: 'optional'; readonly of: Type }
  /** The type of a type: `type(x)`. */
  | { readonly kind: 'type'; readonly of: Type }
  /** A type parameter of an overload, such as `T`. */
  | { readonly kind: 'param'; readonly name: string }
  /** A type with fields that a type provider describes, such as an OpenAPI schema's. */
  | { readonly kind: 'object'; readonly name: string }
  /** A type of a library's own, such as `kubernetes.Quantity`. */
  | { readonly kind: 'opaque'; readonly name: string };

export type PrimitiveKind =
  | 'dyn'
  | 'null'
  | 'bool'
  | 'int'
  | 'uint'
  | 'double'
  | 'string'
  | 'bytes'
  | 'timestamp'
  | 'duration'
  | 'error';

export const dyn: Type = { kind: 'dyn' };
export const nullType: Type = { kind: 'null' };
export const bool: Type = { kind: 'bool' };
export const int: Type = { kind: 'int' };
export const uint: Type = { kind: 'uint' };
export const double: Type = { kind: 'double' };
export const string: Type = { kind: 'string' };
export const bytes: Type = { kind: 'bytes' };
export const timestamp: Type = { kind: 'timestamp' };
export const duration: Type = { kind: 'duration' };

/** The type of lists of `element`. */
export function list(element: Type): Type {
  return { kind: 'list', element };
}

/** The type of maps from `key` to `value`. */
export function map(key: Type, value: Type): Type {
  return { kind: 'map', key, value };
}

/** The type of optional values. */
export function optional(of: Type): Type {
  return { kind: 'optional', of };
}

/** A type parameter of an overload. */
export function param(name: string): Type {
  return { kind: 'param', name };
}

/** A type of a library's own. */
export function opaque(name: string): Type {
  return { kind: 'opaque', name };
}

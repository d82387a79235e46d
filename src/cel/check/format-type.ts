import type { Type } from '../type.ts';
import { partsOf } from './type-equal.ts';

/** A type's name in cel-go's words: `list(int)`, `map(string, dyn)`, `optional_type(int)`. */
export function formatType(type: Type): string {
  switch (type.kind) {
    case 'list':
      return `list(${formatType(type.element)})`;
    case 'map':
      return `map(${formatType(type.key)}, ${formatType(type.value)})`;
    case 'optional':
      return `optional_type(${formatType(type.of)})`;
    case 'type':
      return `type(${formatType(type.of)})`;
    case 'param':
    case 'object':
    case 'opaque':
      return type.name;
    case 'error':
      return '!error!';
    default:
      return type.kind;
  }
}

/** The name of a type's values at run time, parameters erased: `list`, `null_type`. */
export function runtimeTypeName(type: Type): string {
  switch (type.kind) {
    case 'optional':
      return 'optional_type';
    case 'null':
      return 'null_type';
    case 'timestamp':
      return 'google.protobuf.Timestamp';
    case 'duration':
      return 'google.protobuf.Duration';
    case 'param':
    case 'object':
    case 'opaque':
      return type.name;
    default:
      return type.kind;
  }
}

/** The arguments of a call as cel-go shows them in an error: `(int, string)`, `list(int).(string)`. */
export function formatSignature(types: readonly Type[], member: boolean): string {
  const names = types.map(formatType);
  const receiver = member ? `${names.shift() ?? ''}.` : '';
  return `${receiver}(${names.join(', ')})`;
}

/** A type's name by its run-time name: `null_type`, `list(google.protobuf.Timestamp)`. */
export function formatDeclaredType(type: Type): string {
  const parts = partsOf(type);
  const name = runtimeTypeName(type);
  return parts.length === 0 ? name : `${name}(${parts.map(formatDeclaredType).join(', ')})`;
}

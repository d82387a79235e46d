import type { Type } from '../type.ts';

/** Whether two types are exactly the same, names of type parameters included. */
export function typesEqual(a: Type, b: Type): boolean {
  return a === b || (a.kind === b.kind && sameParts(a, b, true));
}

/** Whether two types are the same but for the names of their type parameters. */
export function typesEquivalent(a: Type, b: Type): boolean {
  return a === b || (a.kind === b.kind && sameParts(a, b, false));
}

/** The types that a type is made of. */
export function partsOf(type: Type): readonly Type[] {
  switch (type.kind) {
    case 'list':
      return [type.element];
    case 'map':
      return [type.key, type.value];
    case 'optional':
    case 'type':
      return [type.of];
    default:
      return [];
  }
}

/** The same kind of type, made of others. */
export function withParts(type: Type, parts: readonly Type[]): Type {
  const [first, second] = parts;
  if (first === undefined) {
    return type;
  }
  switch (type.kind) {
    case 'list':
      return { kind: 'list', element: first };
    case 'map':
      return { kind: 'map', key: first, value: second ?? first };
    case 'optional':
      return { kind: 'optional', of: first };
    case 'type':
      return { kind: 'type', of: first };
    default:
      return type;
  }
}

function sameParts(a: Type, b: Type, exact: boolean): boolean {
  if ('name' in a && 'name' in b && a.name !== b.name) {
    return a.kind === 'param' && !exact;
  }
  const parts = partsOf(b);
  return partsOf(a).every((part, index) => {
    const other = parts[index];
    return other !== undefined && (exact ? typesEqual(part, other) : typesEquivalent(part, other));
  });
}

import type { FieldType, TypeProvider } from '../cel/environment/environment.ts';
import {
  bool,
  bytes,
  double,
  duration,
  dyn,
  int,
  list,
  map,
  string,
  timestamp,
  type Type,
} from '../cel/type.ts';
import type { GroupVersionKind } from '../core/policy.ts';
import { itemsOf, type FieldSchema, type FieldType as SchemaType, type ObjectType } from './field-schema.ts';
import { kindNamed, type Schema } from './schema.ts';

/**
 * Describes a schema's types to the CEL checker as the API server's `SchemaDeclType` does, with two differences: what it
 * leaves out for want of a type (quantities, free-form JSON) is `dyn`, and objects that keep unknown fields have every field.
 * Field names are as in the resource, not escaped: a policy reads the resource itself.
 */
export function typeProvider(schema: Schema): TypeProvider {
  const known = new Map<FieldSchema, Type>();
  const typeOfField = (field: FieldSchema): Type => {
    const type = known.get(field) ?? celType(field);
    known.set(field, type);
    return type;
  };
  return {
    field(typeName, name) {
      const type = schema.type(typeName);
      const field = type?.fields.get(name);
      if (type === undefined) return undefined;
      if (field === undefined) return type.open ? { type: dyn, optional: true } : undefined;
      return { type: typeOfField(field), optional: isOptional(type, name, field) } satisfies FieldType;
    },
    fields: (typeName) => [...(schema.type(typeName)?.fields.keys() ?? [])],
    // No literal of a schema's type can be written in a validating policy.
    has: () => false,
  };
}

/** The type of `object` for a kind; `dyn` where the schema does not know it. */
export function typeOf(schema: Schema, gvk: GroupVersionKind): Type {
  const kind = kindNamed(schema, gvk);
  return kind === undefined ? dyn : { kind: 'object', name: kind.type };
}

const scalars: Partial<Readonly<Record<SchemaType, Type>>> = { integer: int, number: double, boolean: bool };
const formats: Readonly<Record<string, Type>> = {
  byte: bytes,
  duration,
  date: timestamp,
  'date-time': timestamp,
};

function celType(field: FieldSchema): Type {
  switch (field.type) {
    case 'object':
      return field.object === undefined ? dyn : { kind: 'object', name: field.object };
    case 'list':
      return list(celType(itemsOf(field)));
    case 'map':
      return map(string, celType(itemsOf(field)));
    case 'string':
      return formats[field.format ?? ''] ?? string;
    default:
      return scalars[field.type] ?? dyn;
  }
}

/** Whether reading it may fail. A server always writes some fields, and names every object before a policy sees it. */
function isOptional(type: ObjectType, name: string, { written }: FieldSchema): boolean {
  if (type.required.has(name) || (written !== undefined && written !== 'e' && written !== 'o')) return false;
  const head = name === 'apiVersion' || name === 'kind';
  const isWhole = type.fields.has('metadata') && head;
  return !isWhole && !(name === 'name' && type.name.endsWith('.meta.v1.ObjectMeta'));
}

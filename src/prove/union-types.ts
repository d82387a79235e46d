import type { FieldType, TypeProvider } from '../cel/environment/environment.ts';

const separator = ' or ';

/** The name of a type that is any of these: `Container or EphemeralContainer`. */
export function unionName(names: readonly string[]): string {
  return [...new Set(names.flatMap((name) => name.split(separator)))].join(separator);
}

/** A provider that also knows unions: they have every field of every member, optional where one lacks it. */
export function unionTypes(provider: TypeProvider): TypeProvider {
  const members = (type: string): readonly string[] => type.split(separator);
  return {
    field(type, name): FieldType | undefined {
      const found = members(type).map((member) => provider.field(member, name));
      const first = found.find((field) => field !== undefined);
      if (first === undefined) return undefined;
      return { type: first.type, optional: found.some((field) => field === undefined || field.optional) };
    },
    fields: (type) => members(type).flatMap((member) => provider.fields(member)),
    has: (type) => provider.has(type),
  };
}

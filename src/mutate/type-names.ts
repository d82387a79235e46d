import { CelMap, isConcatenated, Message, type Value } from '../cel/index.ts';

/** Why the names of nested `Object.…{}` do not follow the fields that they stand in, in the API server's words. */
export function typeNameProblems(value: Value, path: string): readonly string[] {
  if (Array.isArray(value) && isConcatenated(value as readonly Value[])) return [];
  if (Array.isArray(value))
    return (value as readonly Value[]).flatMap((item) => typeNameProblems(item, path));
  if (value instanceof CelMap)
    return Array.from(value.entries.values()).flatMap(([, item]) => typeNameProblems(item, path));
  if (!(value instanceof Message) || value.type.name === 'JSONPatch') return [];
  const { name } = value.type;
  const own =
    name === path
      ? []
      : [
          `unexpected type name "${name}", expected "${path}", which matches field name path from root Object type`,
        ];
  return [
    ...own,
    ...Array.from(value.fields).flatMap(([field, item]) => typeNameProblems(item, `${path}.${field}`)),
  ];
}
